import { describe, expect, it } from "vitest";
import { factsOf, releasedBy, verdictOf, verdicts } from "../../src/queue/readiness.ts";
import { type ReasonCode, readinessRules } from "../../src/queue/rules.ts";
import type { QueueIssue } from "../../src/queue/snapshot.ts";
import { aContainer, aDone, aTask, liveClaim, releaseOf, snapshotOf } from "./queue-issue.ts";

/** Each row breaks exactly its own rule on task 14; `others` are the issues around it. */
type Row = {
  readonly code: ReasonCode;
  readonly ref: number | null;
  readonly change: Partial<QueueIssue>;
  readonly others?: readonly QueueIssue[];
};

const abandoned = aTask(20, { state: "closed", stateReason: "not_planned" });
const openTask = aTask(30, { release: null });

const rows: readonly Row[] = [
  { code: "not-open", ref: null, change: { state: "closed" } },
  { code: "not-task", ref: null, change: { isTask: false } },
  { code: "no-criteria", ref: null, change: { hasCriteria: false } },
  { code: "not-released", ref: null, change: { release: null } },
  { code: "changed-after-release", ref: null, change: { changedAt: "2026-11-11T00:00:00Z" } },
  { code: "dependency-cycle", ref: null, change: { blockedBy: [14] } },
  { code: "unknown-blocker", ref: null, change: { unknownBlockers: 1 } },
  { code: "blocker-abandoned", ref: 20, change: { blockedBy: [20] }, others: [abandoned] },
  { code: "blocked-by", ref: 30, change: { blockedBy: [30] }, others: [openTask] },
  {
    code: "ancestor-blocked",
    ref: 30,
    change: { parent: 5 },
    others: [openTask, aContainer(5, [14], { blockedBy: [30] })],
  },
  { code: "claimed", ref: null, change: { claim: liveClaim } },
  { code: "open-pr", ref: 99, change: { openPullRequest: 99 } },
  { code: "held", ref: null, change: { labels: ["task", "needs-human"] } },
  { code: "exhausted", ref: null, change: { tries: 3 } },
];

const verdictOn14 = (change: Partial<QueueIssue>, others: readonly QueueIssue[] = []) => {
  const task = aTask(14, change);
  return verdictOf(task, factsOf(snapshotOf(task, ...others)));
};

describe("readiness", () => {
  it("has one row per reason code in this test, in the order of the rules", () => {
    expect(rows.map((row) => row.code)).toEqual(readinessRules.map(([code]) => code));
  });

  it("is given to a released task with nothing in its way", () => {
    expect(verdicts(snapshotOf(aTask(14)))).toEqual({ ready: [14], waiting: [] });
  });

  for (const { code, ref, change, others } of rows) {
    it(`is denied as ${code} where only that rule is broken`, () => {
      expect(verdictOn14(change, others)).toMatchObject({ number: 14, code, ref });
    });

    it(`explains ${code} in one sentence that ends with a full stop`, () => {
      expect(verdictOn14(change, others)?.text).toMatch(/^[A-Z][^\n]{20,}[^.]\.$/);
    });
  }

  for (const [index, first] of rows.entries()) {
    for (const second of rows.slice(index + 1)) {
      it(`names ${first.code} before ${second.code}`, () => {
        const blockedBy = [...(first.change.blockedBy ?? []), ...(second.change.blockedBy ?? [])];
        const around = new Map([...(second.others ?? []), ...(first.others ?? [])].map((i) => [i.number, i]));
        const change = { ...second.change, ...first.change, blockedBy };
        expect(verdictOn14(change, [...around.values()])?.code).toBe(first.code);
      });
    }
  }
});

describe("waiting", () => {
  it("lists open tasks by number, and neither closed ones nor containers", () => {
    const snapshot = snapshotOf(
      aTask(9, { release: null }),
      aDone(3),
      aTask(4, { children: [9] }),
      aContainer(5, [9]),
      aTask(2, { release: null }),
    );
    expect(verdicts(snapshot).waiting.map((each) => each.number)).toEqual([2, 9]);
  });

  it("refers to the lowest of several blockers", () => {
    const blocked = aTask(14, { blockedBy: [40, 30] });
    const others = [aTask(40, { release: null }), openTask];
    expect(verdictOf(blocked, factsOf(snapshotOf(blocked, ...others)))?.ref).toBe(30);
  });

  it("refers to the lowest blocker of any ancestor, abandoned or open", () => {
    const others = [openTask, abandoned, aContainer(5, [14], { parent: 1, blockedBy: [30] })];
    const spec = aContainer(1, [5], { blockedBy: [20] });
    expect(verdictOn14({ parent: 5 }, [...others, spec])).toMatchObject({
      code: "ancestor-blocked",
      ref: 20,
    });
  });
});

describe("release", () => {
  const sprint = (change: Partial<QueueIssue> = {}) =>
    aContainer(5, [14], { parent: 1, release: releaseOf(), ...change });
  const spec = (change: Partial<QueueIssue> = {}) => aContainer(1, [5], change);

  it("reaches a planned task from its sprint", () => {
    expect(verdictOn14({ parent: 5, release: null }, [sprint(), spec()])).toBeNull();
  });

  it("reaches a planned task from its spec", () => {
    const others = [sprint({ release: null }), spec({ release: releaseOf() })];
    expect(verdictOn14({ parent: 5, release: null }, others)).toBeNull();
  });

  it("does not reach a hand-made task from an ancestor", () => {
    const verdict = verdictOn14({ parent: 5, release: null, planned: false }, [sprint(), spec()]);
    expect(verdict?.code).toBe("not-released");
  });

  it("of a hand-made task itself counts", () => {
    expect(verdictOn14({ planned: false })).toBeNull();
  });

  it("does not count from someone without write access", () => {
    expect(verdictOn14({ release: releaseOf({ hasWrite: false }) })?.code).toBe("not-released");
  });

  it("by someone without write access hides an older one of the sprint", () => {
    const release = releaseOf({ by: "mallory", hasWrite: false, at: "2026-11-12T00:00:00Z" });
    expect(verdictOn14({ parent: 5, release }, [sprint(), spec()])?.code).toBe("not-released");
  });

  it("is superseded by a later one of the sprint, which covers the change between them", () => {
    const later = sprint({ release: releaseOf({ by: "bob", at: "2026-11-15T00:00:00Z" }) });
    expect(verdictOn14({ parent: 5, changedAt: "2026-11-12T00:00:00Z" }, [later, spec()])).toBeNull();
  });

  it("of an ancestor does not cover a task created in the same second", () => {
    const change = { parent: 5, release: null, createdAt: "2026-11-10T12:00:00.900Z" };
    expect(verdictOn14(change, [sprint(), spec()])?.code).toBe("changed-after-release");
  });

  it("of the task itself covers a task created in the same second", () => {
    expect(verdictOn14({ createdAt: "2026-11-10T12:00:00Z" })).toBeNull();
  });

  it("is revoked by a change in the same second", () => {
    const release = releaseOf({ at: "2026-11-10T12:00:00.900Z" });
    const verdict = verdictOn14({ release, changedAt: "2026-11-10T12:00:00.100Z" });
    expect(verdict?.code).toBe("changed-after-release");
  });

  it("is not revoked by a change one second before, whatever the time zone it is written in", () => {
    expect(verdictOn14({ changedAt: "2026-11-10T13:59:59+02:00" })).toBeNull();
  });

  it("is attributed to the person whose labelling counts", () => {
    const task = aTask(14, { parent: 5, release: null });
    const facts = factsOf(snapshotOf(task, sprint({ release: releaseOf({ by: "bob" }) }), spec()));
    expect(releasedBy(task, facts)).toBe("bob");
  });
});

describe("blockers", () => {
  it("closed without a reason count as completed", () => {
    expect(verdictOn14({ blockedBy: [3] }, [aDone(3, { stateReason: null })])).toBeNull();
  });

  it("closed as duplicate are abandoned", () => {
    const verdict = verdictOn14({ blockedBy: [3] }, [aDone(3, { stateReason: "duplicate" })]);
    expect(verdict?.code).toBe("blocker-abandoned");
  });

  it("that are missing from the snapshot are unknown", () => {
    expect(verdictOn14({ blockedBy: [77] })?.code).toBe("unknown-blocker");
  });

  it("of an ancestor that are missing from the snapshot are unknown", () => {
    const verdict = verdictOn14({ parent: 5 }, [aContainer(5, [14], { blockedBy: [77] })]);
    expect(verdict?.code).toBe("unknown-blocker");
  });

  it("are unknown when the parent's parent is missing from the snapshot", () => {
    expect(verdictOn14({ parent: 5 }, [aContainer(5, [14], { parent: 1 })])?.code).toBe("unknown-blocker");
  });

  it("are unknown, without an endless walk, when parents form a loop", () => {
    const loop = [aContainer(5, [14], { parent: 6 }), aContainer(6, [5], { parent: 5 })];
    expect(verdictOn14({ parent: 5 }, loop)?.code).toBe("unknown-blocker");
  });

  it("on a cycle deny every task on it, but not as a cycle what only waits behind it", () => {
    const cycle = [aTask(1, { blockedBy: [3] }), aTask(2, { blockedBy: [1] }), aTask(3, { blockedBy: [2] })];
    const codes = verdicts(snapshotOf(...cycle, aTask(4, { blockedBy: [3] }))).waiting.map(
      (each) => each.code,
    );
    expect(codes).toEqual(["dependency-cycle", "dependency-cycle", "dependency-cycle", "blocked-by"]);
  });

  it("make no cycle through a closed issue", () => {
    const snapshot = snapshotOf(aTask(1, { blockedBy: [2] }), aDone(2, { blockedBy: [1] }));
    expect(verdicts(snapshot).ready).toEqual([1]);
  });
});

describe("holds", () => {
  it("end when the date of deferral has come", () => {
    expect(verdictOn14({ deferUntil: "2026-11-20" })).toBeNull();
  });

  it("last until the date of deferral", () => {
    expect(verdictOn14({ deferUntil: "2026-11-21" })?.code).toBe("held");
  });

  it("come from the label in whatever case", () => {
    expect(verdictOn14({ labels: ["Needs-Human"] })?.code).toBe("held");
  });

  it("do not come from the claim of a run that has ended", () => {
    expect(verdictOn14({ claim: { ...liveClaim, alive: false } })).toBeNull();
  });

  it("come from an empty budget", () => {
    expect(verdictOn14({ budgetLeft: false })?.code).toBe("exhausted");
  });

  it("follow the configured label and number of tries", () => {
    const rules = { readyLabel: "go", needsHumanLabel: "look", tries: 5 };
    const snapshot = snapshotOf(aTask(1, { tries: 4 }), aTask(2, { labels: ["look"] }));
    expect(verdicts(snapshot, rules)).toMatchObject({ ready: [1], waiting: [{ number: 2, code: "held" }] });
  });
});
