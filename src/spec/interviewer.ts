import { z } from "zod";
import type { ModelReply } from "./model-reply.ts";
import type { Coverage, InterviewTopic } from "./topic.ts";

/** What the next question is made from. `thread` and `map` are untrusted text. */
export type InterviewRequest = {
  readonly topic: InterviewTopic;
  readonly coverage: Coverage;
  /** The number the next question will have. */
  readonly number: number;
  /** Whether the last answer leaves the choice to us. */
  readonly choiceIsOurs: boolean;
  readonly thread: string;
  readonly map: string;
  readonly budgetUsd: number;
};

export const InterviewTurn = z.strictObject({
  understood: z
    .string()
    .describe("How the newest answer is understood, one sentence; empty before the first answer"),
  coverage: z.array(z.strictObject({ area: z.string(), state: z.enum(["covered", "open", "not-needed"]) })),
  question: z.strictObject({
    area: z.string(),
    text: z.string().describe("One question; empty when every area is covered"),
    why: z.string().describe("What depends on the answer, one sentence"),
    options: z.array(z.string()).describe("2 to 4 where options help, else none"),
    recommended: z.number().int().describe("Index into options from 0; -1 without a recommendation"),
  }),
});
export type InterviewTurn = z.infer<typeof InterviewTurn>;

/** Port: thinks of the next question of an interview. It has no tools. */
export interface Interviewer {
  next(request: InterviewRequest): Promise<ModelReply<InterviewTurn>>;
}
