import { describe, expect, test } from "vitest";
import { emptyConversation, hear, say, toSend } from "../../src/claude/conversation.ts";

const text = (words: string) => ({ type: "text" as const, text: words });
const mark = { cache_control: { type: "ephemeral" } };

describe("a conversation", () => {
  test("sends what was said with a cache mark on the newest block alone", () => {
    const conversation = say(emptyConversation, text("a"), text("b"));
    expect(toSend(conversation)).toEqual([{ role: "user", content: [text("a"), { ...text("b"), ...mark }] }]);
  });

  test("keeps no mark on what was newest before", () => {
    const heard = hear(say(emptyConversation, text("a")), { content: [{ ...text("b"), citations: null }] });
    expect(toSend(say(heard, text("c")))).toEqual([
      { role: "user", content: [text("a")] },
      { role: "assistant", content: [{ ...text("b"), citations: null }] },
      { role: "user", content: [{ ...text("c"), ...mark }] },
    ]);
  });

  test("joins the next words to the last when the answer was empty", () => {
    const heard = hear(say(emptyConversation, text("a")), { content: [] });
    expect(toSend(say(heard, text("b")))).toEqual([
      { role: "user", content: [text("a"), { ...text("b"), ...mark }] },
    ]);
  });
});
