import type { Plan } from "./plan.ts";
import type { Planner } from "./planner.ts";

/** A change somebody asks for. `order` is the words of a person with access, `fixed` the ids that must stay. */
export type Revision = {
  readonly standing: Plan;
  readonly order: string;
  readonly fixed: readonly string[];
};

/** Port: a planner that answers with the standing plan changed; its drafts are checked and repaired like any plan. */
export interface Reviser {
  revising(revision: Revision): Planner;
}
