import { type Outcome, refused } from "../issues/outcome.ts";
import type { WorkInput, WorkPorts } from "./work.ts";
import type { Worked } from "./worked.ts";

export type { WorkInput, WorkPorts } from "./work.ts";
export type { CriterionProof, ReuseUse, TaskExit, Worked, WorkedStep } from "./worked.ts";

/**
 * Works one task by strict test-driven development and answers its green steps.
 *
 * Refused before the first model call only: `no-tests`, `baseline-red`, `environment-broken`, `kind-not-supported`.
 * Once the driver was called the answer is `done`, with `exit` and `reason`, so that usage and green steps are kept.
 */
export async function workTask(_ports: WorkPorts, input: WorkInput): Promise<Outcome<Worked>> {
  return refused("kind-not-supported", `Task ${input.packet.task} cannot be worked yet.`, "Work it by hand.");
}
