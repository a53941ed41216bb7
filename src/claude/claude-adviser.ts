import { Advice, type Adviser } from "../plan/adviser.ts";
import { askJson } from "./ask-json.ts";
import type { Claude } from "./client.ts";
import { cached, dataBlock } from "./data-block.ts";
import { adviserPrompt } from "./prompts/adviser.ts";

export function createClaudeAdviser(options: { readonly client: Claude; readonly model: string }): Adviser {
  return {
    answer: ({ question, plan, spec, thread, code, budgetUsd }) =>
      askJson({
        ...options,
        prompt: adviserPrompt,
        blocks: [
          dataBlock("specification", spec),
          cached(dataBlock("plan", plan || "(there is no plan yet)")),
          dataBlock("code", code),
          dataBlock("thread", thread),
          dataBlock("question", question),
        ],
        schema: Advice,
        budgetUsd,
        maxTokens: 8_000,
      }),
  };
}
