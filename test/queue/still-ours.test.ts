import { describe, expect, it } from "vitest";
import { firstClaim, stop } from "../../src/queue/claim-state.ts";
import { stillOurs } from "../../src/queue/still-ours.ts";
import { fakeClaims } from "./fake-claims.ts";

const state = firstClaim(2, { runId: 7, runAttempt: 1 }, "b".repeat(40));

async function asking() {
  const claims = fakeClaims();
  const moved = await claims.move(null, state);
  if (moved.kind !== "moved") throw new Error("not moved");
  const clock = { now: 0, reads: 0 };
  const read = (issue: number) => {
    clock.reads += 1;
    return claims.read(issue);
  };
  return { claims, clock, mine: moved.claim, ask: stillOurs({ read }, moved.claim, () => clock.now) };
}

describe("whether a claim is still ours", () => {
  it("is asked once for a burst of steps", async () => {
    const { ask, clock } = await asking();
    expect([await ask(), await ask(), await ask()]).toEqual([true, true, true]);
    expect(clock.reads).toBe(1);
  });

  it("is asked again two seconds later, and a person's stop is seen", async () => {
    const { ask, claims, clock, mine } = await asking();
    await ask();
    await claims.move(mine, stop(state) ?? state);
    clock.now = 1_999;
    expect(await ask()).toBe(true);
    clock.now = 2_000;
    expect(await ask()).toBe(false);
  });

  it("stays lost", async () => {
    const { ask, claims, clock, mine } = await asking();
    await claims.remove(mine);
    expect(await ask()).toBe(false);
    await claims.move(null, state);
    clock.now = 60_000;
    expect(await ask()).toBe(false);
  });
});
