import { describe, expect, it } from "vitest";
import { why } from "../../src/queue/why.ts";
import { aContainer, aDone, aTask, snapshotOf } from "./queue-issue.ts";

const snapshot = snapshotOf(aTask(1), aTask(2), aTask(3, { blockedBy: [1] }), aDone(4), aContainer(5, [9]));

describe("why a task is not running", () => {
  it("is its place among the ready ones", () => {
    expect([why(snapshot, 1), why(snapshot, 2)]).toMatchObject([
      { kind: "ready", place: 1, of: 2, text: "It is ready: it is the next to run; it starts by itself." },
      { kind: "ready", place: 2, text: expect.stringContaining("1 of 2 ready tasks come before it") },
    ]);
  });

  it("is the first rule that does not hold", () => {
    expect(why(snapshot, 3)).toMatchObject({ kind: "waiting", code: "blocked-by", ref: 1 });
  });

  it("is explained for closed tasks and containers too", () => {
    expect([why(snapshot, 4), why(snapshot, 5)]).toMatchObject([{ code: "not-open" }, { code: "not-task" }]);
  });

  it("is unknown for an issue outside the queue", () => {
    expect(why(snapshot, 77)).toMatchObject({ kind: "unknown", text: expect.stringContaining("#77") });
  });
});
