import { describe, expect, it } from "vitest";
import { verdicts } from "../../src/queue/readiness.ts";
import type { QueueIssue } from "../../src/queue/snapshot.ts";
import { aContainer, aDone, aTask, liveClaim, snapshotOf } from "./queue-issue.ts";

const orderOf = (...issues: readonly QueueIssue[]) => verdicts(snapshotOf(...issues)).ready;

describe("the order of work", () => {
  it("puts the higher priority first", () => {
    expect(orderOf(aTask(1, { priority: 3 }), aTask(2, { priority: 0 }))).toEqual([2, 1]);
  });

  const underWay: readonly (readonly [string, QueueIssue])[] = [
    ["has a live claim", aTask(30, { parent: 6, claim: liveClaim })],
    ["has an open pull request", aTask(30, { parent: 6, openPullRequest: 9 })],
    ["is completed", aDone(30, { parent: 6 })],
  ];
  for (const [what, sibling] of underWay) {
    it(`puts a sprint first in which a task ${what}`, () => {
      const sprints = [aContainer(5, [1]), aContainer(6, [2, 30])];
      expect(orderOf(aTask(1, { parent: 5 }), aTask(2, { parent: 6 }), sibling, ...sprints)).toEqual([2, 1]);
    });
  }

  it("does not call a sprint started because a task was dropped there", () => {
    const dropped = aTask(30, { parent: 6, state: "closed", stateReason: "not_planned" });
    const sprints = [aContainer(5, [1]), aContainer(6, [2, 30])];
    expect(orderOf(aTask(1, { parent: 5 }), aTask(2, { parent: 6 }), dropped, ...sprints)).toEqual([1, 2]);
  });

  it("does not call tasks without a parent one started sprint", () => {
    expect(orderOf(aTask(2), aTask(1, { createdAt: "2026-11-02T00:00:00Z" }), aDone(3))).toEqual([2, 1]);
  });

  it("puts the task with the longest chain behind it first", () => {
    const chain = [aTask(3, { blockedBy: [2] }), aTask(4, { blockedBy: [3] })];
    const fan = [5, 6, 7].map((number) => aTask(number, { blockedBy: [1] }));
    expect(orderOf(aTask(1), aTask(2), ...chain, ...fan)).toEqual([2, 1]);
  });

  it("counts neither completed tasks nor containers as a chain", () => {
    const behindOne = [aDone(3, { blockedBy: [1] }), aContainer(4, [9], { blockedBy: [1] })];
    expect(orderOf(aTask(1), aTask(2), ...behindOne, aTask(5, { blockedBy: [2] }))).toEqual([2, 1]);
  });

  it("puts the older task first, then the lower number", () => {
    const young = { createdAt: "2026-11-02T00:00:00Z" };
    expect(orderOf(aTask(4, young), aTask(3, young), aTask(9))).toEqual([9, 3, 4]);
  });

  it("counts the tasks of a cycle behind a task once each", () => {
    const cycle = [aTask(3, { blockedBy: [2, 4] }), aTask(4, { blockedBy: [3] })];
    const chain = [aTask(5, { blockedBy: [1] }), aTask(6, { blockedBy: [5] }), aTask(7, { blockedBy: [6] })];
    expect(orderOf(aTask(2), aTask(1), ...cycle, ...chain)).toEqual([1, 2]);
  });

  it("copes with a chain of 50,000 tasks", () => {
    const chain = Array.from({ length: 50_000 }, (_, index) =>
      aTask(index + 1, { blockedBy: index === 0 ? [] : [index] }),
    );
    expect(orderOf(...chain)).toEqual([1]);
  });
});
