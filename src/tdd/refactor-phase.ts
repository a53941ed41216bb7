import { testFiles } from "./changed-tests.ts";
import { cheatsBetween } from "./cheats.ts";
import { refactorMessage } from "./commit-message.ts";
import { counts } from "./commit-phase.ts";
import { suiteGreen } from "./gates/green-gate.ts";
import { type PublicNames, refactorGate } from "./gates/refactor-gate.ts";
import { scopeGate } from "./gates/scope-gate.ts";
import { refactorOrder, reuseOrder } from "./orders.ts";
import { publicNames } from "./public-names.ts";
import { unexplained } from "./reuse.ts";
import { suiteAfter } from "./suite.ts";
import type { TestReport } from "./test-report.ts";
import { turn } from "./turn.ts";
import type { Violation } from "./violation.ts";
import { accepted, isTestOf, type Move, type PhaseContext, scopeOf, sentBack, type Work } from "./work.ts";
import type { TreeChange } from "./work-tree.ts";
import type { WorkedStep } from "./worked.ts";

/** One refactor turn on a green tree, with its own step. Refused or empty it is dropped: the tree stays as it was. */
export async function refactorPhase(context: PhaseContext, work: Work): Promise<Move> {
  const { tree, runner } = context.ports;
  const reuse = unexplained(work.uses);
  const text = reuse.length > 0 ? reuseOrder(reuse) : refactorOrder();
  const answer = await turn(context, work, { phase: "refactor", text, from: work.green });
  if (answer.kind === "out") return answer.move;
  const now = { ...answer.work, fresh: true };
  const after = await tree.snapshot();
  const changes = await tree.changes(work.green, after);
  if (changes.length === 0) return dropped(now);
  const violations = await brokenRules(context, changes, work.green, after);
  if (violations.length > 0) return dropped(sentBack(context, now, violations).work);
  const report = await runner.run({ kind: "all" });
  const broken = suiteGreen(report, work.suite, []);
  if (broken.length > 0) return dropped(sentBack(context, now, broken).work);
  const subject = reuse.length > 0 ? `use ${reuse.join(", ")}` : "tidy after the last behaviour";
  const next = stepOf(context, subject, changes, report);
  const suite = suiteAfter(work.suite, report);
  return accepted({ ...now, green: after, suite, steps: [...now.steps, next] });
}

async function brokenRules(
  context: PhaseContext,
  changes: readonly TreeChange[],
  from: string,
  to: string,
): Promise<readonly Violation[]> {
  const isTest = isTestOf(context);
  const production = changes.filter(({ path }) => !isTest(path));
  return [
    ...scopeGate(changes, scopeOf(context), isTest),
    ...(await cheatsBetween(context.ports.tree, [from, to], isTest)),
    ...refactorGate(
      await testFiles(context, changes, from, to),
      await namesOf(context, production, from, to),
    ),
  ];
}

function stepOf(
  context: PhaseContext,
  subject: string,
  changes: readonly TreeChange[],
  report: TestReport,
): WorkedStep {
  const isTest = isTestOf(context);
  const evidence = { green: counts(report) };
  return {
    kind: "refactor",
    message: refactorMessage(context.input.packet, subject, evidence),
    tests: changes.filter(({ path }) => isTest(path)),
    stub: [],
    code: changes.filter(({ path }) => !isTest(path)),
    evidence,
  };
}

/** Nothing of the turn is kept but its notes and its cost. */
function dropped(work: Work): Move {
  return { event: "violated", work: { ...work, findings: [], failure: null } };
}

async function namesOf(
  { ports: { tree } }: PhaseContext,
  changes: readonly TreeChange[],
  from: string,
  to: string,
): Promise<readonly PublicNames[]> {
  const side = async (id: string, path: string) => {
    const text = await tree.read(id, path);
    return text === null ? [] : (publicNames(path, text)?.map(({ name }) => name) ?? null);
  };
  return Promise.all(
    changes.map(async ({ path }) => ({ path, before: await side(from, path), after: await side(to, path) })),
  );
}
