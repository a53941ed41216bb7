import type { Usage } from "../budget/usage.ts";
import type { Refusal } from "../issues/outcome.ts";
import type { TaskPacket } from "../issues/task.ts";
import type { CycleEvent } from "./cycle.ts";
import { failureText } from "./digest.ts";
import type { Behaviour, Driver, Note } from "./driver.ts";
import type { Scope } from "./gates/scope-gate.ts";
import type { Hands } from "./hands.ts";
import type { Journal } from "./journal.ts";
import type { Mutant, MutationResult } from "./mutation/mutant.ts";
import { isTestPath } from "./path-kinds.ts";
import type { RedFinding } from "./red-class.ts";
import type { Suite } from "./suite.ts";
import type { TestId, TestReport } from "./test-report.ts";
import type { TestRunner } from "./test-runner.ts";
import { findings, type Violation } from "./violation.ts";
import type { TreeChange, WorkTree } from "./work-tree.ts";
import type { ReuseUse, WorkedStep } from "./worked.ts";

/**
 * What a task is worked with. `digest` answers a short hex hash of a text (at most 128 characters); `now` answers
 * milliseconds; `mayGoOn` is asked before each model call and ends the work with `stopped` when it answers false;
 * `journal` gets a record after each phase, from which a killed run of the same task goes on.
 */
export type WorkPorts = {
  readonly driver: Driver;
  readonly tree: WorkTree;
  readonly runner: TestRunner;
  readonly digest: (text: string) => string;
  readonly now: () => number;
  readonly log: (line: string) => void;
  readonly mayGoOn?: () => Promise<boolean>;
  readonly journal?: Journal;
  /** Without them no mutant can be tried, no check run and no entry file be seen at work. */
  readonly hands?: Hands;
};

/**
 * What is worked. `facts` are repository facts as texts (agent files, map), in fixed order; `protect` are globs that
 * only a person may change, besides the built-in ones; `refactor` asks the driver once per iteration (default no).
 */
export type WorkInput = {
  readonly packet: TaskPacket;
  readonly facts: readonly string[];
  readonly limits: { readonly iterations: number; readonly minutes: number };
  readonly protect: readonly string[];
  readonly refactor?: boolean;
  /** Whether small changes to new lines are tried at the end; default yes. */
  readonly mutation?: boolean;
  /** Globs of entry files; without any they are known by their names. */
  readonly entry?: readonly string[];
};

/** A behaviour to build, or, with a mutant, one that is there and whose test must notice that change. */
export type Planned = Behaviour & { readonly mutant?: Mutant | undefined };

/** The iteration under way. Trees are git tree ids. `draft` is what a next try of green goes on from. */
export type Attempt = {
  readonly behaviour: Behaviour;
  readonly test: TestId;
  readonly ran: readonly string[] | null;
  readonly red: RedFinding;
  readonly redTree: string;
  readonly stubTree: string | null;
  readonly draft: string | null;
  readonly greenTree: string | null;
  readonly report: TestReport | null;
  readonly tests: readonly TreeChange[];
  readonly stub: readonly TreeChange[];
  readonly code: readonly TreeChange[];
};

/**
 * Everything the harness knows of a task under way, as one value. `green` is the tree of the last green state;
 * `failure` is the last refused attempt as a text, to notice a repetition; `asked` names what was asked only once.
 */
export type Work = {
  readonly startedAt: number;
  readonly base: string;
  readonly green: string;
  readonly suite: Suite;
  readonly todo: readonly Planned[];
  readonly present: readonly Behaviour[];
  readonly started: number;
  readonly attempt: Attempt | null;
  readonly arrivals: number;
  readonly steps: readonly WorkedStep[];
  readonly notes: readonly Note[];
  readonly usage: Usage;
  readonly fresh: boolean;
  readonly findings: readonly string[];
  readonly failure: string | null;
  readonly asked: readonly string[];
  readonly uses: readonly ReuseUse[];
  /** Tests that failed before the task began and may go on failing. */
  readonly frozen: readonly TestId[];
  /** Entry criteria whose test does not run an entry file. */
  readonly beside: readonly string[];
  readonly mutation: MutationResult | null;
  readonly checkedBefore: "passed" | "failed" | null;
  readonly reason: Refusal | null;
};

/** What a phase answers: what happened, and what is known now. */
export type Move = { readonly event: CycleEvent; readonly work: Work };

export type PhaseContext = { readonly ports: WorkPorts; readonly input: WorkInput };

/** A phase of the cycle. Faults of the ports pass through. */
export type PhaseVerb = (context: PhaseContext, work: Work) => Promise<Move>;

/** The tree in which the new test fails as it should: the stub's, or the test's own. */
export function redState(attempt: Attempt): string {
  return attempt.stubTree ?? attempt.redTree;
}

/** The attempt of an iteration under way; its absence is a fault of the caller. */
export function attemptOf({ attempt }: Work): Attempt {
  if (attempt === null) throw new Error("This phase needs a red test.");
  return attempt;
}

export function isTestOf({ ports }: PhaseContext): (path: string) => boolean {
  return (path) => isTestPath(path, ports.runner.testGlobs);
}

export function scopeOf({ ports, input }: PhaseContext): Scope {
  const { files, module } = input.packet;
  return { files, owns: module.owns, protect: [...input.protect, ...ports.runner.protectedFiles] };
}

/** The phase's gate holds: the findings of earlier tries are forgotten. */
export function accepted(work: Work): Move {
  return { event: "accepted", work: { ...work, findings: [], failure: null } };
}

/** The gate does not hold: the driver gets the findings; the same failure as the last time ends the attempt. */
export function sentBack(context: PhaseContext, work: Work, violations: readonly Violation[]): Move {
  const codes = violations.map(({ code }) => code).join(" ");
  const failure = context.ports.digest(failureText(codes, violations.map(({ text }) => text).join("\n")));
  context.ports.log(`Sent back: ${findings(violations)[0] ?? codes}`);
  return {
    event: failure === work.failure ? "repeated" : "violated",
    work: { ...work, failure, findings: findings(violations) },
  };
}
