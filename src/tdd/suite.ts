import type { TestId, TestOutcome, TestReport } from "./test-report.ts";

/**
 * The suite as it last was when it was green: the status of each stable test, and the tests whose status changed from
 * run to run at the baseline (flaky). Flaky tests must still be there, but their status decides nothing.
 */
export type Suite = {
  readonly statuses: ReadonlyMap<TestId, TestOutcome["status"]>;
  readonly flaky: ReadonlySet<TestId>;
};

/** Both runs of a baseline; a test that is not in both, or differs, is flaky. */
export function suiteOf(first: TestReport, second: TestReport): Suite {
  const [a, b] = [statuses(first), statuses(second)];
  const ids = [...new Set([...a.keys(), ...b.keys()])];
  const flaky = new Set(ids.filter((id) => a.get(id) !== b.get(id)));
  return { statuses: new Map([...b].filter(([id]) => !flaky.has(id))), flaky };
}

/** The suite after a green run, with the same flaky tests. */
export function suiteAfter(suite: Suite, report: TestReport): Suite {
  return {
    flaky: suite.flaky,
    statuses: new Map([...statuses(report)].filter(([id]) => !suite.flaky.has(id))),
  };
}

/** Statuses by id. An id that is reported twice is as bad as its worst outcome. */
export function statuses(report: TestReport): ReadonlyMap<TestId, TestOutcome["status"]> {
  const found = new Map<TestId, TestOutcome["status"]>();
  for (const { id, status } of report.outcomes) {
    const seen = found.get(id);
    if (seen === undefined || rank[status] > rank[seen]) found.set(id, status);
  }
  return found;
}

const rank: Readonly<Record<TestOutcome["status"], number>> = { passed: 0, todo: 1, skipped: 2, failed: 3 };

/** Whether an id is a part of a test: its own id, a case of its table, or a subtest that the runner reports below it. */
export function belongsTo(id: TestId, test: TestId): boolean {
  return isCaseOf(id, test) || id.startsWith(`${test} > `);
}

/** The test itself, or one case of it: parameters stand behind its id in brackets. */
export function isCaseOf(id: TestId, test: TestId): boolean {
  return id === test || (id.startsWith(`${test}[`) && id.endsWith("]"));
}

/** What ran when a file was run: of Go the package, whose folder its ids begin with. */
function unitOf(path: string): string {
  if (!path.endsWith(".go")) return path;
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : ".";
}

/** Known tests that no longer have their status, seen among the paths that ran (`null`: all). */
export function disturbed(
  suite: Suite,
  report: TestReport,
  ran: readonly string[] | null,
): readonly { readonly id: TestId; readonly was: string; readonly is: string }[] {
  const now = statuses(report);
  return [...suite.statuses].flatMap(([id, was]) => {
    if (ran !== null && !ran.some((path) => belongsTo(id, unitOf(path)))) return [];
    const is = now.get(id) ?? "not run";
    return is === was ? [] : [{ id, was, is }];
  });
}
