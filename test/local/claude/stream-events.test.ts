import fc from "fast-check";
import { expect, test } from "vitest";
import { streamEvents } from "../../../src/local/claude/stream-events.ts";
import { writeMessage } from "../../../src/local/claude/write-message.ts";

const from = { call: 1, model: "claude-opus-5-5", prefix: "p" };
const input = { input_tokens: 10, cache_read_input_tokens: 0, cache_creation_input_tokens: 0 };

test("the pieces of a stream put together are the text, the thinking and the tool input", () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 2000 }),
      fc.string({ maxLength: 2000 }),
      fc.jsonValue(),
      (text, thinking, value) => {
        const answer = { text, thinking, toolUse: [{ name: "look", input: { value } }] };
        const events = streamEvents(writeMessage(answer, from, input));
        let said = "";
        let thought = "";
        let json = "";
        for (const event of events) {
          if (event.type !== "content_block_delta") continue;
          if (event.delta.type === "text_delta") said += event.delta.text;
          if (event.delta.type === "thinking_delta") thought += event.delta.thinking;
          if (event.delta.type === "input_json_delta") json += event.delta.partial_json;
        }
        expect([said, thought, json]).toEqual([text, thinking, JSON.stringify({ value })]);
      },
    ),
  );
});

test("a stream starts and stops every block once, in order", () => {
  const answer = { text: "a", toolUse: [{ name: "look", input: {} }] };
  const types = streamEvents(writeMessage(answer, from, input))
    .map(({ type }) => type)
    .filter((type) => type !== "content_block_delta");
  expect(types).toEqual([
    "message_start",
    ...Array(3).fill(["content_block_start", "content_block_stop"]).flat(),
    "message_delta",
    "message_stop",
  ]);
});
