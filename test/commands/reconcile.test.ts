import { describe, expect, it } from "vitest";
import { reconcile } from "../../src/commands/reconcile.ts";
import { defaultConfig } from "../../src/config/config.ts";
import { encodeMarker } from "../../src/issues/marker.ts";
import { firstClaim } from "../../src/queue/claim-state.ts";
import type { QueueIssue } from "../../src/queue/snapshot.ts";
import { aContainer, aDone, aTask, liveClaim } from "../queue/queue-issue.ts";
import { fakeIssues } from "./fake-issues.ts";

const trust = { app: null };
const run = { runId: 7, runAttempt: 1 };

async function reconciled(world: ReturnType<typeof fakeIssues>, issue: number | null = null) {
  return reconcile(world, { issue, config: defaultConfig, trust });
}

async function afterRun(world: ReturnType<typeof fakeIssues>) {
  return reconcile(world, { issue: null, runEnded: true, config: defaultConfig, trust });
}

const merged = { number: 40, url: "", state: "merged", draft: false } as const;

describe("reconciling", () => {
  it("starts a run when a released task became ready", async () => {
    const world = fakeIssues([aDone(1), aTask(2, { blockedBy: [1], labels: ["task", "blocked"] })]);
    expect(await reconciled(world)).toMatchObject({ value: { started: true, relabelled: [2] } });
    expect(world.story).toEqual(["-blocked on 2", "start"]);
  });

  it("starts nothing when nothing is ready", async () => {
    const world = fakeIssues([aTask(1, { release: null })]);
    await reconciled(world);
    expect(world.story).toEqual([]);
  });

  it("starts nothing while the only lane is taken", async () => {
    const world = fakeIssues([aTask(1, { claim: liveClaim, labels: ["in-progress"] }), aTask(2)]);
    expect(await reconciled(world)).toMatchObject({ value: { started: false } });
  });

  it("starts nothing for a task that the ended run gave back, for that would never end", async () => {
    const world = fakeIssues([aTask(1)]);
    expect(await afterRun(world)).toMatchObject({ value: { started: false } });
  });

  it("starts a run for a task that the ended run left claimed", async () => {
    const world = fakeIssues([aTask(1, { claim: { ...liveClaim, alive: false }, labels: ["in-progress"] })]);
    expect(await afterRun(world)).toMatchObject({ value: { started: true } });
  });

  it("repairs labels that drifted, and does nothing more the second time", async () => {
    const world = fakeIssues([aTask(1, { release: null }), aTask(2, { blockedBy: [1], release: null })]);
    await reconciled(world);
    await reconciled(world);
    expect(world.story).toEqual(["+blocked on 2"]);
  });

  it("goes on with the other issues when one cannot be changed", async () => {
    const blocked = (number: number) => aTask(number, { blockedBy: [1], release: null });
    const world = fakeIssues([aTask(1, { release: null }), blocked(2), blocked(3)]);
    world.broken.add("+blocked on 2");
    expect(await reconciled(world)).toMatchObject({ value: { relabelled: [3] } });
    expect(world.lines).toEqual(["reconcile, labels of #2: +blocked on 2: 502"]);
  });

  it("closes a finished sprint and says which pull requests delivered it", async () => {
    const dropped = aTask(2, { title: "Old", state: "closed", stateReason: "not_planned", parent: 5 });
    const world = fakeIssues([aDone(1, { title: "New", parent: 5 }), dropped, aContainer(5, [1, 2])], {
      1: merged,
    });
    expect(await reconciled(world)).toMatchObject({ value: { closed: [5] } });
    expect(world.story).toEqual(["comment on 5", "close 5", "status of 5"]);
    expect(world.texts(5)).toEqual([expect.stringContaining("- #1 New by #40")]);
    expect(world.texts(5)[0]).toContain("Closed without being completed:\n\n- #2 Old");
  });

  it("does not credit a pull request that was closed without merging", async () => {
    const world = fakeIssues([aDone(1, { parent: 5 }), aContainer(5, [1])], {
      1: { ...merged, state: "closed" },
    });
    await reconciled(world);
    expect(world.texts(5)[0]).not.toContain("#40");
  });

  it("does not let a forged note hide what was delivered", async () => {
    const world = fakeIssues([aDone(1, { parent: 5 }), aContainer(5, [1])]);
    await world.tracker.createComment(5, encodeMarker({ kind: "note", about: "finished #5 1/0" }));
    await reconcile(world, { issue: null, config: defaultConfig, trust: { app: 4711 } });
    expect(world.story.filter((each) => each === "comment on 5")).toHaveLength(2);
  });

  it("does not say twice what was delivered when closing failed in between", async () => {
    const world = fakeIssues([aDone(1, { parent: 5 }), aContainer(5, [1])]);
    world.broken.add("close 5");
    await reconciled(world);
    world.broken.clear();
    await reconciled(world);
    const written = world.story.filter((each) => !each.startsWith("status"));
    expect(written).toEqual(["comment on 5", "close 5"]);
  });

  it("brings the status of the spec above the issue up to date, and of no other", async () => {
    const tasks = [aTask(1, { parent: 5, release: null }), aTask(2, { parent: 6, release: null })];
    const specs = [aContainer(9, [5]), aContainer(5, [1], { parent: 9 }), aContainer(6, [2])];
    const world = fakeIssues([...tasks, ...specs]);
    await reconciled(world, 1);
    expect(world.story).toEqual(["status of 9"]);
  });

  it("brings the status of every open spec up to date when nothing particular happened", async () => {
    const tasks = [aTask(1, { parent: 5, release: null }), aTask(2, { parent: 6, release: null })];
    const world = fakeIssues([...tasks, aContainer(5, [1]), aContainer(6, [2])]);
    await reconciled(world);
    expect(world.story).toEqual(["status of 5", "status of 6"]);
  });
});

describe("work in progress", () => {
  const worked = (change: Partial<QueueIssue>) =>
    aTask(1, { claim: liveClaim, labels: ["in-progress"], ...change });
  const withClaim = (issue: QueueIssue) => {
    const world = fakeIssues([issue]);
    world.claims.put(firstClaim(1, run, "b".repeat(40)));
    return world;
  };

  it("is stopped and cancelled when its release is taken back", async () => {
    const world = withClaim(worked({ release: null }));
    expect(await reconciled(world)).toMatchObject({ value: { stopped: [1] } });
    expect(world.story).toContain("cancel 7");
    expect(world.claims.chain(1).at(-1)?.state).toBe("stopped");
  });

  it("is stopped when its task is closed", async () => {
    const world = withClaim(worked({ state: "closed", stateReason: "not_planned" }));
    expect(await reconciled(world)).toMatchObject({ value: { stopped: [1] } });
  });

  it("stays stopped though the run cannot be cancelled", async () => {
    const world = withClaim(worked({ release: null }));
    world.broken.add("cancel 7");
    expect(await reconciled(world)).toMatchObject({ value: { stopped: [1] } });
  });

  it("goes on when the access of the person who released it cannot be read just now", async () => {
    const release = { by: "alice", hasWrite: false, at: "2026-11-10T12:00:00Z" };
    const world = withClaim(worked({ release }));
    expect(await reconciled(world)).toMatchObject({ value: { stopped: [] } });
  });

  it("goes on under the release of its sprint", async () => {
    const sprint = aContainer(5, [1], {
      release: { by: "alice", hasWrite: true, at: "2026-11-10T12:00:00Z" },
    });
    const world = fakeIssues([worked({ release: null, parent: 5 }), sprint]);
    expect(await reconciled(world)).toMatchObject({ value: { stopped: [] } });
  });

  it("on an open pull request needs no label", async () => {
    const world = withClaim(worked({ release: null, openPullRequest: 9 }));
    expect(await reconciled(world)).toMatchObject({ value: { stopped: [] } });
  });
});
