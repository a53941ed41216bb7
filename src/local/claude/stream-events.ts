import type { ContentBlock, Message, RawMessageStreamEvent } from "@anthropic-ai/sdk/resources/messages";

/** Text is sent in pieces of this many characters. */
const piece = 400;

function pieces(text: string): readonly string[] {
  const found = [];
  for (let at = 0; at < text.length; at += piece) found.push(text.slice(at, at + piece));
  return found;
}

function blockEvents(block: ContentBlock, index: number): readonly RawMessageStreamEvent[] {
  const stop: RawMessageStreamEvent = { type: "content_block_stop", index };
  const start = (content_block: ContentBlock): RawMessageStreamEvent => ({
    type: "content_block_start",
    index,
    content_block,
  });
  if (block.type === "text") {
    const deltas = pieces(block.text).map(
      (text): RawMessageStreamEvent => ({
        type: "content_block_delta",
        index,
        delta: { type: "text_delta", text },
      }),
    );
    return [start({ ...block, text: "" }), ...deltas, stop];
  }
  if (block.type === "tool_use") {
    const deltas = pieces(JSON.stringify(block.input)).map(
      (partial_json): RawMessageStreamEvent => ({
        type: "content_block_delta",
        index,
        delta: { type: "input_json_delta", partial_json },
      }),
    );
    return [start({ ...block, input: {} }), ...deltas, stop];
  }
  if (block.type !== "thinking") return [start(block), stop];
  const thoughts = pieces(block.thinking).map(
    (thinking): RawMessageStreamEvent => ({
      type: "content_block_delta",
      index,
      delta: { type: "thinking_delta", thinking },
    }),
  );
  const signed: RawMessageStreamEvent = {
    type: "content_block_delta",
    index,
    delta: { type: "signature_delta", signature: block.signature },
  };
  return [start({ ...block, thinking: "", signature: "" }), ...thoughts, signed, stop];
}

/** A message as the events of its stream, in the API's order. */
export function streamEvents(message: Message): readonly RawMessageStreamEvent[] {
  const { stop_reason, stop_sequence, stop_details, container, usage } = message;
  return [
    {
      type: "message_start",
      message: {
        ...message,
        content: [],
        stop_reason: null,
        stop_details: null,
        usage: { ...usage, output_tokens: 1, output_tokens_details: null },
      },
    },
    ...message.content.flatMap(blockEvents),
    {
      type: "message_delta",
      delta: { stop_reason, stop_sequence, stop_details, container },
      usage: {
        input_tokens: usage.input_tokens,
        cache_read_input_tokens: usage.cache_read_input_tokens,
        cache_creation_input_tokens: usage.cache_creation_input_tokens,
        output_tokens: usage.output_tokens,
        output_tokens_details: usage.output_tokens_details,
        server_tool_use: null,
      },
    },
    { type: "message_stop" },
  ];
}

/** One event as server-sent bytes. */
export function sseText(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
