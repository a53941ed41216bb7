import type { FailureClass, LoadFailure, TestOutcome, TestReport } from "../../src/tdd/test-report.ts";

export function passed(id: string): TestOutcome {
  return { id, status: "passed", failure: null, message: "", milliseconds: 1 };
}

export function failed(
  id: string,
  failure: FailureClass | null = "assertion",
  message = "1 is not 2",
): TestOutcome {
  return { ...passed(id), status: "failed", failure, message };
}

export function skipped(id: string, status: "skipped" | "todo" = "skipped"): TestOutcome {
  return { ...passed(id), status };
}

export function report(...outcomes: readonly TestOutcome[]): TestReport {
  return { complete: true, outcomes, loadFailures: [] };
}

export function cutShort(...outcomes: readonly TestOutcome[]): TestReport {
  return { ...report(...outcomes), complete: false };
}

export function unloaded(
  failure: FailureClass,
  symbol: string | null = null,
  path = "a.test.js",
): TestReport {
  const one: LoadFailure = { path, failure, symbol, message: "it does not load" };
  return { ...report(), loadFailures: [one] };
}
