import type { Config } from "../config/config.ts";
import { done } from "../issues/outcome.ts";
import { md } from "../issues/render.ts";
import { approvePlan } from "../plan/approve-plan.ts";
import { type PlanPorts, planSpec } from "../plan/plan-spec.ts";
import type { Answer } from "./answers.ts";

/** `/approve`: creates what the preview showed. */
export function answerApprove(ports: PlanPorts, config: Config): Answer<"approve"> {
  return async (_command, { issue }) => {
    const approved = await approvePlan(ports, { spec: issue, config });
    if (approved.kind === "refused") return approved;
    const input = { spec: issue, guidance: "", from: [], preview: false, config, mapText: "" };
    const published = await planSpec(ports, input);
    if (published.kind === "refused") return published;
    if (published.value.kind !== "unchanged") return done({ reply: null });
    return done({ reply: [md`The plan stands already; nothing was waiting for approval.`] });
  };
}
