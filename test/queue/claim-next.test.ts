import { describe, expect, it } from "vitest";
import { defaultConfig } from "../../src/config/config.ts";
import { claimNext } from "../../src/queue/claim-next.ts";
import { firstClaim } from "../../src/queue/claim-state.ts";
import type { QueueIssue } from "../../src/queue/snapshot.ts";
import { type FakeClaims, fakeClaims } from "./fake-claims.ts";
import { aTask, liveClaim, releaseOf, snapshotOf } from "./queue-issue.ts";

const head = "b".repeat(40);
const dead = { runId: 5, runAttempt: 1 };

const claimWith = (claims: FakeClaims, issues: readonly QueueIssue[], runId = 7) =>
  claimNext(
    {
      claims,
      board: { snapshot: async () => snapshotOf(...issues) },
      baseBranch: { defaultBranch: async () => ({ name: "main", head }) },
    },
    { run: { runId, runAttempt: 1 }, config: defaultConfig },
  );

describe("claiming the next task", () => {
  it("takes the first of the order, on the tip of the default branch", async () => {
    const claims = fakeClaims();
    const outcome = await claimWith(claims, [aTask(2), aTask(3, { priority: 0 })]);
    expect(outcome).toMatchObject({
      kind: "done",
      value: {
        kind: "claimed",
        issue: { number: 3 },
        claim: { state: { issue: 3, state: "claimed", runId: 7, fence: 1, base: head } },
        base: { name: "main" },
      },
    });
    expect(claims.chain(2)).toEqual([]);
  });

  it("names the person who released the task", async () => {
    const outcome = await claimWith(fakeClaims(), [aTask(2, { release: releaseOf({ by: "bob" }) })]);
    expect(outcome).toMatchObject({ value: { releasedBy: "bob" } });
  });

  it("answers with the reasons when nothing is ready", async () => {
    const outcome = await claimWith(fakeClaims(), [
      aTask(2, { claim: liveClaim }),
      aTask(3, { release: null }),
    ]);
    expect(outcome).toMatchObject({
      kind: "done",
      value: { kind: "nothing-ready", waiting: [{ code: "claimed" }, { code: "not-released" }] },
    });
  });

  it("gives one task to one of eight racing runs", async () => {
    const claims = fakeClaims();
    const outcomes = await Promise.all(
      [1, 2, 3, 4, 5, 6, 7, 8].map((run) => claimWith(claims, [aTask(2)], run)),
    );
    const winners = outcomes.filter((each) => each.kind === "done" && each.value.kind === "claimed");
    expect([winners.length, claims.chain(2).length]).toEqual([1, 1]);
  });

  it("goes on to the next task when another run was faster", async () => {
    const claims = fakeClaims();
    const slow: FakeClaims = {
      ...claims,
      read: async (issue) => {
        const read = await claims.read(issue);
        if (issue === 2) claims.put(firstClaim(2, dead, head));
        return read;
      },
    };
    expect(await claimWith(slow, [aTask(2), aTask(3)])).toMatchObject({
      value: { kind: "claimed", issue: { number: 3 }, skipped: [{ number: 2, code: "claim-lost" }] },
    });
  });

  it("takes over from a run that has ended, with a higher fence and one more try", async () => {
    const claims = fakeClaims();
    claims.put(firstClaim(2, dead, "a".repeat(40)));
    expect(await claimWith(claims, [aTask(2)])).toMatchObject({
      value: { claim: { state: { runId: 7, fence: 2, tries: 1, base: head } } },
    });
  });

  it("leaves a task to a run that is under way, though the snapshot did not know", async () => {
    const claims = fakeClaims();
    claims.put(firstClaim(2, dead, head));
    claims.alive.add("5/1");
    expect(await claimWith(claims, [aTask(2)])).toMatchObject({
      value: { kind: "nothing-ready", skipped: [{ number: 2, code: "claimed" }] },
    });
  });

  it("claims a freed task again and carries its tries and money", async () => {
    const claims = fakeClaims();
    claims.put({ ...firstClaim(2, dead, head), state: "free", tries: 2, spentUsd: 1 });
    expect(await claimWith(claims, [aTask(2)])).toMatchObject({
      value: { claim: { state: { fence: 2, tries: 2, spentUsd: 1 } } },
    });
  });

  it("claims a task that its holder gave back, though that run is still under way", async () => {
    const claims = fakeClaims();
    claims.put({ ...firstClaim(2, dead, head), state: "free" });
    claims.alive.add("5/1");
    expect(await claimWith(claims, [aTask(2)])).toMatchObject({ value: { kind: "claimed" } });
  });

  it("tells what was there before, so that a published branch is continued", async () => {
    const claims = fakeClaims();
    claims.put({ ...firstClaim(2, dead, head), state: "published" });
    expect(await claimWith(claims, [aTask(2)])).toMatchObject({
      value: { claim: { state: { state: "claimed", fence: 2 } }, before: { state: "published", runId: 5 } },
    });
  });

  it("stops the line when taking over would be one failure too many", async () => {
    const claims = fakeClaims();
    claims.put({ ...firstClaim(2, dead, head), tries: 2 });
    expect(await claimWith(claims, [aTask(2, { tries: 2 })])).toMatchObject({
      value: { kind: "nothing-ready", skipped: [{ number: 2, code: "exhausted" }] },
    });
    expect(claims.chain(2)).toHaveLength(1);
  });

  it("leaves a ref alone that somebody made by hand", async () => {
    const claims = fakeClaims();
    claims.spoil(2);
    expect(await claimWith(claims, [aTask(2), aTask(3)])).toMatchObject({
      value: { issue: { number: 3 }, skipped: [{ number: 2, code: "claim-foreign" }] },
    });
  });

  it("refuses with the next step when the repository forbids our refs", async () => {
    const claims = fakeClaims();
    claims.forbid("ruleset 'no bots'");
    expect(await claimWith(claims, [aTask(2)])).toMatchObject({
      kind: "refused",
      refusal: { code: "branch-not-allowed", next: expect.stringContaining("refs/pawl/**") },
    });
  });
});
