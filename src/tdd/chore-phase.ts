import { cheatsBetween } from "./cheats.ts";
import { choreMessage } from "./commit-message.ts";
import { counts } from "./commit-phase.ts";
import { choreGate } from "./gates/chore-gate.ts";
import { suiteGreen } from "./gates/green-gate.ts";
import { scopeGate } from "./gates/scope-gate.ts";
import { choreOrder } from "./orders.ts";
import { turn } from "./turn.ts";
import type { Violation } from "./violation.ts";
import { accepted, isTestOf, type Move, type PhaseContext, scopeOf, sentBack, type Work } from "./work.ts";

/**
 * A task without a test of its own: one turn, no production code and no test may change, the suite stays as it was, and
 * the check that the task declares passes afterwards. Whether it failed before is kept as evidence.
 */
export async function chorePhase(context: PhaseContext, work: Work): Promise<Move> {
  const { ports, input } = context;
  const { check } = input.packet;
  const { hands, tree, runner } = ports;
  if (check === null || hands === undefined) throw new Error("A chore was entered without a check.");
  const known = work.checkedBefore ?? (await before(context, work, check));
  const order = { phase: "chore", text: choreOrder(input.packet), from: work.green } as const;
  const answer = await turn(context, { ...work, checkedBefore: known }, order);
  if (answer.kind === "out") return answer.move;
  const now = answer.work;
  const after = await tree.snapshot();
  const code = await tree.changes(work.green, after);
  const isTest = isTestOf(context);
  const rules = [
    ...choreGate(code, runner.testGlobs),
    ...scopeGate(code, scopeOf(context), isTest),
    ...(await cheatsBetween(tree, [work.green, after], isTest)),
  ];
  if (rules.length > 0) return sentBack(context, now, rules);
  const checked = await hands.run(check);
  if (!checked.ok) return sentBack(context, now, [checkFailed(check, checked.output)]);
  await tree.restore(after);
  const report = await runner.run({ kind: "all" });
  const broken = suiteGreen(report, work.suite, []);
  if (broken.length > 0) return sentBack(context, now, broken);
  const evidence = { green: counts(report), check: { command: [...check], before: known } } as const;
  const message = choreMessage(input.packet, evidence);
  ports.log(`Committed: ${message.split("\n", 1)[0]}`);
  const step = { kind: "chore", message, tests: [], stub: [], code, evidence } as const;
  return accepted({ ...now, green: after, steps: [...now.steps, step] });
}

/** Whether the check says what the task is about: it should fail as long as nothing was done. */
async function before({ ports }: PhaseContext, work: Work, check: readonly string[]) {
  await ports.tree.restore(work.green);
  const ran = await ports.hands?.run(check);
  ports.log(`Check before the change: ${ran?.ok === true ? "passes" : "fails"}.`);
  return ran?.ok === true ? ("passed" as const) : ("failed" as const);
}

function checkFailed(check: readonly string[], output: string): Violation {
  const said = output.trim().split("\n").slice(-6).join("\n");
  return { code: "check-failed", text: `${check.join(" ")} does not pass.\n${said}` };
}
