/**
 * What model tokens cost, in dollars per million tokens. List prices as of 2026-11-20 (vendor pages and, for the cache
 * read of `claude-opus-5-5`, a third-party page). Where no cache price is published, a read costs a tenth of the input
 * price; a write to the five-minute cache costs 1.25 times the input price everywhere.
 */
import type { Usage } from "./usage.ts";

/** Dollars per million tokens. */
export type Price = {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
};

/** Token counts of one call; `inputTokens` are those neither read from nor written to the cache. */
export type TokenCounts = {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
};

function price(input: number, output: number, cacheRead = input / 10): Price {
  return { input, output, cacheRead, cacheWrite: input * 1.25 };
}

const dearest = price(10, 50);

const prices: ReadonlyMap<string, Price> = new Map([
  ["claude-opus-5-5", price(4, 20, 0.2)],
  ["claude-sonnet-5-5", price(2, 10)],
  ["claude-haiku-5-5", price(0.1, 0.5)],
  ["claude-fable-5-1", dearest],
]);

/**
 * The price of a model. A dated id (`claude-opus-5-5-20261001`) has the price of its family. A model that is not in
 * the table costs as much as the dearest one that is, so that a limit is never crossed because a price was unknown.
 */
export function priceOf(model: string): Price {
  return prices.get(model.replace(/-\d{8}$/, "")) ?? dearest;
}

/** One call as `Usage`, with its dollars. */
export function usageOf(model: string, tokens: TokenCounts): Usage {
  const { input, output, cacheRead, cacheWrite } = priceOf(model);
  const millionths =
    tokens.inputTokens * input +
    tokens.outputTokens * output +
    tokens.cacheReadTokens * cacheRead +
    tokens.cacheWriteTokens * cacheWrite;
  return { calls: 1, ...tokens, usd: millionths / 1e6 };
}

/** The most a call can cost: all of its input written to the cache, and every token it may answer used. Dollars. */
export function worstCaseUsd(model: string, inputTokens: number, maxTokens: number): number {
  const { output, cacheWrite } = priceOf(model);
  return (inputTokens * cacheWrite + maxTokens * output) / 1e6;
}
