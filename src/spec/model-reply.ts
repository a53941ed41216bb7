import type { Usage } from "../budget/usage.ts";

/**
 * What a model answered to one question, checked for its shape. `failed` codes are those of plan/planner.ts. Usage
 * counts in each case.
 */
export type ModelReply<Value> =
  | { readonly kind: "answered"; readonly value: Value; readonly usage: Usage }
  | {
      readonly kind: "failed";
      readonly code: string;
      readonly text: string;
      readonly next: string;
      readonly usage: Usage;
    };
