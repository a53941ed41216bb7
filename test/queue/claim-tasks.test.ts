import { describe, expect, it } from "vitest";
import { Config } from "../../src/config/config.ts";
import { claimTasks } from "../../src/queue/claim-next.ts";
import { firstClaim } from "../../src/queue/claim-state.ts";
import { continueClaim } from "../../src/queue/continue-claim.ts";
import { dropClaim } from "../../src/queue/drop-claim.ts";
import { reclaim } from "../../src/queue/reclaim.ts";
import type { BoardSnapshot, QueueIssue } from "../../src/queue/snapshot.ts";
import { fakeClaims } from "./fake-claims.ts";
import { aDone, aTask, liveClaim, snapshotOf } from "./queue-issue.ts";

const head = "b".repeat(40);
const run = { runId: 7, runAttempt: 1 };
const config = Config.parse({ run: { parallel: 3 } });

function portsOf(
  issues: readonly QueueIssue[],
  files: Readonly<Record<number, readonly string[]>> = {},
  claims = fakeClaims(),
) {
  const known = new Map(Object.entries(files).map(([number, globs]) => [Number(number), globs]));
  return {
    claims,
    board: { snapshot: async (): Promise<BoardSnapshot> => ({ ...snapshotOf(...issues), files: known }) },
    baseBranch: { defaultBranch: async () => ({ name: "main", head }) },
  };
}

const several = (ports: ReturnType<typeof portsOf>, most = 3) => claimTasks(ports, { run, config, most });

async function claimedNumbers(...args: Parameters<typeof several>): Promise<readonly number[]> {
  const outcome = await several(...args);
  const value = outcome.kind === "done" ? outcome.value : null;
  return value?.kind === "claimed" ? value.tasks.map(({ issue }) => issue.number) : [];
}

describe("claiming several tasks for a matrix", () => {
  it("takes as many as there are lanes, in the order of work", async () => {
    const tasks = [aTask(2), aTask(3), aTask(4, { priority: 0 }), aTask(5)];
    expect(await claimedNumbers(portsOf(tasks))).toEqual([4, 2, 3]);
  });

  it("leaves the lanes that others hold to them", async () => {
    const tasks = [aTask(1, { claim: { ...liveClaim, runId: 99 } }), aTask(2), aTask(3), aTask(4)];
    expect(await claimedNumbers(portsOf(tasks))).toEqual([2, 3]);
  });

  it("takes no more than it is asked for", async () => {
    expect(await claimedNumbers(portsOf([aTask(2), aTask(3)]), 1)).toEqual([2]);
  });

  it("never takes two that touch the same files", async () => {
    const files = { 2: ["src/cart/**"], 3: ["src/cart/total.ts"], 4: ["src/shop.ts"] };
    const ports = portsOf([aTask(2), aTask(3), aTask(4)], files);
    expect(await several(ports)).toMatchObject({
      value: {
        tasks: [{ issue: { number: 2 } }, { issue: { number: 4 } }],
        skipped: [{ number: 3, code: "files-busy", text: expect.stringContaining("#2") }],
      },
    });
  });

  it("takes none that touches the files of a task under way", async () => {
    const working = aTask(1, { claim: { ...liveClaim, runId: 99 } });
    const ports = portsOf([working, aTask(2), aTask(3)], { 1: ["src/a.ts"], 2: ["src/*.ts"] });
    expect(await claimedNumbers(ports)).toEqual([3]);
  });

  it("refuses when the very first ref is forbidden", async () => {
    const ports = portsOf([aTask(2)]);
    ports.claims.forbid("no");
    expect(await several(ports)).toMatchObject({ refusal: { code: "branch-not-allowed" } });
  });

  it("starts the count of tries anew when the board knows of a /retry", async () => {
    const ports = portsOf([aTask(2, { tries: 0 })]);
    ports.claims.put({ ...firstClaim(2, { runId: 5, runAttempt: 1 }, head), state: "free", tries: 3 });
    expect(await several(ports)).toMatchObject({ value: { tasks: [{ claim: { state: { tries: 0 } } }] } });
  });
});

describe("continuing a task on its open pull request", () => {
  const inReview = aTask(2, { openPullRequest: 30, release: null, changedAt: "2026-11-19T00:00:00Z" });
  const go = (ports: ReturnType<typeof portsOf>) =>
    continueClaim(ports, { issue: 2, run, config, askedBy: "wren" });

  it("needs no label: the command is the release", async () => {
    const ports = portsOf([inReview]);
    ports.claims.put({
      ...firstClaim(2, { runId: 5, runAttempt: 1 }, head),
      state: "published",
      spentUsd: 2,
    });
    expect(await go(ports)).toMatchObject({
      kind: "done",
      value: {
        claim: { state: { fence: 2, spentUsd: 2 } },
        before: { state: "published" },
        releasedBy: "wren",
      },
    });
  });

  it("is refused without an open pull request", async () => {
    expect(await go(portsOf([aTask(2)]))).toMatchObject({ refusal: { code: "no-pull-request" } });
  });

  it("is refused where readiness says no for another reason", async () => {
    const held = { ...inReview, labels: ["needs-human"] };
    expect(await go(portsOf([held]))).toMatchObject({ refusal: { code: "held" } });
  });

  it("is refused while all lanes are taken", async () => {
    const others = [3, 4, 5].map((number) => aTask(number, { claim: { ...liveClaim, runId: 90 + number } }));
    expect(await go(portsOf([inReview, ...others]))).toMatchObject({ refusal: { code: "lanes-full" } });
  });

  it("is refused while a run works on it", async () => {
    const ports = portsOf([inReview]);
    ports.claims.put(firstClaim(2, { runId: 5, runAttempt: 1 }, head));
    ports.claims.alive.add("5/1");
    expect(await go(ports)).toMatchObject({ refusal: { code: "claimed" } });
  });
});

describe("re-running failed jobs", () => {
  const again = { issue: 2, fence: 1, run: { runId: 7, runAttempt: 2 }, tries: 3 };
  const first = firstClaim(2, run, head);

  it("takes the claim of the earlier attempt over, with a higher fence", async () => {
    const claims = fakeClaims();
    claims.put(first);
    expect(await reclaim(claims, again)).toMatchObject({
      value: { state: { fence: 2, runAttempt: 2, tries: 1 } },
    });
  });

  it("takes it again where the earlier attempt gave it back", async () => {
    const claims = fakeClaims();
    claims.put({ ...first, state: "free", tries: 1 });
    expect(await reclaim(claims, again)).toMatchObject({
      value: { state: { fence: 2, state: "claimed", tries: 1 } },
    });
  });

  it("answers the same claim to every job of the attempt", async () => {
    const claims = fakeClaims();
    claims.put(first);
    const one = await reclaim(claims, again);
    expect(await reclaim(claims, again)).toEqual(one);
  });

  it.each([
    ["another run claimed it since", { ...first, runId: 8, fence: 2 }],
    ["a person stopped it", { ...first, state: "stopped" as const }],
    ["it was published", { ...first, state: "published" as const }],
    ["a later attempt has it", { ...first, runAttempt: 3, fence: 3 }],
  ])("has lost the claim when %s", async (_why, state) => {
    const claims = fakeClaims();
    claims.put(state);
    expect(await reclaim(claims, again)).toMatchObject({ refusal: { code: "claim-lost" } });
    expect(claims.chain(2)).toHaveLength(1);
  });

  it("stops the line after the last try", async () => {
    const claims = fakeClaims();
    claims.put({ ...first, tries: 2 });
    expect(await reclaim(claims, again)).toMatchObject({ refusal: { code: "exhausted" } });
  });
});

describe("the claim of a closed task", () => {
  it("is deleted by the next run that looks for work, which then goes on", async () => {
    const ports = portsOf([aTask(3)]);
    ports.claims.put({ ...firstClaim(2, { runId: 5, runAttempt: 1 }, head), state: "published" });
    const snapshot = async () => ({ ...snapshotOf(aTask(3)), closedClaims: [2] });
    expect(await claimedNumbers({ ...ports, board: { snapshot } })).toEqual([3]);
    expect(await ports.claims.read(2)).toEqual({ kind: "none" });
  });

  it("is deleted", async () => {
    const claims = fakeClaims();
    claims.put({ ...firstClaim(2, run, head), state: "published" });
    expect(await dropClaim(claims, 2)).toBe(true);
    expect(await claims.read(2)).toEqual({ kind: "none" });
  });

  it("stays while its run is under way", async () => {
    const claims = fakeClaims();
    claims.put(firstClaim(2, run, head));
    claims.alive.add("7/1");
    expect(await dropClaim(claims, 2)).toBe(false);
  });

  it("stays where it is no claim of ours", async () => {
    const claims = fakeClaims();
    claims.spoil(aDone(2).number);
    expect(await dropClaim(claims, 2)).toBe(false);
  });
});
