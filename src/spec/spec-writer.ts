import { z } from "zod";
import type { ModelReply } from "./model-reply.ts";
import type { Topic } from "./topic.ts";

/** What a specification is written from. All texts are untrusted. */
export type SpecRequest = {
  readonly topic: Topic;
  readonly thread: string;
  /** The specification of this topic as it stands, or empty: it is brought up to date, its ids stay. */
  readonly standing: string;
  /** For the technical specification: the product specification. */
  readonly product: string;
  readonly map: string;
  readonly budgetUsd: number;
  /** What code finds wrong with a draft, one line each. */
  readonly check: (draft: SpecDraft) => readonly string[];
};

export const SpecDraft = z.strictObject({
  title: z.string(),
  sections: z.array(
    z.strictObject({
      heading: z.string(),
      text: z.string(),
      requirements: z.array(
        z.strictObject({
          id: z.string().describe("The id it has in the standing specification; empty for a new one"),
          text: z.string().describe("WHEN … THE … SHALL …"),
          quote: z.string().describe("Letter by letter from the thread"),
          comment: z.number().int().describe("Number of the comment quoted; 0 for the issue itself"),
        }),
      ),
    }),
  ),
  decisions: z.array(z.string()),
  open: z.array(z.string()),
});
export type SpecDraft = z.infer<typeof SpecDraft>;

/** Port: writes one specification out of a thread. It has no tools. */
export interface SpecWriter {
  write(request: SpecRequest): Promise<ModelReply<SpecDraft>>;
}
