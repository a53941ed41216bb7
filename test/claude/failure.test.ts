import { AnthropicError, APIError } from "@anthropic-ai/sdk";
import { describe, expect, test } from "vitest";
import { failures, sortTrouble } from "../../src/claude/failure.ts";

function answer(
  status: number,
  type: string,
  message: string,
  headers: Record<string, string> = {},
  details?: object,
) {
  const body = { type: "error", error: { type, message, ...(details ? { details } : {}) } };
  return APIError.generate(status, body, undefined, new Headers(headers));
}

describe("an answer of the API is sorted", () => {
  const rate = "rate_limit_error";
  test.each([
    ["a refused key", answer(401, "authentication_error", "invalid x-api-key"), "final", "model-key"],
    ["a key without rights", answer(403, "permission_error", "no access"), "final", "model-key"],
    ["an unpaid bill", answer(402, "billing_error", "pay"), "final", "model-spend-limit"],
    [
      "no credit",
      answer(400, "invalid_request_error", "Your credit balance is too low to access the API."),
      "final",
      "model-spend-limit",
    ],
    [
      "a spend limit by its code",
      answer(429, rate, "limit", { "retry-after": "1" }, { error_code: "enforced_spend_limit_reached" }),
      "final",
      "model-spend-limit",
    ],
    [
      "a rate limit with a time",
      answer(429, rate, "slow down", { "retry-after": "3" }),
      "wait",
      "model-overloaded",
    ],
    ["a rate limit without a time", answer(429, rate, "slow down"), "final", "model-overloaded"],
    ["overload", answer(529, "overloaded_error", "Overloaded"), "wait", "model-overloaded"],
    ["a broken gateway", answer(502, "api_error", "Bad gateway"), "wait", "model-overloaded"],
    [
      "a request that is too large",
      answer(413, "invalid_request_error", "too large"),
      "final",
      "model-rejected",
    ],
    ["a bad request", answer(400, "invalid_request_error", "messages: bad"), "final", "model-rejected"],
  ] as const)("%s", (_, error, kind, code) => {
    expect(sortTrouble(error, false)).toMatchObject({ kind, code });
  });

  test("a time of zero seconds means at once", () => {
    expect(sortTrouble(answer(529, "overloaded_error", "x", { "retry-after": "0" }), false)).toMatchObject({
      afterMs: 0,
    });
  });

  test("a time that is no number is left to the default", () => {
    const error = answer(529, "overloaded_error", "x", { "retry-after": "soon" });
    expect(sortTrouble(error, false)).toMatchObject({ kind: "wait", afterMs: null });
  });
});

test("a stream that ends early is cut", () => {
  expect(sortTrouble(new AnthropicError("stream ended"), true)).toMatchObject({
    kind: "cut",
    code: "model-cut",
  });
});

test("a mistake of our own is thrown on", () => {
  expect(() => sortTrouble(new TypeError("ours"), false)).toThrow("ours");
});

test("every failure says what to do next", () => {
  for (const { text, next } of Object.values(failures))
    expect([text, next]).toEqual([expect.stringMatching(/\.$/), expect.stringMatching(/\.$/)]);
});
