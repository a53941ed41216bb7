import { belongsTo, disturbed, isCaseOf, type Suite } from "./suite.ts";
import type { LoadFailure, TestId, TestOutcome, TestReport } from "./test-report.ts";

/**
 * What one run says about a new test. Only `assertion` is red; `missing-symbol` asks for a stub; everything else sends
 * the test back. What is not known is `wrong-error`, never red.
 */
export type RedClass =
  | "assertion"
  | "missing-symbol"
  | "syntax"
  | "wrong-error"
  | "passes"
  | "collateral"
  | "not-run"
  | "several"
  | "unstable";

/** `message` is the failure as reported, for the digest and the driver; `symbol` names what was missing. */
export type RedFinding = {
  readonly class: RedClass;
  readonly message: string;
  readonly symbol: string | null;
};

/** `ran` are the test files that were run, `null` for the whole suite; `alone` when only the new test was selected. */
export type RedRun = {
  readonly report: TestReport;
  readonly test: TestId;
  readonly suite: Suite;
  readonly ran: readonly string[] | null;
  readonly alone: boolean;
};

export function redClass(run: RedRun): RedFinding {
  const load = run.report.loadFailures.find(({ path }) => belongsTo(run.test, path));
  if (load !== undefined) return ofLoadFailure(load);
  const elsewhere = run.report.loadFailures[0];
  if (elsewhere !== undefined)
    return finding("collateral", `${elsewhere.path} no longer loads: ${elsewhere.message}`);
  if (!run.report.complete)
    return finding("not-run", "The run stopped before its end; nothing it said counts.");
  const own = run.report.outcomes.filter(({ id }) => isCaseOf(id, run.test));
  const outcome = worst(own);
  if (outcome === undefined) return finding("not-run", `The run did not report ${run.test}.`);
  if (new Set(own.map(({ id }) => id)).size < own.length)
    return finding("several", `${run.test} was reported ${own.length} times; its name must be its own.`);
  const found = ofOutcome(outcome);
  const usable = found.class === "assertion" || found.class === "missing-symbol";
  return usable && !run.alone ? (others(run) ?? found) : found;
}

/** Of the cases of one test the one that says most against it. */
function worst(cases: readonly TestOutcome[]): TestOutcome | undefined {
  const failed = cases.filter(({ status }) => status === "failed");
  return failed.find(({ failure }) => failure !== "assertion") ?? failed[0] ?? cases[0];
}

/** Two runs of the same tree must agree. */
export function agreed(first: RedFinding, second: RedFinding): RedFinding {
  if (first.class === second.class) return first;
  return finding("unstable", `One run ended as ${first.class}, the next as ${second.class}.`);
}

function others(run: RedRun): RedFinding | null {
  const [other] = disturbed(run.suite, run.report, run.ran);
  if (other !== undefined)
    return finding("collateral", `${other.id} was ${other.was} and is now ${other.is}.`);
  const unknown = run.report.outcomes.filter(
    ({ id }) => !belongsTo(id, run.test) && !run.suite.statuses.has(id) && !run.suite.flaky.has(id),
  );
  const [extra] = unknown;
  return extra === undefined
    ? null
    : finding("several", `${extra.id} is new as well; one new test at a time.`);
}

function ofOutcome(outcome: TestOutcome): RedFinding {
  if (outcome.status === "passed")
    return finding("passes", "The new test passes without any change of production code.");
  if (outcome.status !== "failed") return finding("not-run", `The new test is marked ${outcome.status}.`);
  const failure = outcome.failure ?? "unknown";
  if (failure === "assertion" || failure === "missing-symbol" || failure === "syntax")
    return finding(failure, outcome.message);
  return finding("wrong-error", outcome.message === "" ? `It failed by ${failure}.` : outcome.message);
}

/** A file that does not load is never an assertion; a missing module or export with a name is a missing symbol. */
function ofLoadFailure({ failure, symbol, message }: LoadFailure): RedFinding {
  if (failure === "missing-symbol" && symbol !== null) return { class: "missing-symbol", message, symbol };
  return finding(failure === "syntax" ? "syntax" : "wrong-error", message);
}

function finding(kind: RedClass, message: string): RedFinding {
  return { class: kind, message, symbol: null };
}
