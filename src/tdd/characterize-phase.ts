import { testFiles } from "./changed-tests.ts";
import { cheatsBetween } from "./cheats.ts";
import { characterizeMessage } from "./commit-message.ts";
import { counts } from "./commit-phase.ts";
import type { Behaviour } from "./driver.ts";
import type { Evidence } from "./evidence.ts";
import { passesAlone, suiteGreen } from "./gates/green-gate.ts";
import { redGate } from "./gates/red-gate.ts";
import { scopeGate } from "./gates/scope-gate.ts";
import type { Mutant } from "./mutation/mutant.ts";
import { looksAtText, mutantsInScope, noticedMutant } from "./mutation/noticed-mutant.ts";
import { characterizeOrder } from "./orders.ts";
import { suiteAfter } from "./suite.ts";
import type { TestId, TestReport } from "./test-report.ts";
import { turn } from "./turn.ts";
import type { Violation } from "./violation.ts";
import {
  accepted,
  isTestOf,
  type Move,
  type PhaseContext,
  type Planned,
  scopeOf,
  sentBack,
  type Work,
} from "./work.ts";
import type { TreeChange } from "./work-tree.ts";

/**
 * Asks for one test of what the code does already. It is kept when it passes twice alone and once with the suite, and
 * fails in its own assertion on a mutant of the production code: the given one, or any of the task's files. Nothing but
 * tests may change. For a survivor of the mutation check one try is enough, and no way out of it ends the task.
 */
export async function characterizePhase(context: PhaseContext, work: Work): Promise<Move> {
  const [behaviour] = work.todo;
  if (behaviour === undefined) throw new Error("Characterize was entered without a behaviour.");
  const text = characterizeOrder(behaviour);
  const answer = await turn(context, work, { phase: "characterize", text, from: work.green });
  if (answer.kind === "out")
    return behaviour.mutant === undefined || answer.move.event === "stopped"
      ? answer.move
      : dropped({ ...answer.move.work, reason: null });
  const now = answer.work;
  const seen = await judged(context, now, behaviour);
  if (!("violations" in seen)) return kept(context, now, behaviour, seen);
  const back = sentBack(context, now, seen.violations);
  return behaviour.mutant === undefined ? back : dropped(back.work);
}

type Characterized = {
  readonly test: TestId;
  readonly mutant: Mutant;
  readonly tree: string;
  readonly tests: readonly TreeChange[];
  readonly report: TestReport;
};
type Judged = Characterized | { readonly violations: readonly Violation[] };

async function judged(context: PhaseContext, work: Work, behaviour: Planned): Promise<Judged> {
  const { tree, runner } = context.ports;
  const isTest = isTestOf(context);
  const after = await tree.snapshot();
  const tests = await tree.changes(work.green, after);
  const gate = redGate(tests, await testFiles(context, tests, work.green, after), isTest);
  const rules = [
    ...scopeGate(tests, scopeOf(context), isTest),
    ...(gate.kind === "violated" ? gate.violations : []),
    ...(await cheatsBetween(tree, [work.green, after], isTest)),
  ];
  if (gate.kind === "violated" || rules.length > 0) return { violations: rules };
  const { test } = gate;
  for (let round = 0; round < 2; round++) {
    await tree.restore(after);
    const violation = passesAlone(await runner.run({ kind: "test", id: test }), test);
    if (violation !== null) return { violations: [violation] };
  }
  await tree.restore(after);
  const report = await runner.run({ kind: "all" });
  const broken = suiteGreen(report, work.suite, [test]);
  if (broken.length > 0) return { violations: broken };
  const given = behaviour.mutant;
  const mutants = given === undefined ? await mutantsInScope(context, after, test) : [given];
  if (mutants.length === 0) return { violations: [nothingToChange] };
  const mutant = await noticedMutant(context, after, test, mutants);
  if (mutant === null) return { violations: [killsNothing(test, behaviour.mutant !== undefined)] };
  if (await looksAtText(context, after, test, mutant)) return { violations: [readsSource(test, mutant)] };
  return { test, mutant, tree: after, tests, report };
}

const nothingToChange: Violation = {
  code: "no-mutants",
  text: "None of the task's production files is JavaScript, TypeScript or Python code that could be changed to see whether a test notices. Give up if that cannot be helped.",
};

function readsSource(test: TestId, { path }: Mutant): Violation {
  return {
    code: "reads-source",
    text: `${test} fails when a comment is added to ${path}. Call the code and assert what it answers.`,
  };
}

function killsNothing(test: TestId, given: boolean): Violation {
  const what = given ? "the change it is about" : "any small change to the task's production files";
  return {
    code: "kills-nothing",
    text: `${test} still passes with ${what}. Assert an exact result of the code, not that it runs.`,
  };
}

/** The step of a test that was proved by a mutant instead of by missing code. */
function kept(context: PhaseContext, work: Work, behaviour: Behaviour, found: Characterized): Move {
  const { ports, input } = context;
  const iteration = work.steps.filter(({ kind }) => kind !== "refactor").length + 1;
  const { path, line, start, end, text, change } = found.mutant;
  const evidence: Evidence = {
    mutant: { test: found.test, path, line, start, end, text, change },
    green: counts(found.report),
    ...(behaviour.criterion === "" ? {} : { criterion: behaviour.criterion }),
    iteration,
  };
  const count = iteration + work.todo.length - 1;
  const message = characterizeMessage({ packet: input.packet, behaviour, iteration, count, evidence });
  ports.log(`Committed: ${message.split("\n", 1)[0]}`);
  const step = { kind: "characterize", message, tests: found.tests, stub: [], code: [], evidence } as const;
  return {
    ...accepted({
      ...work,
      green: found.tree,
      suite: suiteAfter(work.suite, found.report),
      todo: work.todo.slice(1),
      steps: [...work.steps, step],
      fresh: true,
    }),
    event: "present",
  };
}

function dropped(work: Work): Move {
  return {
    ...accepted({ ...work, todo: work.todo.slice(1), fresh: true }),
    event: "present",
  };
}
