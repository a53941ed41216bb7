import { describe, expect, it } from "vitest";
import { labelChanges } from "../../src/commands/label-projection.ts";
import { defaultConfig } from "../../src/config/config.ts";
import { factsOf } from "../../src/queue/readiness.ts";
import type { QueueIssue } from "../../src/queue/snapshot.ts";
import { aContainer, aDone, aTask, liveClaim, snapshotOf } from "../queue/queue-issue.ts";

const changes = (...issues: readonly QueueIssue[]) =>
  labelChanges(factsOf(snapshotOf(...issues)), defaultConfig.labels);

const labelled = (...labels: string[]) => ({ labels: ["task", ...labels] });

describe("the labels of a task", () => {
  it("stay as they are when they tell the truth", () => {
    const truthful = [
      aTask(1, { claim: liveClaim, ...labelled("in-progress", "P1") }),
      aTask(2, { blockedBy: [1], ...labelled("blocked") }),
      aTask(3, { openPullRequest: 9, ...labelled("in-review") }),
    ];
    expect(changes(...truthful)).toEqual([]);
  });

  it("say that it is blocked, released or not", () => {
    const issues = [aTask(1), aTask(2, { blockedBy: [1], release: null })];
    expect(changes(...issues)).toEqual([{ number: 2, add: ["blocked"], remove: [] }]);
  });

  it("no longer say that it is blocked when its blocker is completed", () => {
    const issues = [aDone(1), aTask(2, { blockedBy: [1], ...labelled("blocked") })];
    expect(changes(...issues)).toEqual([{ number: 2, add: [], remove: ["blocked"] }]);
  });

  it("say that a run works on it, also when its pull request is open", () => {
    const issue = aTask(1, { claim: liveClaim, openPullRequest: 9, ...labelled("in-review") });
    expect(changes(issue)).toEqual([{ number: 1, add: ["in-progress"], remove: ["in-review"] }]);
  });

  it("do not believe the claim of a run that has ended", () => {
    const issue = aTask(1, { claim: { ...liveClaim, alive: false }, ...labelled("in-progress") });
    expect(changes(issue)).toEqual([{ number: 1, add: [], remove: ["in-progress"] }]);
  });

  it("ask for a person after too many failed tries", () => {
    expect(changes(aTask(1, { tries: 3 }))).toEqual([{ number: 1, add: ["needs-human"], remove: [] }]);
  });

  it("leave it to a person to say that no person is needed any more", () => {
    expect(changes(aTask(1, labelled("needs-human")))).toEqual([]);
  });

  it("are cleared of Pawl's own when it is closed, and of nobody else's", () => {
    const labels = labelled("blocked", "in-progress", "in-review", "needs-human", "ready", "P1");
    expect(changes(aDone(1, labels))).toEqual([
      { number: 1, add: [], remove: ["blocked", "in-progress", "in-review", "needs-human"] },
    ]);
  });

  it("count whatever case people gave their names", () => {
    expect(changes(aTask(1), aTask(2, { blockedBy: [1], ...labelled("Blocked") }))).toEqual([]);
  });

  it("are not put on sprints", () => {
    expect(changes(aTask(1), aContainer(5, [1], { blockedBy: [1] }))).toEqual([]);
  });
});
