import type { Refusal } from "../issues/outcome.ts";
import type { CycleEvent } from "./cycle.ts";
import { type Suite, suiteOf } from "./suite.ts";
import type { TestId, TestReport } from "./test-report.ts";
import { some } from "./violation.ts";
import type { Move, PhaseContext, Work } from "./work.ts";

/**
 * Runs the whole suite twice on the untouched tree. A task starts only where both reports are complete, everything
 * loads, there is at least one test (a chore needs none), and at most a fifth of the stable tests fail: those are frozen,
 * they may go on failing and no others may. Codes: `no-check` `no-criteria` `no-hands` `environment-broken` `no-tests`
 * `baseline-red`.
 */
export async function baseline(context: PhaseContext, work: Work): Promise<Move> {
  const { ports, input } = context;
  const unfit = unworkable(context);
  if (unfit !== null) return no(work, ...unfit);
  const green = await ports.tree.snapshot();
  const known = { ...work, green, base: await ports.tree.base() };
  const first = await ports.runner.run({ kind: "all" });
  const chore = input.packet.kind === "chore";
  const early = broken(first, chore);
  if (early !== null) return no(known, ...early);
  const second = await ports.runner.run({ kind: "all" });
  const suite = suiteOf(first, second);
  const late = broken(second, chore) ?? red(suite);
  if (late !== null) return no(known, ...late);
  ports.log(`Baseline: ${second.outcomes.length} tests, ${suite.flaky.size} flaky.`);
  const frozen = failing(suite);
  if (frozen.length > 0) ports.log(`Baseline: ${frozen.length} tests fail already; no others may.`);
  return { event: chore ? "chore" : "accepted", work: { ...known, suite, frozen } };
}

type No = [event: CycleEvent, code: string, text: string, next: string];

function no(work: Work, event: CycleEvent, code: string, text: string, next: string): Move {
  const reason: Refusal = { code, text, next };
  return { event, work: { ...work, reason } };
}

/** What the task lacks before anything is run. */
function unworkable({ ports, input }: PhaseContext): No | null {
  const { kind, criteria, task, check } = input.packet;
  if (kind === "chore" && (check === null || check.length === 0))
    return [
      "needs-human",
      "no-check",
      `Task ${task} is a chore and names no check that would show that it is done.`,
      "Name its check in the task: a command as a list that fails now and passes afterwards.",
    ];
  if (kind !== "chore" && criteria.length === 0)
    return [
      "needs-human",
      "no-criteria",
      `Task ${task} has no acceptance criteria.`,
      "Add one to five to the task.",
    ];
  if (kind === "tdd" || ports.hands !== undefined) return null;
  return [
    "environment-broken",
    "no-hands",
    `A ${kind} task needs to run a check or change a file here, and this machine gives no way to.`,
    "Start it through the Action or the command line.",
  ];
}

function broken(report: TestReport, mayBeEmpty: boolean): No | null {
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
  if (report.outcomes.length > 0 || mayBeEmpty) return null;
  return [
    "needs-human",
    "no-tests",
    "The test command ran no test, so nothing could prove a change.",
    "Add a test runner and one passing test first, or set `run.test`.",
  ];
}

/** Above this share of failing tests nothing that is green says much. */
const failingAtMost = 0.2;

function failing({ statuses }: Suite): readonly TestId[] {
  return [...statuses].filter(([, status]) => status === "failed").map(([id]) => id);
}

function red(suite: Suite): No | null {
  const failed = failing(suite);
  if (failed.length <= suite.statuses.size * failingAtMost) return null;
  return [
    "needs-human",
    "baseline-red",
    `${failed.length === 1 ? "1 test fails" : `${failed.length} tests fail`} before the task begins: ${some(failed)}.`,
    "Make the default branch green first.",
  ];
}
