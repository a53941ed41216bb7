import { describe, expect, it } from "vitest";
import { reconcile } from "../../src/commands/reconcile.ts";
import { Config, defaultConfig } from "../../src/config/config.ts";
import { printRecord } from "../../src/issues/plan-record.ts";
import type { QueueIssue } from "../../src/queue/snapshot.ts";
import { aContainer, aDone, aTask, releaseOf } from "../queue/queue-issue.ts";
import { fakeIssues } from "./fake-issues.ts";

const trust = { app: null };
const go = (world: ReturnType<typeof fakeIssues>, config = defaultConfig) =>
  reconcile(world, { issue: null, config, trust });

describe("a task that changed after its release", () => {
  const changed = (change: Partial<QueueIssue> = {}) =>
    aTask(1, { changedAt: "2026-11-11T00:00:00Z", ...change });

  it("gets one comment that asks to release it again", async () => {
    const world = fakeIssues([changed()]);
    await go(world);
    await go(world);
    expect(world.texts(1)).toHaveLength(1);
    expect(world.texts(1)[0]).toContain("This changed after it was released** by `alice`");
    expect(world.texts(1)[0]).toContain("take `ready` off and put it on again");
  });

  it("gets another one for another release", async () => {
    const world = fakeIssues([changed()]);
    await go(world);
    world.change(1, {
      release: releaseOf({ at: "2026-11-12T00:00:00Z" }),
      changedAt: "2026-11-13T00:00:00Z",
    });
    await go(world);
    expect(world.texts(1)).toHaveLength(2);
  });

  it("is not written to when it was never released", async () => {
    const world = fakeIssues([changed({ release: null })]);
    await go(world);
    expect(world.story).toEqual([]);
  });

  it("that stands below a released sprint is asked about too", async () => {
    const sprint = aContainer(5, [1], { release: releaseOf() });
    const world = fakeIssues([changed({ parent: 5, release: null }), sprint]);
    await go(world);
    expect(world.texts(1)).toHaveLength(1);
  });
});

describe("closing a sprint", () => {
  const merged = { number: 40, url: "", state: "merged", draft: false } as const;
  const record = {
    version: 1 as const,
    spec: 9,
    specDigest: "d",
    commit: "b".repeat(40),
    plan: {
      title: "Plan",
      modules: [],
      sprints: [
        { id: "S1", goal: "g", deliverables: ["GET /products pages by cursor", "A buyer can search"] },
        { id: "S2", goal: "g", deliverables: ["A buyer can pay"] },
      ],
      tasks: [],
    },
  };

  async function sprintOf(tasks: readonly QueueIssue[]) {
    const sprint = aContainer(5, [1, 2], { sprint: "S1", parent: 9 });
    const spec = aContainer(9, [5], { labels: ["spec"], sprint: null });
    const world = fakeIssues([...tasks, sprint, spec], { 1: merged, 2: { ...merged, number: 41 } });
    for (const body of printRecord(record, world.digest).comments) await world.tracker.createComment(9, body);
    await go(world);
    return world.texts(5).join("\n");
  }

  it("ticks its deliverables with the pull requests that proved them", async () => {
    const text = await sprintOf([aDone(1, { parent: 5 }), aDone(2, { parent: 5 })]);
    expect(text).toContain("- [x] GET /products pages by cursor (#40, #41)");
    expect(text).toContain("- [x] A buyer can search (#40, #41)");
    expect(text).not.toContain("pay");
  });

  it("ticks nothing when a task was dropped", async () => {
    const dropped = aTask(2, { parent: 5, state: "closed", stateReason: "not_planned" });
    const text = await sprintOf([aDone(1, { parent: 5 }), dropped]);
    expect(text).toContain("- [ ] A buyer can search");
    expect(text).not.toContain("[x]");
  });
});

describe("labels of blockers", () => {
  const edges = Config.parse({ labels: { dependencies: "edges" } });

  it("are written where they are configured", async () => {
    const world = fakeIssues([
      aTask(1, { release: null }),
      aTask(2, { blockedBy: [1], labels: ["blocked"] }),
    ]);
    await go(world, edges);
    expect(world.story).toEqual(["+blocked-by: #1 on 2"]);
  });

  it("leave the repository when the blocker is completed", async () => {
    const labels = ["blocked-by: #1", "blocked-by: #3", "blocked"];
    const world = fakeIssues([
      aDone(1),
      aTask(2, { blockedBy: [1, 3], labels }),
      aTask(3, { release: null }),
    ]);
    await go(world, edges);
    expect(world.story).toEqual(["delete label blocked-by: #1"]);
  });

  it("are taken off where the edge is gone", async () => {
    const world = fakeIssues([
      aTask(2, { release: null, labels: ["blocked-by: #3"] }),
      aTask(3, { release: null }),
    ]);
    await go(world, edges);
    expect(world.story).toEqual(["-blocked-by: #3 on 2"]);
  });

  it("are left alone where they are not configured", async () => {
    const world = fakeIssues([aDone(1), aTask(2, { release: null, labels: ["blocked-by: #1"] })]);
    await go(world);
    expect(world.story).toEqual([]);
  });
});
