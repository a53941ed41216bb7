import type { Refusal } from "../issues/outcome.ts";
import type { CycleEvent } from "./cycle.ts";
import { suiteOf } from "./suite.ts";
import type { TestReport } from "./test-report.ts";
import { some } from "./violation.ts";
import type { Move, PhaseContext, Work } from "./work.ts";

/**
 * Runs the whole suite twice on the untouched tree. A task starts only where both reports are complete, everything
 * loads, there is at least one test and every stable test passes. Codes: `kind-not-supported` `no-criteria`
 * `environment-broken` `no-tests` `baseline-red`.
 */
export async function baseline(context: PhaseContext, work: Work): Promise<Move> {
  const { ports, input } = context;
  const { kind, criteria, task } = input.packet;
  if (kind !== "tdd")
    return no(
      work,
      "needs-human",
      "kind-not-supported",
      `Task ${task} is a ${kind} task, which is not worked yet.`,
      "Work it by hand.",
    );
  if (criteria.length === 0)
    return no(
      work,
      "needs-human",
      "no-criteria",
      `Task ${task} has no acceptance criteria.`,
      "Add one to five to the task.",
    );
  const green = await ports.tree.snapshot();
  const known = { ...work, green, base: await ports.tree.base() };
  const first = await ports.runner.run({ kind: "all" });
  const early = broken(first);
  if (early !== null) return no(known, ...early);
  const second = await ports.runner.run({ kind: "all" });
  const late = broken(second) ?? red(first, second);
  if (late !== null) return no(known, ...late);
  const suite = suiteOf(first, second);
  ports.log(`Baseline: ${second.outcomes.length} tests, ${suite.flaky.size} flaky.`);
  return { event: "accepted", work: { ...known, suite } };
}

type No = [event: CycleEvent, code: string, text: string, next: string];

function no(work: Work, event: CycleEvent, code: string, text: string, next: string): Move {
  const reason: Refusal = { code, text, next };
  return { event, work: { ...work, reason } };
}

function broken(report: TestReport): No | null {
  const [load] = report.loadFailures;
  if (!report.complete)
    return [
      "environment-broken",
      "environment-broken",
      `The test suite stopped before its end${load === undefined ? "" : `: ${load.path}: ${load.message}`}.`,
      "Run the test command on the default branch in a clean checkout and make it end by itself.",
    ];
  if (load !== undefined)
    return [
      "needs-human",
      "baseline-red",
      `${load.path} does not load: ${load.message}`,
      "Make the default branch green first.",
    ];
  if (report.outcomes.length > 0) return null;
  return [
    "needs-human",
    "no-tests",
    "The test command ran no test, so nothing could prove a change.",
    "Add a test runner and one passing test first, or set `run.test`.",
  ];
}

function red(first: TestReport, second: TestReport): No | null {
  const stable = suiteOf(first, second).statuses;
  const failed = [...stable].filter(([, status]) => status === "failed").map(([id]) => id);
  if (failed.length === 0) return null;
  return [
    "needs-human",
    "baseline-red",
    `${failed.length === 1 ? "1 test fails" : `${failed.length} tests fail`} before the task begins: ${some(failed)}.`,
    "Make the default branch green first.",
  ];
}
