import type { TextBlockParam } from "@anthropic-ai/sdk/resources/messages";
import { ModulePart } from "../plan/module-part.ts";
import { Outline } from "../plan/outline.ts";
import { Plan } from "../plan/plan.ts";
import type { PlanRequest, PlanStep } from "../plan/planner.ts";
import { cached, dataBlock } from "./data-block.ts";
import { outputFormat } from "./output-schema.ts";
import { modulariserPrompt } from "./prompts/modulariser.ts";
import { plannerPrompt } from "./prompts/planner.ts";
import { sprintPlannerPrompt } from "./prompts/sprint-planner.ts";

/** How one step of planning is asked for: role rules, the shape of the answer, and what is called corrected. */
export type StepForm = {
  readonly prompt: string;
  readonly format: ReturnType<typeof outputFormat>;
  readonly whole: string;
};

const forms: Readonly<Record<PlanStep["kind"] | "whole", StepForm>> = {
  whole: { prompt: plannerPrompt, format: outputFormat(Plan), whole: "the whole plan" },
  outline: { prompt: modulariserPrompt, format: outputFormat(Outline), whole: "the whole outline" },
  module: { prompt: sprintPlannerPrompt, format: outputFormat(ModulePart), whole: "the whole part" },
};

export function formOf({ step }: PlanRequest): StepForm {
  return forms[step?.kind ?? "whole"];
}

/** The first user turn: what does not change between the steps stands first, so that the prompt cache serves it again. */
export function firstTurn({ spec, map, guidance, step }: PlanRequest): readonly TextBlockParam[] {
  const repository = dataBlock("repository map", map || "(an empty repository)");
  const advice = guidance ? [dataBlock("guidance by a maintainer", guidance)] : [];
  if (step?.kind !== "module") {
    const order = step
      ? "Cut the specification into modules and sprints."
      : "Plan the specification for this repository.";
    return [repository, cached(dataBlock("specification", spec)), ...advice, { type: "text", text: order }];
  }
  const { module, prefix, outline, tasksSoFar } = step;
  const text = `Plan the module "${module}". Ids of its requirements, tasks and questions begin with "${prefix}".`;
  return [
    repository,
    cached(dataBlock("outline", outline)),
    cached(dataBlock("specification", spec)),
    dataBlock("tasks of other modules", tasksSoFar || "(none yet)"),
    ...advice,
    { type: "text", text },
  ];
}
