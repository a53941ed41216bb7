/** The steps of the Action by name. Each is loaded only when it is asked for: most of the Action is of no use to most of them. */
import type { Told } from "../commands/told.ts";
import type { ActionInputs } from "../config/action-inputs.ts";
import type { Desk } from "./desk.ts";

type Step = (desk: Desk) => Promise<Told>;

export const steps: Readonly<Record<ActionInputs["step"], () => Promise<Step>>> = {
  run: async () => (await import("./run-step.ts")).runStep,
  claim: async () => (await import("./claim-step.ts")).claimStep,
  work: async () => (await import("./work-step.ts")).workStep,
  verify: async () => (await import("./verify-step.ts")).verifyStep,
  "verify-range": async () => (await import("./verify-range-step.ts")).verifyRangeStep,
  publish: async () => (await import("./publish-step.ts")).publishStep,
  command: async () => (await import("./command-step.ts")).commandStep,
  conclude: async () => (await import("./conclude-step.ts")).concludeStep,
};
