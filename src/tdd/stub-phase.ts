import { redVerdict } from "./gates/red-gate.ts";
import { scopeGate } from "./gates/scope-gate.ts";
import { stubGate } from "./gates/stub-gate.ts";
import { stubOrder } from "./orders.ts";
import { observe } from "./red-phase.ts";
import { checkStub } from "./stub-check.ts";
import { turn } from "./turn.ts";
import {
  accepted,
  attemptOf,
  isTestOf,
  type Move,
  type PhaseContext,
  scopeOf,
  sentBack,
  type Work,
} from "./work.ts";
import type { TreeChange } from "./work-tree.ts";

/** Asks for the missing names without logic, and accepts them when the new test then fails in its own assertion. */
export async function stubPhase(context: PhaseContext, work: Work): Promise<Move> {
  const attempt = attemptOf(work);
  const { tree, log } = context.ports;
  const text = stubOrder(attempt.test, attempt.red.symbol ?? attempt.red.message);
  const answer = await turn(context, work, { phase: "stub", text, from: attempt.redTree });
  if (answer.kind === "out") return answer.move;
  const now = answer.work;
  const stubTree = await tree.snapshot();
  const stub = await tree.changes(attempt.redTree, stubTree);
  const isTest = isTestOf(context);
  const violations = [
    ...scopeGate(stub, scopeOf(context), isTest),
    ...stubGate(stub, await productionFiles(context, stub, attempt.redTree, stubTree), isTest, checkStub),
  ];
  if (violations.length > 0) return sentBack(context, now, violations);
  const red = await observe(context, work, attempt.test, attempt.ran);
  log(`Stub: ${attempt.test} ends as ${red.class}.`);
  const violation = redVerdict(red);
  if (violation !== null) return sentBack(context, now, [violation]);
  return accepted({ ...now, attempt: { ...attempt, red, stubTree, stub } });
}

/** Changed production files, as texts on both sides. */
async function productionFiles(
  { ports: { tree } }: PhaseContext,
  changes: readonly TreeChange[],
  from: string,
  to: string,
): Promise<readonly { path: string; before: string | null; after: string | null }[]> {
  return Promise.all(
    changes.map(async ({ path }) => ({
      path,
      before: await tree.read(from, path),
      after: await tree.read(to, path),
    })),
  );
}
