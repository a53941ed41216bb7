import type { Refusal } from "../issues/outcome.ts";

/**
 * What a failed end means for the queue. `isTry`: it counts against the task. `needsHuman`: nothing but a person can
 * help. `goOn`: the next task may start; not where the cause would meet it too.
 */
export type Ending = { readonly isTry: boolean; readonly needsHuman: boolean; readonly goOn: boolean };

const taskFailed: Ending = { isTry: true, needsHuman: false, goOn: true };
const personNeeded: Ending = { isTry: false, needsHuman: true, goOn: true };
const nobodysFault: Ending = { isTry: false, needsHuman: false, goOn: false };

/** Not the task's fault, and nothing that the next task would meet. */
const noFault: Ending = { isTry: false, needsHuman: false, goOn: true };

const endings: ReadonlyMap<string, Ending> = new Map([
  ...["changed-after-release", "cancelled"].map((code) => [code, noFault] as const),
  ...[
    "already-done",
    "needs-human",
    "spec-conflict",
    "out-of-budget",
    "branch-moved",
    "no-check",
    "no-criteria",
  ].map((code) => [code, personNeeded] as const),
  ...[
    "baseline-red",
    "branch-not-allowed",
    "environment-broken",
    "model-budget",
    "model-key",
    "model-overloaded",
    "model-rejected",
    "model-spend-limit",
    "model-unreachable",
    "no-runner",
    "no-tests",
    "pull-request-not-allowed",
    "sandbox-leak",
    "sandbox-unavailable",
    "token-rejected",
  ].map((code) => [code, nobodysFault] as const),
]);

/** An unknown code is the task's own failure: tries are bounded, so that nothing can go on for ever. */
export function endingOf(refusal: Refusal): Ending {
  return endings.get(refusal.code) ?? taskFailed;
}
