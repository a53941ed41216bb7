import { describe, expect, it } from "vitest";
import type { ClaimedWork } from "../../src/commands/handover.ts";
import { heldClaim, holdClaim } from "../../src/commands/hold-claim.ts";
import type { ClaimState } from "../../src/queue/claim.ts";
import { taskPacket } from "../delivery/task-packet.ts";
import { fakeClaims } from "../queue/fake-claims.ts";

const state: ClaimState = {
  issue: 14,
  state: "claimed",
  runId: 7,
  runAttempt: 1,
  tries: 0,
  fence: 2,
  base: "a".repeat(40),
  spentUsd: 0,
};
const second = { runId: 7, runAttempt: 2 };

function claimedAs(now: Partial<ClaimState> = {}) {
  const claims = fakeClaims();
  const { oid } = claims.put({ ...state, ...now });
  const work: ClaimedWork = { version: 1, claim: { oid, state }, before: null, packet: taskPacket };
  return { claims, work };
}

describe("publishing again after *Re-run failed jobs*", () => {
  it.each<[string, Partial<ClaimState>]>([
    ["was given back by the first attempt", { state: "free", tries: 1 }],
    ["was left behind by the first attempt", {}],
  ])("takes the claim again that %s", async (_, now) => {
    const { claims, work } = claimedAs(now);

    const held = await holdClaim(claims, work, second, 3);

    expect(held).toMatchObject({ value: { state: { state: "claimed", runAttempt: 2, fence: 3 } } });
    expect(await heldClaim({ claims }, work, second)).toEqual(held.kind === "done" ? held.value : null);
  });

  it.each<[string, Partial<ClaimState>]>([
    ["another run has", { runId: 8, fence: 3 }],
    ["a person stopped", { state: "stopped" }],
    ["is published", { state: "published" }],
  ])("does not take a claim that %s", async (_, now) => {
    const { claims, work } = claimedAs(now);

    expect(await holdClaim(claims, work, second, 3)).toMatchObject({ refusal: { code: "claim-lost" } });
    expect(await heldClaim({ claims }, work, second)).toEqual(work.claim);
  });

  it("keeps the claim of the first attempt as it is", async () => {
    const { claims, work } = claimedAs();

    expect(await holdClaim(claims, work, { runId: 7, runAttempt: 1 }, 3)).toEqual({
      kind: "done",
      value: work.claim,
    });
    expect(claims.chain(14)).toHaveLength(1);
  });
});
