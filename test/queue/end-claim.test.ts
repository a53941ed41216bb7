import { describe, expect, it } from "vitest";
import { firstClaim } from "../../src/queue/claim-state.ts";
import { freeClaim } from "../../src/queue/free-claim.ts";
import { stopClaim } from "../../src/queue/stop-claim.ts";
import { fakeClaims } from "./fake-claims.ts";

const run = { runId: 1, runAttempt: 1 };
const state = firstClaim(14, run, "b".repeat(40));
const end = { spentUsd: 0.25, failed: true };

describe("giving a claim back", () => {
  it("frees the task with the try and the money on record", async () => {
    const claims = fakeClaims();
    const outcome = await freeClaim(claims, claims.put(state), end);
    expect(outcome).toMatchObject({ kind: "done", value: { state: "free", tries: 1, spentUsd: 0.25 } });
    expect(claims.chain(14).at(-1)?.state).toBe("free");
  });

  it("is refused when another run took the task over, and changes nothing", async () => {
    const claims = fakeClaims();
    const mine = claims.put(state);
    claims.put({ ...state, runId: 2, fence: 2 });
    expect(await freeClaim(claims, mine, end)).toMatchObject({ refusal: { code: "claim-lost" } });
    expect(claims.chain(14).at(-1)).toMatchObject({ runId: 2, state: "claimed" });
  });

  it("is refused when the work was published already", async () => {
    const claims = fakeClaims();
    const published = claims.put({ ...state, state: "published" });
    expect(await freeClaim(claims, published, end)).toMatchObject({ refusal: { code: "claim-lost" } });
  });
});

describe("stopping a claim", () => {
  it("answers the run to cancel", async () => {
    const claims = fakeClaims();
    claims.put(state);
    expect(await stopClaim(claims, 14)).toMatchObject({ value: { state: "stopped", runId: 1 } });
    expect(claims.chain(14).at(-1)?.state).toBe("stopped");
  });

  it("does nothing where nobody works", async () => {
    const claims = fakeClaims();
    claims.put({ ...state, state: "free" });
    expect([await stopClaim(claims, 14), await stopClaim(claims, 15)]).toEqual([
      { kind: "done", value: null },
      { kind: "done", value: null },
    ]);
  });

  it("reads again when the claim moved in between", async () => {
    const claims = fakeClaims();
    claims.put(state);
    let reads = 0;
    const moving = {
      ...claims,
      read: async (issue: number) => {
        const read = await claims.read(issue);
        reads += 1;
        if (reads === 1) claims.put({ ...state, runId: 2, fence: 2 });
        return read;
      },
    };
    expect(await stopClaim(moving, 14)).toMatchObject({ value: { state: "stopped", runId: 2 } });
  });

  it("refuses to touch a ref that is no claim", async () => {
    const claims = fakeClaims();
    claims.spoil(14);
    expect(await stopClaim(claims, 14)).toMatchObject({ refusal: { code: "claim-foreign" } });
  });
});
