import type { Config } from "../config/config.ts";
import { done } from "../issues/outcome.ts";
import { md } from "../issues/render.ts";
import { type PlanPorts, planSpec } from "../plan/plan-spec.ts";
import type { Answer } from "./answers.ts";
import { mapOf } from "./code-text.ts";

/** `/plan`: the status comment says it all; a plan that stands already gets a word, because nothing else would change. */
export function answerPlan(ports: PlanPorts, config: Config): Answer<"plan"> {
  return async ({ preview, from, guidance }, { issue }) => {
    const mapText = (spec: string) => mapOf(ports.codeBase, spec);
    const planned = await planSpec(ports, { spec: issue, guidance, from, preview, config, mapText });
    if (planned.kind === "refused") return planned;
    if (planned.value.kind !== "unchanged") return done({ reply: null });
    return done({
      reply: [md`The plan stands already; nothing was changed. Its tasks are in the status comment above.`],
    });
  };
}
