import type { TaskExit } from "./worked.ts";

/** The phases of a task; from `red` to `summarise` they repeat once per iteration. */
export const phases = [
  "baseline",
  "test-list",
  "red",
  "stub",
  "green",
  "counterfactual",
  "commit",
  "refactor",
  "summarise",
  "task-gate",
  "chore",
] as const;

export type Phase = (typeof phases)[number];

type Proof = "red" | "green" | "counterfactual";

/** `tries` counts the refused attempts of the current iteration; `passed` holds the proofs it already has. */
export type PhaseState = {
  readonly kind: "phase";
  readonly phase: Phase;
  readonly tries: Readonly<Partial<Record<Phase, number>>>;
  readonly passed: readonly Proof[];
};

export type CycleState = PhaseState | { readonly kind: "exit"; readonly exit: TaskExit };

/**
 * What happened. `accepted`: the phase's gate holds. `violated`: it does not; another try if one is left. `repeated`:
 * the same failure twice, no further try. `missing-symbol`: red needs a stub. `present`: the behaviour is already
 * there. `chore`: a task without tests. `more`, `tidy`, `enough`: another behaviour, one refactor turn, or neither. `nothing-to-do`: the task held
 * before it began. The names of exits end the task from any phase.
 */
export type CycleEvent =
  | "accepted"
  | "violated"
  | "repeated"
  | "missing-symbol"
  | "present"
  | "more"
  | "tidy"
  | "enough"
  | "chore"
  | "nothing-to-do"
  | Exclude<TaskExit, "done" | "already-done">;

/** A phase, an exit, or another try of a phase while it has had fewer than `limit`, else `otherwise`. */
type Target =
  | Phase
  | { readonly exit: TaskExit }
  | { readonly again: Phase; readonly limit: number; readonly otherwise: Target };

const needsHuman: Target = { exit: "needs-human" };
const listAgain: Target = { again: "test-list", limit: 2, otherwise: needsHuman };
const redAgain: Target = { again: "red", limit: 3, otherwise: needsHuman };
const stubAgain: Target = { again: "stub", limit: 2, otherwise: redAgain };
const choreAgain: Target = { again: "chore", limit: 3, otherwise: needsHuman };
const greenAgain: Target = { again: "green", limit: 4, otherwise: needsHuman };

/** phase → event → where it goes. What is absent cannot happen. A refactor has one try: it is never worth a task. */
const table: Readonly<Record<Phase, Readonly<Partial<Record<CycleEvent, Target>>>>> = {
  baseline: { accepted: "test-list", chore: "chore" },
  "test-list": { accepted: "red", violated: listAgain, repeated: needsHuman },
  red: {
    accepted: "green",
    "missing-symbol": "stub",
    violated: redAgain,
    repeated: needsHuman,
    present: "summarise",
  },
  stub: { accepted: "green", violated: stubAgain, repeated: redAgain },
  green: { accepted: "counterfactual", violated: greenAgain, repeated: needsHuman },
  counterfactual: { accepted: "commit", violated: redAgain },
  commit: { accepted: "summarise" },
  refactor: { accepted: "summarise", violated: "summarise" },
  summarise: { more: "red", tidy: "refactor", enough: "task-gate" },
  "task-gate": {
    accepted: { exit: "done" },
    more: "red",
    tidy: "refactor",
    "nothing-to-do": { exit: "already-done" },
  },
  chore: { accepted: { exit: "done" }, violated: choreAgain, repeated: needsHuman },
};

const proofs: Readonly<Partial<Record<Phase, Proof>>> = {
  red: "red",
  stub: "red",
  green: "green",
  counterfactual: "counterfactual",
};

const exits = [
  "needs-human",
  "spec-conflict",
  "out-of-budget",
  "environment-broken",
  "gave-up",
  "stopped",
  "model-failed",
] as const;

export const startOfTask: PhaseState = { kind: "phase", phase: "baseline", tries: {}, passed: [] };

/** Whether the event can happen in the state. */
export function isPossible(state: CycleState, event: CycleEvent): boolean {
  return state.kind === "phase" && targetOf(state.phase, event) !== undefined;
}

/** The state after an event. An event that cannot happen is a fault of the caller and is thrown. */
export function step(state: CycleState, event: CycleEvent): CycleState {
  const target = state.kind === "phase" ? targetOf(state.phase, event) : undefined;
  if (state.kind === "exit" || target === undefined)
    throw new Error(
      `The cycle has no event ${event} in ${state.kind === "phase" ? state.phase : state.exit}.`,
    );
  const proof = event === "accepted" ? proofs[state.phase] : undefined;
  const passed = proof === undefined ? state.passed : [...state.passed, proof];
  return event === "more" ? { ...startOfTask, phase: "red" } : enter({ ...state, passed }, target);
}

function targetOf(phase: Phase, event: CycleEvent): Target | undefined {
  const exit = exits.find((name) => name === event);
  return exit === undefined ? table[phase][event] : { exit };
}

function enter(state: PhaseState, target: Target): CycleState {
  if (typeof target === "string") return { ...state, phase: target };
  if ("exit" in target) return { kind: "exit", exit: target.exit };
  const used = (state.tries[target.again] ?? 0) + 1;
  if (used >= target.limit) return enter(state, target.otherwise);
  const { again } = target;
  if (again === "red") return { kind: "phase", phase: "red", tries: { red: used }, passed: [] };
  return { ...state, phase: again, tries: { ...state.tries, [again]: used } };
}
