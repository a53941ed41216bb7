import type { Usage } from "../budget/usage.ts";

/** What a plan is made from: the spec's visible text, and the repository map as text. Both are untrusted data. */
export type PlanRequest = {
  readonly spec: string;
  readonly map: string;
  readonly guidance: string;
  readonly budgetUsd: number;
  /** What is asked for; absent: the whole plan. */
  readonly step?: PlanStep;
};

/**
 * The steps over a large spec. `outline`: an Outline of a spec whose sections are marked. `module`: a ModulePart for one
 * module, from its own sections; `outline` and the tasks planned so far are texts for the model.
 */
export type PlanStep =
  | { readonly kind: "outline" }
  | {
      readonly kind: "module";
      readonly module: string;
      readonly prefix: string;
      readonly outline: string;
      readonly tasksSoFar: string;
    };

/**
 * `candidate` is whatever JSON the model gave, not yet a Plan; `draft` is the opaque handle a repair continues from.
 * `failed` codes: `model-key` (missing or refused key), `model-unreachable`, `model-overloaded`, `model-refused`,
 * `model-cut` (stream or token limit), `model-spend-limit`, `model-budget`, `model-malformed`, `model-rejected`. Usage counts in each case.
 */
export type PlannerReply =
  | { readonly kind: "drafted"; readonly candidate: unknown; readonly draft: unknown; readonly usage: Usage }
  | {
      readonly kind: "failed";
      readonly code: string;
      readonly text: string;
      readonly next: string;
      readonly usage: Usage;
    };

/** Port: turns a spec into a plan. It has no tools that act. Expected model failures are values; faults are thrown. */
export interface Planner {
  draft(request: PlanRequest): Promise<PlannerReply>;
  /** Sends the findings (one line each, by rule id) and asks for the whole corrected plan. `spentUsd` so far counts. */
  repair(draft: unknown, findings: readonly string[], spentUsd: number): Promise<PlannerReply>;
}
