import { describe, expect, test } from "vitest";
import { priceOf, usageOf, worstCaseUsd } from "../../src/budget/prices.ts";

describe("prices", () => {
  test("a million input tokens of the default model cost four dollars", () => {
    const usage = usageOf("claude-opus-5-5", {
      inputTokens: 1_000_000,
      outputTokens: 0,
      cacheReadTokens: 0,
      cacheWriteTokens: 0,
    });
    expect(usage.usd).toBeCloseTo(4, 9);
  });

  test("each kind of token is counted at its own price", () => {
    const usage = usageOf("claude-sonnet-5-5", {
      inputTokens: 1000,
      outputTokens: 100,
      cacheReadTokens: 10_000,
      cacheWriteTokens: 2000,
    });
    expect(usage.usd).toBeCloseTo((1000 * 2 + 100 * 10 + 10_000 * 0.2 + 2000 * 2.5) / 1e6, 9);
    expect(usage.calls).toBe(1);
  });

  test("a dated id costs what its family costs", () => {
    expect(priceOf("claude-haiku-5-5-20261001")).toEqual(priceOf("claude-haiku-5-5"));
  });

  test("an unknown model costs as much as the dearest known one", () => {
    expect(priceOf("claude-next-9")).toEqual(priceOf("claude-fable-5-1"));
    expect(priceOf("claude-next-9").output).toBeGreaterThanOrEqual(priceOf("claude-opus-5-5").output);
  });

  test("the worst case is never below what the call then costs", () => {
    const real = usageOf("claude-opus-5-5", {
      inputTokens: 300,
      outputTokens: 500,
      cacheReadTokens: 300,
      cacheWriteTokens: 400,
    });
    expect(worstCaseUsd("claude-opus-5-5", 1000, 500)).toBeGreaterThanOrEqual(real.usd);
  });
});
