import type { Usage } from "../budget/usage.ts";
import type { Refusal } from "../issues/outcome.ts";
import type { Note } from "./driver.ts";
import type { Evidence } from "./evidence.ts";
import type { TestId } from "./test-report.ts";
import type { TreeChange } from "./work-tree.ts";

/** How a task ended. Everything but `done` and `already-done` comes with a reason for a person. */
export type TaskExit =
  | "done"
  | "already-done"
  | "needs-human"
  | "spec-conflict"
  | "out-of-budget"
  | "environment-broken"
  | "gave-up"
  | "stopped"
  | "model-failed";

/** One commit to be: the files of its three parts in the order in which they were made, its message, its proof. */
export type WorkedStep = {
  readonly kind: "iteration" | "refactor" | "characterize" | "chore";
  readonly message: string;
  readonly tests: readonly TreeChange[];
  readonly stub: readonly TreeChange[];
  readonly code: readonly TreeChange[];
  readonly evidence: Evidence;
};

/** `testId` is the last test that was red and then green for this criterion, or `null` when there is none. */
export type CriterionProof = { readonly id: string; readonly text: string; readonly testId: TestId | null };

/** Whether a file that changed refers to `path`; `why` is the decision note, or a line that says nothing was said. */
export type ReuseUse = { readonly path: string; readonly used: boolean; readonly why: string };

/**
 * The result of working a task. `base` is a commit (40 hex). `steps` are green, in order, and kept even when the
 * task ended early. `reason` is `null` only for `done` and `already-done`. `remarks` are lines for the pull request
 * (missing proofs, flaky tests that were left out of account).
 */
export type Worked = {
  readonly base: string;
  readonly steps: readonly WorkedStep[];
  readonly notes: readonly Note[];
  readonly usage: Usage;
  readonly criteria: readonly CriterionProof[];
  readonly reuse: readonly ReuseUse[];
  readonly flaky: readonly TestId[];
  readonly remarks: readonly string[];
  readonly exit: TaskExit;
  readonly reason: Refusal | null;
};
