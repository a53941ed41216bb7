import { type Interviewer, type InterviewRequest, InterviewTurn } from "../spec/interviewer.ts";
import { askJson } from "./ask-json.ts";
import type { Claude } from "./client.ts";
import { cached, dataBlock } from "./data-block.ts";
import { interviewerPrompt } from "./prompts/interviewer.ts";

export function createClaudeInterviewer(options: {
  readonly client: Claude;
  readonly model: string;
}): Interviewer {
  return {
    next: (request) =>
      askJson({
        ...options,
        prompt: interviewerPrompt,
        blocks: [
          cached(dataBlock("repository map", request.map || "(an empty repository)")),
          dataBlock("thread", request.thread),
          { type: "text", text: order(request) },
        ],
        schema: InterviewTurn,
        budgetUsd: request.budgetUsd,
        maxTokens: 8_000,
      }),
  };
}

function order({ coverage, number, choiceIsOurs }: InterviewRequest): string {
  const areas = [...coverage].map(([area, state]) => `${area}: ${state}`).join(", ");
  const choice = choiceIsOurs
    ? " The newest answer leaves the choice to you: your recommendation is the decision."
    : "";
  return `The areas, in order: ${areas}.${choice} Ask question ${number}.`;
}
