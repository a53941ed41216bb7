import { describe, expect, it } from "vitest";
import { ClaimState } from "../../src/queue/claim.ts";
import * as ways from "../../src/queue/claim-state.ts";

const base = "b".repeat(40);
const run = { runId: 1, runAttempt: 1 };
const other = { runId: 2, runAttempt: 1 };
const claimed = { ...ways.firstClaim(14, run, base), tries: 1, spentUsd: 2, fence: 4 };
const inState = (state: ClaimState["state"]): ClaimState => ({ ...claimed, state });
const end = { spentUsd: 0.5, failed: true };

const allowed: Readonly<
  Record<string, { from: readonly string[]; go: (last: ClaimState) => ClaimState | null }>
> = {
  claimAgain: { from: ["free", "published", "stopped"], go: (last) => ways.claimAgain(last, other, base) },
  takeOver: { from: ["claimed"], go: (last) => ways.takeOver(last, other, base) },
  free: { from: ["claimed"], go: (last) => ways.free(last, end) },
  publish: { from: ["claimed"], go: (last) => ways.publish(last, 0.5) },
  stop: { from: ["claimed"], go: (last) => ways.stop(last) },
  retry: { from: ["free", "published", "stopped"], go: (last) => ways.retry(last, true) },
};

describe("the states of a claim", () => {
  for (const [name, { from, go }] of Object.entries(allowed)) {
    for (const state of ["claimed", "free", "published", "stopped"] as const) {
      it(`${from.includes(state) ? "lead" : "do not lead"} from ${state} by ${name}`, () => {
        expect(go(inState(state)) !== null).toBe(from.includes(state));
      });
    }

    it(`stay a valid claim after ${name}`, () => {
      const start = from[0] === "claimed" ? claimed : inState("free");
      expect(ClaimState.safeParse(go(start)).success).toBe(true);
    });
  }

  it("begin with fence 1, no tries and nothing spent", () => {
    expect(ways.firstClaim(14, run, base)).toEqual({
      issue: 14,
      state: "claimed",
      runId: 1,
      runAttempt: 1,
      tries: 0,
      fence: 1,
      base,
      spentUsd: 0,
    });
  });

  it("give each new holder a higher fence and carry tries and money", () => {
    const next = ways.claimAgain(inState("free"), other, "c".repeat(40));
    expect(next).toMatchObject({ runId: 2, fence: 5, tries: 1, spentUsd: 2, base: "c".repeat(40) });
  });

  it("count a takeover as a failed try of the one before", () => {
    expect(ways.takeOver(claimed, other, base)).toMatchObject({ runId: 2, fence: 5, tries: 2 });
  });

  it("let a later attempt of the same run take over, but not the same attempt", () => {
    expect(ways.takeOver(claimed, { runId: 1, runAttempt: 2 }, base)?.runAttempt).toBe(2);
    expect(ways.takeOver(claimed, run, base)).toBeNull();
  });

  it("count a failed end as a try, and add its cost", () => {
    expect(ways.free(claimed, end)).toMatchObject({ state: "free", tries: 2, spentUsd: 2.5, fence: 4 });
  });

  it("do not count an end that was not the task's fault", () => {
    expect(ways.free(claimed, { ...end, failed: false })).toMatchObject({ tries: 1, spentUsd: 2.5 });
  });

  it("do not count a publication or a stop as a failed try", () => {
    expect([ways.publish(claimed, 1)?.tries, ways.stop(claimed)?.tries]).toEqual([1, 1]);
  });

  it("start the tries anew on a retry, and keep what was spent", () => {
    expect(ways.retry(inState("stopped"), false)).toMatchObject({ state: "free", tries: 0, spentUsd: 2 });
  });

  it("take the claim from a holder that ended without a word on a retry", () => {
    expect(ways.retry(claimed, false)).toMatchObject({ state: "free", tries: 0 });
  });

  it("count a holder that ended without a word as a failed try", () => {
    expect(ways.failedTries(claimed, false)).toBe(2);
    expect([ways.failedTries(claimed, true), ways.failedTries(inState("free"), false)]).toEqual([1, 1]);
  });

  it("know a holder by run, attempt and fence while it is claimed", () => {
    expect(ways.isStillOurs(claimed, claimed)).toBe(true);
    expect(ways.isStillOurs({ ...claimed, fence: 5 }, claimed)).toBe(false);
    expect(ways.isStillOurs({ ...claimed, runAttempt: 2 }, claimed)).toBe(false);
    expect(ways.isStillOurs(inState("stopped"), claimed)).toBe(false);
  });
});
