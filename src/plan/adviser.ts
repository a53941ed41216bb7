import { z } from "zod";
import type { ModelReply } from "../spec/model-reply.ts";

/** What an answer is made from; all of it is untrusted text, and `plan` is empty while there is none. */
type AdviceRequest = {
  readonly question: string;
  readonly plan: string;
  readonly spec: string;
  readonly thread: string;
  /** The repository map and the files nearest to the question. */
  readonly code: string;
  readonly budgetUsd: number;
};

export const Advice = z.strictObject({ answer: z.string(), tasks: z.array(z.string()) });
export type Advice = z.infer<typeof Advice>;

/** Port: answers a question about a plan. It has no tools and changes nothing. */
export interface Adviser {
  answer(request: AdviceRequest): Promise<ModelReply<Advice>>;
}
