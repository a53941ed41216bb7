import { describe, expect, it } from "vitest";
import type { ClaimedWork } from "../../src/commands/handover.ts";
import { readClaimedWork, readWorkRecord } from "../../src/commands/handover.ts";
import { checkBranch, checkClaim } from "../../src/commands/work-claimed.ts";
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
const run = { runId: 7, runAttempt: 1 };

function claimedAs(now: Partial<ClaimState> = {}) {
  const claims = fakeClaims();
  const { oid } = claims.put({ ...state, ...now });
  const work: ClaimedWork = { version: 1, claim: { oid, state }, before: null, packet: taskPacket };
  return { claims, work };
}

describe("a step that begins with a claim of an earlier step", () => {
  it("goes on while the claim is its own", async () => {
    const { claims, work } = claimedAs();

    expect(await checkClaim({ claims }, work, run)).toBeNull();
  });

  it.each<[string, Partial<ClaimState>, { runId: number; runAttempt: number }]>([
    ["another run took it over", { fence: 3, runId: 8 }, run],
    ["a person stopped it", { state: "stopped" }, run],
    ["it was given back", { state: "free" }, run],
    ["only failed jobs were run again", {}, { runId: 7, runAttempt: 2 }],
  ])("ends as claim-lost when %s", async (_, now, attempt) => {
    const { claims, work } = claimedAs(now);

    expect(await checkClaim({ claims }, work, attempt)).toMatchObject({ code: "claim-lost" });
  });

  it("spends nothing where the branch holds commits it does not start from", async () => {
    const { work } = claimedAs();
    const at = (head: string | null) => ({ codeHost: { ref: async () => head } });

    expect(await checkBranch(at(null), work)).toBeNull();
    expect(await checkBranch(at(state.base), work)).toBeNull();
    expect(await checkBranch(at("b".repeat(40)), work)).toMatchObject({ code: "branch-moved" });
  });
});

describe("what is handed over", () => {
  const { work } = claimedAs();
  const record = {
    version: 1,
    issue: 14,
    fence: 2,
    spentUsd: 1,
    refusal: null,
    report: { reuse: [], remarks: [], unfinished: null },
  };

  it("is read back as it was written", () => {
    expect(readClaimedWork(JSON.stringify(work))).toEqual(work);
    expect(readWorkRecord(JSON.stringify(record), work)).toEqual(record);
  });

  it.each([
    ["no JSON", "{"],
    ["an unknown key", JSON.stringify({ ...record, extra: 1 })],
    ["another issue", JSON.stringify({ ...record, issue: 15 })],
    ["another fence", JSON.stringify({ ...record, fence: 1 })],
    ["negative money", JSON.stringify({ ...record, spentUsd: -1 })],
    [
      "a flood of remarks",
      JSON.stringify({ ...record, report: { ...record.report, remarks: Array(201).fill("x") } }),
    ],
    ["a huge text", `"${"x".repeat(1_100_000)}"`],
  ])("is nothing when it is %s", (_, text) => {
    expect(readWorkRecord(text, work)).toBeNull();
  });
});
