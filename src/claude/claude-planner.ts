import { openLedger } from "../budget/ledger.ts";
import { addUsage, noUsage, type Usage } from "../budget/usage.ts";
import type { Planner, PlannerReply, PlanRequest } from "../plan/planner.ts";
import { ask, type Claude, type ModelCall } from "./client.ts";
import { type Conversation, emptyConversation, hear, say, textOf, toSend } from "./conversation.ts";
import { cached, dataBlock } from "./data-block.ts";
import { type Failure, failures } from "./failure.ts";
import { firstTurn, formOf, type StepForm } from "./planner-steps.ts";
import { readJson } from "./read-json.ts";

/** Where a repair goes on from. `unparsed` says why the last answer was not JSON, or is null. */
type Draft = {
  readonly form: StepForm;
  readonly conversation: Conversation;
  readonly budgetUsd: number;
  readonly repairs: number;
  readonly unparsed: string | null;
};

/** The use-case repairs a plan at most so often; an answer that still is no JSON then has failed. */
const repairsAtMost = 2;

export type ClaudePlannerOptions = {
  readonly client: Claude;
  readonly model: string;
  /** Tokens an answer may have, thinking included. An answer that needs more is asked for once more with twice as many. */
  readonly maxTokens?: number;
};

/**
 * Plans with Claude by structured output; the planner has no tools. An answer that is no JSON is handed on as its raw
 * text (no Plan either), so that the use-case's own repair turn continues the conversation; `model-malformed` when the
 * second repair gave no JSON. Handles of drafts live in this process only.
 */
export function createClaudePlanner({ client, model, maxTokens = 32_000 }: ClaudePlannerOptions): Planner {
  const drafts = new WeakMap<object, Draft>();

  async function next(draft: Draft, spentUsd: number): Promise<PlannerReply> {
    const asked = await askForPlan({ client, model, maxTokens }, draft, spentUsd);
    if (asked.kind === "failed") return failed(asked.failure, asked.usage);
    const read = readJson(asked.text);
    if (!read.ok && draft.repairs >= repairsAtMost) return failed(failures.malformed, asked.usage);
    const handle = {};
    drafts.set(handle, {
      ...draft,
      conversation: asked.conversation,
      unparsed: read.ok ? null : read.reason,
    });
    return { kind: "drafted", candidate: read.value, draft: handle, usage: asked.usage };
  }

  return {
    draft: (request) => next(firstDraft(request), 0),
    async repair(handle, findings, spentUsd) {
      const draft = typeof handle === "object" && handle !== null ? drafts.get(handle) : undefined;
      if (!draft) throw new Error("This draft was not made by this planner.");
      const text = repairText(draft, findings);
      const conversation = say(draft.conversation, { type: "text", text });
      return next({ ...draft, conversation, repairs: draft.repairs + 1 }, spentUsd);
    },
  };
}

function firstDraft(request: PlanRequest): Draft {
  const conversation = say(emptyConversation, ...firstTurn(request));
  return { form: formOf(request), conversation, budgetUsd: request.budgetUsd, repairs: 0, unparsed: null };
}

/** Findings quote ids and texts that came out of the untrusted spec, so they are data too. */
function repairText({ unparsed, form }: Draft, findings: readonly string[]): string {
  const lines = unparsed ? [`The answer was not JSON: ${unparsed}`, ...findings] : findings;
  const { text } = dataBlock("findings", lines.map((line) => `- ${line}`).join("\n"));
  return `The plan was checked. Correct what the findings name and answer with ${form.whole}.\n${text}`;
}

type AskedPlan = { readonly usage: Usage } & (
  | { readonly kind: "answered"; readonly text: string; readonly conversation: Conversation }
  | { readonly kind: "failed"; readonly failure: Failure }
);

/** Calls for one answer: pauses are continued, and one answer cut by the token limit is asked for with twice as many. */
const callsAtMost = 4;

async function askForPlan(
  options: Required<ClaudePlannerOptions>,
  draft: Draft,
  spentUsd: number,
): Promise<AskedPlan> {
  let { conversation } = draft;
  let ledger = openLedger(draft.budgetUsd, spentUsd);
  let usage = noUsage;
  let text = "";
  let limit = options.maxTokens;
  for (let calls = 0; calls < callsAtMost; calls += 1) {
    const answer = await ask(
      options.client,
      planCall(draft.form, options.model, limit, conversation),
      ledger,
    );
    ledger = answer.ledger;
    usage = addUsage(usage, answer.usage);
    if (answer.kind === "failed") return { kind: "failed", failure: answer.failure, usage };
    if (answer.message.stop_reason === "max_tokens") {
      if (limit > options.maxTokens) break;
      limit *= 2;
      continue;
    }
    conversation = hear(conversation, answer.message);
    text += textOf(answer.message);
    if (answer.message.stop_reason !== "pause_turn") return { kind: "answered", text, conversation, usage };
  }
  return { kind: "failed", failure: failures.cut, usage };
}

function planCall(
  { prompt, format }: StepForm,
  model: string,
  maxTokens: number,
  conversation: Conversation,
): ModelCall {
  return {
    model,
    max_tokens: maxTokens,
    system: [cached({ type: "text", text: prompt })],
    messages: toSend(conversation),
    output_config: { format },
  };
}

function failed(failure: Failure, usage: Usage): PlannerReply {
  return { kind: "failed", ...failure, usage };
}
