import { describe, expect, it } from "vitest";
import { finishedContainers } from "../../src/commands/finished.ts";
import type { QueueIssue } from "../../src/queue/snapshot.ts";
import { aContainer, aDone, aTask } from "../queue/queue-issue.ts";

const finished = (...issues: readonly QueueIssue[]) =>
  finishedContainers(new Map(issues.map((issue) => [issue.number, issue]))).map(
    ({ container, completed, dropped }) => ({
      container: container.number,
      completed: completed.map((task) => task.number),
      dropped: dropped.map((task) => task.number),
    }),
  );

const dropped = (number: number) => aTask(number, { parent: 5, state: "closed", stateReason: "not_planned" });

describe("a finished sprint", () => {
  it("is one whose last task is completed", () => {
    expect(finished(aContainer(5, [1, 2]), aDone(1), aDone(2))).toEqual([
      { container: 5, completed: [1, 2], dropped: [] },
    ]);
  });

  it("is not one with an open task", () => {
    expect(finished(aContainer(5, [1, 2]), aDone(1), aTask(2))).toEqual([]);
  });

  it("is not one with a task that cannot be read", () => {
    expect(finished(aContainer(5, [1, 2]), aDone(1))).toEqual([]);
  });

  it("names the tasks that a person dropped", () => {
    expect(finished(aContainer(5, [1, 2]), aDone(1), dropped(2))).toMatchObject([{ dropped: [2] }]);
  });

  it("is not one in which everything was dropped", () => {
    expect(finished(aContainer(5, [1]), dropped(1))).toEqual([]);
  });

  it("is not one that a person reopened", () => {
    expect(finished(aContainer(5, [1], { stateReason: "reopened" }), aDone(1))).toEqual([]);
  });

  it("is not one that a person closed already", () => {
    expect(finished(aContainer(5, [1], { state: "closed", stateReason: "not_planned" }), aDone(1))).toEqual(
      [],
    );
  });

  it("is not somebody's own issue with sub-issues", () => {
    expect(finished(aContainer(5, [1]), aDone(1, { planned: false }))).toEqual([]);
  });

  it("comes before its spec, which is finished with its last sprint", () => {
    const spec = aContainer(9, [5, 6]);
    const sprints = [aContainer(5, [1]), aContainer(6, [2], { state: "closed" })];
    expect(finished(spec, ...sprints, aDone(1), aDone(2))).toEqual([
      { container: 5, completed: [1], dropped: [] },
      { container: 9, completed: [1, 2], dropped: [] },
    ]);
  });

  it("is found below a spec that is not finished", () => {
    const issues = [aContainer(9, [6, 5]), aContainer(5, [1]), aContainer(6, [2]), aDone(1), aTask(2)];
    expect(finished(...issues)).toMatchObject([{ container: 5 }]);
  });
});
