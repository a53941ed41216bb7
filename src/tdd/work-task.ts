import { noUsage } from "../budget/usage.ts";
import { done, type Outcome, type Refusal } from "../issues/outcome.ts";
import { baseline } from "./baseline.ts";
import { chorePhase } from "./chore-phase.ts";
import { plainLine } from "./commit-message.ts";
import { commitPhase } from "./commit-phase.ts";
import { type Phase, startOfTask, step } from "./cycle.ts";
import { counterfactualPhase, greenPhase } from "./green-phase.ts";
import { redPhase } from "./red-phase.ts";
import { refactorPhase } from "./refactor-phase.ts";
import { keep, resume } from "./resume.ts";
import { reuseUses } from "./reuse.ts";
import { stubPhase } from "./stub-phase.ts";
import { shortNotes } from "./summary.ts";
import { changedFiles, criterionProofs, remarks, summarise, taskGate } from "./task-gate.ts";
import { testList } from "./test-list.ts";
import type { Move, PhaseVerb, Work, WorkInput, WorkPorts } from "./work.ts";
import type { TaskExit, Worked } from "./worked.ts";

export type { WorkInput, WorkPorts } from "./work.ts";
export type { Worked, WorkedStep } from "./worked.ts";

const verbs: Readonly<Record<Phase, PhaseVerb>> = {
  baseline,
  "test-list": testList,
  red: redPhase,
  stub: stubPhase,
  green: greenPhase,
  counterfactual: counterfactualPhase,
  commit: commitPhase,
  refactor: refactorPhase,
  summarise,
  "task-gate": taskGate,
  chore: chorePhase,
};

/**
 * Works one task by strict test-driven development and answers its green steps; the tree on disk ends at the last one.
 *
 * Refused when it ended before any model call was made: `no-criteria` `no-check` `no-hands` `no-tests` `baseline-red`
 * `environment-broken` `stopped` `out-of-time`, or the code with which the first call was stopped. Once a call was
 * made the answer is `done` with `exit` and `reason`, so that usage and green steps are never lost. Faults of the ports
 * pass through. Log lines hold words of a model, so each is made one harmless line.
 */
export async function workTask(ports: WorkPorts, input: WorkInput): Promise<Outcome<Worked>> {
  const context = { ports: { ...ports, log: (line: string) => ports.log(plainLine(line)) }, input };
  let { state, work } = (await resume(context)) ?? { state: startOfTask, work: startOfWork(ports.now()) };
  let phase: Phase = startOfTask.phase;
  while (state.kind === "phase") {
    phase = state.phase;
    const move: Move = await verbs[phase](context, work);
    work = move.work;
    state = step(state, move.event);
    await keep(context, { state, work });
  }
  if (work.green !== "") await ports.tree.restore(work.green);
  const reason = reasonOf(state.exit, phase, work);
  context.ports.log(reason === null ? `Ended: ${state.exit}.` : `Ended: ${state.exit}, ${reason.code}.`);
  if (reason !== null && work.usage.calls === 0 && work.steps.length === 0)
    return { kind: "refused", refusal: reason };
  const files = await changedFiles(ports.tree, work);
  const { packet } = input;
  const criteria = criterionProofs(packet.criteria, work);
  const reuse = reuseUses(packet.reuse, files, work.notes);
  const { base, steps, usage } = work;
  return done({
    base,
    steps,
    notes: shortNotes(work.notes),
    usage,
    criteria,
    reuse,
    flaky: [...work.suite.flaky],
    remarks: remarks(criteria, reuse, work),
    exit: state.exit,
    reason,
  });
}

function startOfWork(now: number): Work {
  return {
    startedAt: now,
    base: "",
    green: "",
    suite: { statuses: new Map(), flaky: new Set() },
    todo: [],
    present: [],
    started: 0,
    attempt: null,
    arrivals: 0,
    steps: [],
    notes: [],
    usage: noUsage,
    fresh: true,
    findings: [],
    failure: null,
    asked: [],
    uses: [],
    frozen: [],
    beside: [],
    mutation: null,
    checkedBefore: null,
    reason: null,
  };
}

/** Why a person is needed; phases that ran out of tries name the last findings. */
function reasonOf(exit: TaskExit, phase: Phase, work: Work): Refusal | null {
  if (exit === "done" || exit === "already-done") return null;
  if (work.reason !== null) return work.reason;
  const behaviour = work.todo[0] === undefined ? "" : ` of "${work.todo[0].text}"`;
  return {
    code: `${phase}-refused`,
    text: `The tries for ${phase}${behaviour} are used up. The last one: ${work.findings.join("\n")}`,
    next: "Make the criterion clearer or the task smaller, then retry it.",
  };
}
