import type { ContentBlockParam, Message, MessageParam } from "@anthropic-ai/sdk/resources/messages";

/**
 * A linear, append-only conversation. `pending` is user content not sent yet. Answers are kept exactly as they came:
 * thinking blocks are bound to everything before them.
 */
export type Conversation = {
  readonly messages: readonly MessageParam[];
  readonly pending: readonly ContentBlockParam[];
};

export const emptyConversation: Conversation = { messages: [], pending: [] };

export function say(conversation: Conversation, ...blocks: readonly ContentBlockParam[]): Conversation {
  return { ...conversation, pending: [...conversation.pending, ...blocks] };
}

/** Takes in an answer. One without any content cannot be sent back, so what was said waits for the next words. */
export function hear(conversation: Conversation, answer: Pick<Message, "content">): Conversation {
  if (answer.content.length === 0) return conversation;
  return {
    messages: [...plainMessages(conversation), { role: "assistant", content: answer.content }],
    pending: [],
  };
}

function plainMessages({ messages, pending }: Conversation): readonly MessageParam[] {
  return pending.length > 0 ? [...messages, { role: "user", content: [...pending] }] : messages;
}

/** The messages to send: as they are, with a cache mark on the newest user block. */
export function toSend(conversation: Conversation): MessageParam[] {
  const { messages, pending } = conversation;
  const newest = pending.at(-1);
  if (!newest || (newest.type !== "text" && newest.type !== "tool_result"))
    return [...plainMessages(conversation)];
  const marked: ContentBlockParam = { ...newest, cache_control: { type: "ephemeral" } };
  return [...messages, { role: "user", content: [...pending.slice(0, -1), marked] }];
}

/** All text of an answer. The first block is often thinking, so blocks are picked by their kind. */
export function textOf({ content }: Pick<Message, "content">): string {
  return content.map((block) => (block.type === "text" ? block.text : "")).join("");
}
