import { passesAlone, suiteGreen } from "../gates/green-gate.ts";
import { belongsTo, type Suite, statuses } from "../suite.ts";
import type { TestId, TestReport } from "../test-report.ts";
import { some } from "../violation.ts";
import { renamed, type TestChanges } from "./new-tests.ts";
import { type Doubt, unproved, violated } from "./proof.ts";

/** The suite as it must be after a commit, and what of it could not be run before: `broken` paths did not load. */
export type Expected = Suite & { readonly broken: ReadonlySet<string>; readonly complete: boolean };

/** The suite before the commit under the ids it has after it. */
export function expectedSuite(before: TestReport, moved: TestChanges["moved"]): Expected {
  const kept = [...statuses(before)].map(([id, status]) => [renamed(moved, id), status] as const);
  const broken = new Set(before.loadFailures.map(({ path }) => path));
  return { statuses: new Map(kept), flaky: new Set(), broken, complete: before.complete };
}

/**
 * Doubts about the whole suite at the commit. A package that is not installed is the environment's fault; a test that
 * failed before and passes now is no fault; new tests that are skipped are no fault here, they prove nothing.
 */
export function greenDoubts(report: TestReport, suite: Expected, added: readonly TestId[]): readonly Doubt[] {
  const absent = report.loadFailures.find(({ failure }) => failure === "setup");
  if (absent !== undefined)
    return [unproved("environment", `${absent.path} does not load here: ${absent.message.split("\n")[0]}`)];
  const old = alreadyBroken(report, suite);
  if (old === null) return suiteDoubts(report, suite, added);
  if (!report.complete) return [old];
  const rest = report.loadFailures.filter(({ path }) => !suite.broken.has(path));
  return [old, ...suiteDoubts({ ...report, loadFailures: rest }, suite, added)];
}

/** What did not load, or stopped early, before the commit just as after it is not this commit's fault. */
function alreadyBroken({ complete, loadFailures }: TestReport, suite: Expected): Doubt | null {
  const [same] = loadFailures.filter(({ path }) => suite.broken.has(path));
  if (same === undefined || (!complete && suite.complete)) return null;
  const said = same.message.split("\n")[0] ?? "";
  return unproved("broken-before", `${same.path} did not load before this commit either: ${said}`);
}

function suiteDoubts(report: TestReport, suite: Suite, added: readonly TestId[]): readonly Doubt[] {
  const known = new Map([...suite.statuses].filter(([id, status]) => !mended(id, status, report)));
  const skipped = (id: TestId) => !suite.statuses.has(id) && statuses(report).get(id) !== "failed";
  const told = {
    ...report,
    outcomes: report.outcomes.filter(({ id, status }) => status === "passed" || !skipped(id)),
  };
  const old = [...known].filter(
    ([id, status]) => status === "failed" && statuses(report).get(id) === "failed",
  );
  const before = old.map(([id]) => id);
  const red =
    before.length === 0 ? [] : [unproved("red-before", `${some(before)} failed before this commit too.`)];
  const doubts = suiteGreen(told, { ...suite, statuses: known }, added).map(({ code, text }): Doubt => {
    if (code === "test-lost" || code === "test-skipped") return violated(code, text);
    return code === "not-run" ? unproved(code, text) : violated("red-commit", `${code}: ${text}`);
  });
  return [...red, ...doubts];
}

function mended(id: TestId, status: string, report: TestReport): boolean {
  const now = statuses(report).get(id);
  return status !== "passed" && now === "passed";
}

/** A later run of the new tests' files: each must pass every time. */
export function stillGreen(report: TestReport, tests: readonly TestId[]): readonly Doubt[] {
  const own = (test: TestId): TestReport => ({
    ...report,
    loadFailures: report.loadFailures.filter(({ path }) => belongsTo(test, path)),
  });
  const bad = tests.filter((test) => passesAlone(own(test), test) !== null);
  return bad.length === 0 ? [] : [unproved("unstable", `${some(bad)} does not pass in three of three runs.`)];
}
