import { refactorMessage } from "./commit-message.ts";
import { counts } from "./commit-phase.ts";
import { suiteGreen } from "./gates/green-gate.ts";
import { type PublicNames, refactorGate } from "./gates/refactor-gate.ts";
import { scopeGate } from "./gates/scope-gate.ts";
import { javascriptExports } from "./javascript-exports.ts";
import { refactorOrder, reuseOrder } from "./orders.ts";
import { testFiles } from "./red-phase.ts";
import { unexplained } from "./reuse.ts";
import { suiteAfter } from "./suite.ts";
import { turn } from "./turn.ts";
import { accepted, isTestOf, type Move, type PhaseContext, scopeOf, sentBack, type Work } from "./work.ts";
import type { TreeChange } from "./work-tree.ts";

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
  const isTest = isTestOf(context);
  const violations = [
    ...scopeGate(changes, scopeOf(context), isTest),
    ...refactorGate(
      await testFiles(context, changes, work.green, after),
      await publicNames(
        context,
        changes.filter(({ path }) => !isTest(path)),
        work.green,
        after,
      ),
    ),
  ];
  if (violations.length > 0) return dropped(sentBack(context, now, violations).work);
  const report = await runner.run({ kind: "all" });
  const broken = suiteGreen(report, work.suite, []);
  if (broken.length > 0) return dropped(sentBack(context, now, broken).work);
  const evidence = { green: counts(report) };
  const subject = reuse.length > 0 ? `use ${reuse.join(", ")}` : "tidy after the last behaviour";
  const step = {
    kind: "refactor" as const,
    message: refactorMessage(context.input.packet, subject, evidence),
    tests: changes.filter(({ path }) => isTest(path)),
    stub: [],
    code: changes.filter(({ path }) => !isTest(path)),
    evidence,
  };
  const suite = suiteAfter(work.suite, report);
  return accepted({ ...now, green: after, suite, steps: [...now.steps, step] });
}

/** Nothing of the turn is kept but its notes and its cost. */
function dropped(work: Work): Move {
  return { event: "violated", work: { ...work, findings: [], failure: null } };
}

async function publicNames(
  { ports: { tree } }: PhaseContext,
  changes: readonly TreeChange[],
  from: string,
  to: string,
): Promise<readonly PublicNames[]> {
  const side = async (id: string, path: string) => {
    const text = await tree.read(id, path);
    return text === null ? [] : (javascriptExports(path, text)?.map(({ name }) => name) ?? null);
  };
  return Promise.all(
    changes.map(async ({ path }) => ({ path, before: await side(from, path), after: await side(to, path) })),
  );
}
