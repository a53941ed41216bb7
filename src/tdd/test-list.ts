import type { Behaviour } from "./driver.ts";
import { testListOrder } from "./orders.ts";
import { turn } from "./turn.ts";
import { some, type Violation } from "./violation.ts";
import { accepted, type Move, type PhaseContext, sentBack, type Work } from "./work.ts";

/** Asks for the list of behaviours. Nothing may change; every criterion has one, and each names its break. */
export async function testList(context: PhaseContext, work: Work): Promise<Move> {
  const { ports, input } = context;
  const ids = input.packet.criteria.map(({ id }) => id);
  const answer = await turn(
    context,
    { ...work, fresh: work.findings.length === 0 },
    {
      phase: "test-list",
      text: testListOrder(ids),
      from: work.green,
    },
  );
  if (answer.kind === "out") return answer.move;
  const { reply, work: now } = answer;
  if (reply.kind !== "listed")
    return sentBack(context, now, [{ code: "no-list", text: "Answer with the list of behaviours." }]);
  const touched = (await ports.tree.snapshot()) !== work.green;
  const violations = [
    ...(touched ? [{ code: "files-changed", text: "No file may change while the list is made." }] : []),
    ...listViolations(reply.behaviours, ids),
  ];
  if (violations.length > 0) return sentBack(context, now, violations);
  ports.log(`Test list: ${reply.behaviours.length} behaviours.`);
  return accepted({ ...now, todo: reply.behaviours, started: 1, fresh: true });
}

/** Codes: `criterion-without-behaviour` `unknown-criterion` `no-break` `empty-behaviour`. */
function listViolations(behaviours: readonly Behaviour[], criteria: readonly string[]): readonly Violation[] {
  const missing = criteria.filter((id) => !behaviours.some(({ criterion }) => criterion === id));
  const unknown = behaviours.filter(({ criterion }) => !criteria.includes(criterion));
  const unbroken = behaviours.filter(({ breaks }) => breaks.trim() === "");
  const empty = behaviours.filter(({ text }) => text.trim() === "");
  return [
    rule("criterion-without-behaviour", missing, "No behaviour serves"),
    rule(
      "unknown-criterion",
      unknown.map(({ criterion }) => criterion),
      "The task has no criterion",
    ),
    rule(
      "no-break",
      unbroken.map(({ text }) => text),
      "No break is named for",
    ),
    rule(
      "empty-behaviour",
      empty.map(({ criterion }) => criterion),
      "A behaviour has no text, for",
    ),
  ].filter((violation) => violation !== null);
}

function rule(code: string, names: readonly string[], text: string): Violation | null {
  return names.length === 0 ? null : { code, text: `${text} ${some(names)}.` };
}
