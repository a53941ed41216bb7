import { cheatsBetween } from "./cheats.ts";
import { counterfactualGate } from "./gates/counterfactual-gate.ts";
import { greenGate, passesAlone, suiteGreen } from "./gates/green-gate.ts";
import { scopeGate } from "./gates/scope-gate.ts";
import { greenOrder } from "./orders.ts";
import { redClass } from "./red-class.ts";
import type { TestReport } from "./test-report.ts";
import { turn } from "./turn.ts";
import type { Violation } from "./violation.ts";
import {
  type Attempt,
  accepted,
  attemptOf,
  isTestOf,
  type Move,
  type PhaseContext,
  redState,
  scopeOf,
  sentBack,
  type Work,
} from "./work.ts";

/**
 * Asks for the least code that makes the new test pass. A broken rule puts the files back to the red state; when only
 * a test still fails the next try goes on from what is there.
 */
export async function greenPhase(context: PhaseContext, work: Work): Promise<Move> {
  const attempt = attemptOf(work);
  const { tree, log } = context.ports;
  const from = attempt.draft ?? redState(attempt);
  const text = greenOrder(attempt.test, attempt.red.message);
  const answer = await turn(context, work, { phase: "green", text, from });
  if (answer.kind === "out") return answer.move;
  const now = answer.work;
  const greenTree = await tree.snapshot();
  const code = await tree.changes(redState(attempt), greenTree);
  const isTest = isTestOf(context);
  const rules = [
    ...greenGate(code, isTest),
    ...scopeGate(code, scopeOf(context), isTest),
    ...(await cheatsBetween(tree, [work.green, greenTree], isTest)),
  ];
  if (rules.length > 0) return sentBack(context, { ...now, attempt: { ...attempt, draft: null } }, rules);
  const result = await run(context, work, attempt, greenTree);
  if (result.violations.length > 0)
    return sentBack(context, { ...now, attempt: { ...attempt, draft: greenTree } }, result.violations);
  log(`Green: ${result.report.outcomes.length} tests in the suite.`);
  return accepted({ ...now, attempt: { ...attempt, greenTree, code, report: result.report } });
}

type Result = { readonly violations: readonly Violation[]; readonly report: TestReport };

/** The new test twice alone and once in the whole suite, which starts from restored files. */
async function run(
  { ports }: PhaseContext,
  work: Work,
  { test }: Attempt,
  greenTree: string,
): Promise<Result> {
  for (let round = 0; round < 2; round++) {
    const report = await ports.runner.run({ kind: "test", id: test });
    const violation = passesAlone(report, test);
    if (violation !== null) return { report, violations: [violation] };
  }
  await ports.tree.restore(greenTree);
  const report = await ports.runner.run({ kind: "all" });
  return { report, violations: suiteGreen(report, work.suite, [test]) };
}

/** With the production files of the red state, the new test must fail again as it did. */
export async function counterfactualPhase(context: PhaseContext, work: Work): Promise<Move> {
  const attempt = attemptOf(work);
  const { tree, runner } = context.ports;
  await tree.restore(redState(attempt));
  const report = await runner.run({ kind: "test", id: attempt.test });
  const again = redClass({ report, test: attempt.test, suite: work.suite, ran: attempt.ran, alone: true });
  const violations = counterfactualGate(attempt.red, again);
  if (violations.length === 0) return accepted(work);
  return { ...sentBack(context, work, violations), event: "violated" };
}
