import type { TextBlockParam } from "@anthropic-ai/sdk/resources/messages";
import { canonicalJson } from "../issues/plan-record.ts";
import { Plan } from "../plan/plan.ts";
import type { Planner, PlannerReply, PlanRequest } from "../plan/planner.ts";
import type { Reviser, Revision } from "../plan/reviser.ts";
import { askJson } from "./ask-json.ts";
import type { Claude } from "./client.ts";
import { cached, dataBlock } from "./data-block.ts";
import { reviserPrompt } from "./prompts/reviser.ts";

type Options = { readonly client: Claude; readonly model: string };

/** What a repair goes on from: the request, and the plan that had findings. */
type Draft = { readonly request: PlanRequest; readonly plan: unknown };

/** Revises with Claude. A repair is a call of its own over the same cached prefix, with the rejected plan and the findings. */
export function createClaudeReviser(options: Options): Reviser {
  return { revising: (revision) => revisingPlanner(options, revision) };
}

function revisingPlanner(options: Options, revision: Revision): Planner {
  const drafts = new WeakMap<object, Draft>();
  const next = async (request: PlanRequest, spentUsd: number, more: readonly TextBlockParam[]) => {
    const reply = await askJson({
      ...options,
      prompt: reviserPrompt,
      blocks: [...blocksOf(request, revision), ...more],
      schema: Plan,
      budgetUsd: request.budgetUsd - spentUsd,
      maxTokens: 32_000,
    });
    return answerOf(reply, (plan) => {
      const handle = {};
      drafts.set(handle, { request, plan });
      return handle;
    });
  };
  return {
    draft: (request) => next(request, 0, []),
    repair: (handle, findings, spentUsd) => {
      const draft = typeof handle === "object" && handle !== null ? drafts.get(handle) : undefined;
      if (draft === undefined) throw new Error("This draft was not made by this planner.");
      const list = findings.map((finding) => `- ${finding}`).join("\n");
      return next(draft.request, spentUsd, [
        dataBlock("your last plan", canonicalJson(draft.plan)),
        dataBlock("findings", list),
        { type: "text", text: "Correct what the findings name and answer with the whole plan." },
      ]);
    },
  };
}

function blocksOf({ spec, map }: PlanRequest, { standing, order, fixed }: Revision): TextBlockParam[] {
  return [
    dataBlock("repository map", map || "(an empty repository)"),
    dataBlock("specification", spec),
    cached(dataBlock("standing plan", canonicalJson(standing))),
    dataBlock("fixed tasks", fixed.join(" ") || "(none)"),
    dataBlock("what the maintainer wants", order),
    { type: "text", text: "Revise the plan." },
  ];
}

function answerOf(
  reply: Awaited<ReturnType<typeof askJson<Plan>>>,
  remember: (plan: Plan) => object,
): PlannerReply {
  if (reply.kind === "failed") return reply;
  return { kind: "drafted", candidate: reply.value, draft: remember(reply.value), usage: reply.usage };
}
