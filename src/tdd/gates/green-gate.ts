import { belongsTo, disturbed, isCaseOf, type Suite, statuses } from "../suite.ts";
import type { TestId, TestReport } from "../test-report.ts";
import { some, type Violation } from "../violation.ts";
import type { TreeChange } from "../work-tree.ts";

/** Before anything runs: production changed, tests did not. Codes: `no-change` `tests-changed`. */
export function greenGate(
  changes: readonly TreeChange[],
  isTest: (path: string) => boolean,
): readonly Violation[] {
  if (changes.length === 0)
    return [{ code: "no-change", text: "No file changed. Make the failing test pass in production code." }];
  const tests = changes.map(({ path }) => path).filter(isTest);
  return tests.length === 0
    ? []
    : [
        {
          code: "tests-changed",
          text: `Tests are read-only now; ${some(tests)} changed. The test defines the task.`,
        },
      ];
}

/** One run of the new test alone. Codes: `incomplete` `does-not-load` `still-red` `not-run`. */
export function passesAlone(report: TestReport, test: TestId): Violation | null {
  const broken = unusable(report);
  if (broken !== null) return broken;
  const own = report.outcomes.filter(({ id }) => belongsTo(id, test));
  const failed = own.find(({ status }) => status === "failed");
  if (failed !== undefined) return { code: "still-red", text: `${failed.id}\n${failed.message}` };
  const passed = own.some(({ id, status }) => isCaseOf(id, test) && status === "passed");
  return passed ? null : { code: "not-run", text: `${test} was not reported as passed.` };
}

/**
 * The whole suite: complete, everything loads, the new tests pass, every known test is there with the status it had,
 * nothing else fails or is skipped. Codes: `incomplete` `does-not-load` `still-red` `not-run` `regression` `test-lost`
 * `test-skipped`.
 */
export function suiteGreen(report: TestReport, suite: Suite, tests: readonly TestId[]): readonly Violation[] {
  const broken = unusable(report);
  if (broken !== null) return [broken];
  const own = tests.map((test) => passesAlone(report, test)).filter((violation) => violation !== null);
  const known = disturbed(suite, report, null);
  const missing = [...suite.flaky].filter((id) => !statuses(report).has(id));
  return [
    ...own,
    ...regressions(report, known),
    ...newFailures(report, suite, tests),
    ...lost(known, missing),
  ];
}

type Disturbed = ReturnType<typeof disturbed>;

function regressions(report: TestReport, known: Disturbed): readonly Violation[] {
  const failed = known.filter(({ is }) => is === "failed");
  const [first] = failed;
  if (first === undefined) return [];
  const message =
    report.outcomes.find(({ id, status }) => id === first.id && status === "failed")?.message ?? "";
  return [{ code: "regression", text: `${some(failed.map(({ id }) => id))} passed before.\n${message}` }];
}

/** Unknown ids may only be passing subtests, or passing cases that a known table of tests gained. */
function newFailures(report: TestReport, suite: Suite, tests: readonly TestId[]): readonly Violation[] {
  const bad = report.outcomes
    .filter(({ id, status }) => status !== "passed" && !suite.statuses.has(id) && !suite.flaky.has(id))
    .map(({ id }) => id)
    .filter((id) => !tests.some((test) => belongsTo(id, test)));
  return bad.length === 0
    ? []
    : [{ code: "regression", text: `${some(bad)} did not exist before and does not pass.` }];
}

function lost(known: Disturbed, missing: readonly TestId[]): readonly Violation[] {
  const gone = [...known.filter(({ is }) => is === "not run").map(({ id }) => id), ...missing];
  const skipped = known.filter(({ is }) => is === "skipped" || is === "todo").map(({ id }) => id);
  return [
    ...(gone.length > 0 ? [{ code: "test-lost", text: `${some(gone)} did not run any more.` }] : []),
    ...(skipped.length > 0 ? [{ code: "test-skipped", text: `${some(skipped)} is skipped now.` }] : []),
  ];
}

/** A report that says nothing that counts. */
function unusable(report: TestReport): Violation | null {
  const [load] = report.loadFailures;
  if (load !== undefined)
    return { code: "does-not-load", text: `${load.path} does not load.\n${load.message}` };
  return report.complete
    ? null
    : {
        code: "incomplete",
        text: "The run stopped before its end (a crash, a time-out or an exit); nothing it said counts.",
      };
}
