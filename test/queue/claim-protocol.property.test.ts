import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Claim, ClaimState } from "../../src/queue/claim.ts";
import * as ways from "../../src/queue/claim-state.ts";
import { fakeClaims } from "./fake-claims.ts";

const base = "b".repeat(40);
const issue = 14;
type Way = "claim" | "free" | "publish" | "stop" | "retry";

type Step = {
  readonly worker: number;
  /** Whether the worker looks again first, or acts on what it saw long ago. */
  readonly looks: boolean;
  readonly way: Way;
  /** Whether the holder is taken for dead, rightly or not. */
  readonly seemsDead: boolean;
};

const aStep: fc.Arbitrary<Step> = fc.record({
  worker: fc.integer({ min: 1, max: 3 }),
  looks: fc.boolean(),
  way: fc.constantFrom<Way>("claim", "claim", "free", "publish", "stop", "retry"),
  seemsDead: fc.boolean(),
});

function next(way: Way, seen: Claim | null, worker: number, seemsDead: boolean): ClaimState | null {
  const run = { runId: worker, runAttempt: 1 };
  if (seen === null) return way === "claim" ? ways.firstClaim(issue, run, base) : null;
  const last = seen.state;
  if (way === "stop") return ways.stop(last);
  if (way === "retry") return ways.retry(last, !seemsDead);
  if (way === "claim" && last.state !== "claimed") return ways.claimAgain(last, run, base);
  if (way === "claim") return seemsDead ? ways.takeOver(last, run, base) : null;
  if (last.runId !== worker) return null;
  return way === "free" ? ways.free(last, { spentUsd: 1, failed: true }) : ways.publish(last, 1);
}

/** Lets three workers act in the given order, each on what it saw last, and answers the chain they made. */
async function chainOf(steps: readonly Step[]) {
  const claims = fakeClaims();
  const seen = new Map<number, Claim | null>();
  for (const { worker, looks, way, seemsDead } of steps) {
    if (looks) {
      const read = await claims.read(issue);
      seen.set(worker, read.kind === "claim" ? read.claim : null);
    }
    const from = seen.get(worker) ?? null;
    const to = next(way, from, worker, seemsDead);
    if (to === null) continue;
    const moved = await claims.move(from, to);
    if (moved.kind === "moved") seen.set(worker, moved.claim);
  }
  return claims.chain(issue);
}

const always = (holds: (before: ClaimState, after: ClaimState) => void) =>
  fc.assert(
    fc.asyncProperty(fc.array(aStep, { maxLength: 30 }), async (steps) => {
      const chain = await chainOf(steps);
      for (const [index, after] of chain.entries()) {
        const before = chain[index - 1];
        if (before !== undefined) holds(before, after);
      }
    }),
    { numRuns: 500 },
  );

describe("three workers with stale sight, whatever they do", () => {
  it("give each holder a fence of its own", () =>
    always((before, after) => {
      const isNewHolder = after.state === "claimed";
      expect(after.fence).toBe(isNewHolder ? before.fence + 1 : before.fence);
    }));

  it("publish only what they hold themselves", () =>
    always((before, after) => {
      if (after.state !== "published") return;
      expect([before.state, before.runId, before.fence]).toEqual(["claimed", after.runId, after.fence]);
    }));

  it("never lose money that was spent", () =>
    always((before, after) => {
      expect(after.spentUsd).toBeGreaterThanOrEqual(before.spentUsd);
    }));
});
