import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verdicts } from "../../src/queue/readiness.ts";
import type { QueueIssue, QueueSnapshot } from "../../src/queue/snapshot.ts";
import { aContainer, aTask, liveClaim, releaseOf, snapshotOf } from "./queue-issue.ts";

const size = 8;
const container = 100;

const anIssue = (number: number): fc.Arbitrary<QueueIssue> =>
  fc
    .record({
      state: fc.constantFrom("open" as const, "open" as const, "closed" as const),
      stateReason: fc.constantFrom("completed" as const, "completed" as const, "not_planned" as const, null),
      blockedBy: fc.array(fc.integer({ min: 1, max: size + 1 }), { maxLength: 2 }),
      priority: fc.integer({ min: 0, max: 4 }),
      release: fc.constantFrom(releaseOf(), releaseOf(), null, releaseOf({ hasWrite: false })),
      parent: fc.constantFrom(null, container),
      claim: fc.constantFrom(null, null, null, liveClaim),
      createdAt: fc.constantFrom("2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z"),
      tries: fc.constantFrom(0, 0, 0, 3),
    })
    .map((change) => aTask(number, change));

const aSnapshot: fc.Arbitrary<QueueSnapshot> = fc
  .tuple(
    fc.constantFrom<number[]>([], [1], [2, 3]),
    ...Array.from({ length: size }, (_, index) => anIssue(index + 1)),
  )
  .map(([blockedBy, ...tasks]) =>
    snapshotOf(...tasks, aContainer(container, [1], { blockedBy, release: releaseOf() })),
  );

const withIssue = (snapshot: QueueSnapshot, number: number, change: (issue: QueueIssue) => QueueIssue) => ({
  ...snapshot,
  issues: snapshot.issues.map((issue) => (issue.number === number ? change(issue) : issue)),
});

const aNumber = fc.integer({ min: 1, max: size });

describe("readiness, whatever the graph", () => {
  it("gives every open task exactly one verdict", () => {
    fc.assert(
      fc.property(aSnapshot, (snapshot) => {
        const { ready, waiting } = verdicts(snapshot);
        const judged = [...ready, ...waiting.map((each) => each.number)].sort((a, b) => a - b);
        const open = snapshot.issues.filter((issue) => issue.isTask && issue.state === "open");
        expect(judged).toEqual(open.map((issue) => issue.number));
      }),
    );
  });

  it("does not depend on the order in which issues were read", () => {
    const shuffled = aSnapshot.chain((snapshot) =>
      fc
        .shuffledSubarray(snapshot.issues, { minLength: snapshot.issues.length })
        .map((issues) => [snapshot, { ...snapshot, issues }] as const),
    );
    fc.assert(
      fc.property(shuffled, ([snapshot, other]) => {
        expect(verdicts(other)).toEqual(verdicts(snapshot));
      }),
    );
  });

  it("never comes from adding a blocker", () => {
    fc.assert(
      fc.property(aSnapshot, aNumber, fc.integer({ min: 1, max: size + 1 }), (snapshot, number, blocker) => {
        const more = withIssue(snapshot, number, (issue) => ({
          ...issue,
          blockedBy: [...issue.blockedBy, blocker],
        }));
        const before = new Set(verdicts(snapshot).ready);
        expect(verdicts(more).ready.filter((each) => !before.has(each))).toEqual([]);
      }),
    );
  });

  it("is never taken from another task by completing one", () => {
    fc.assert(
      fc.property(aSnapshot, aNumber, (snapshot, number) => {
        const after = withIssue(snapshot, number, (issue) => ({
          ...issue,
          state: "closed",
          stateReason: "completed",
        }));
        const still = new Set(verdicts(after).ready);
        const lost = verdicts(snapshot).ready.filter((each) => each !== number && !still.has(each));
        expect(lost).toEqual([]);
      }),
    );
  });

  it("keeps the order of the remaining tasks when one is no longer ready", () => {
    fc.assert(
      fc.property(aSnapshot, aNumber, (snapshot, number) => {
        const left = withIssue(snapshot, number, (issue) => ({ ...issue, hasCriteria: false }));
        const remaining = verdicts(snapshot).ready.filter((each) => each !== number);
        expect(verdicts(left).ready.filter((each) => remaining.includes(each))).toEqual(remaining);
      }),
    );
  });
});
