import { SpecDraft, type SpecRequest, type SpecWriter } from "../spec/spec-writer.ts";
import { type Summariser, Summary } from "../spec/summariser.ts";
import { askJson } from "./ask-json.ts";
import type { Claude } from "./client.ts";
import { cached, dataBlock } from "./data-block.ts";
import { specWriterPrompt } from "./prompts/spec-writer.ts";
import { summariserPrompt } from "./prompts/summariser.ts";

type Options = { readonly client: Claude; readonly model: string };

export function createClaudeSpecWriter(options: Options): SpecWriter {
  return {
    write: (request) =>
      askJson({
        ...options,
        prompt: specWriterPrompt,
        blocks: specBlocks(request),
        schema: SpecDraft,
        budgetUsd: request.budgetUsd,
        maxTokens: 16_000,
        check: request.check,
      }),
  };
}

function specBlocks({ topic, thread, standing, product, map }: SpecRequest) {
  return [
    cached(dataBlock("repository map", map || "(an empty repository)")),
    ...(product === "" ? [] : [dataBlock("product specification", product)]),
    ...(standing === "" ? [] : [dataBlock("standing specification", standing)]),
    dataBlock("thread", thread),
    { type: "text", text: `Write the ${topic} specification.` } as const,
  ];
}

export function createClaudeSummariser(options: Options): Summariser {
  return {
    summarise: ({ thread, budgetUsd }) =>
      askJson({
        ...options,
        prompt: summariserPrompt,
        blocks: [dataBlock("thread", thread), { type: "text", text: "Sum it up." }],
        schema: Summary,
        budgetUsd,
        maxTokens: 8_000,
      }),
  };
}
