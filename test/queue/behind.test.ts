import { describe, expect, it } from "vitest";
import { tasksBehind } from "../../src/queue/behind.ts";
import { aContainer, aDone, aTask, snapshotOf } from "./queue-issue.ts";

describe("what waits behind a task", () => {
  it("is everything open that it blocks, directly or through others", () => {
    const snapshot = snapshotOf(
      aTask(1),
      aTask(4, { blockedBy: [1] }),
      aTask(2, { blockedBy: [4] }),
      aDone(3, { blockedBy: [1] }),
      aContainer(5, [9], { blockedBy: [1] }),
      aTask(6),
    );
    expect(tasksBehind(snapshot, 1)).toEqual([2, 4]);
  });

  it("does not count a task behind itself through a cycle", () => {
    expect(tasksBehind(snapshotOf(aTask(1, { blockedBy: [2] }), aTask(2, { blockedBy: [1] })), 1)).toEqual([
      2,
    ]);
  });
});
