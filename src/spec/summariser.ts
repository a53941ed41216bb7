import { z } from "zod";
import type { ModelReply } from "./model-reply.ts";

export const Summary = z.strictObject({
  decisions: z.array(z.string()),
  open: z.array(z.string()),
  constraints: z.array(z.string()),
});
export type Summary = z.infer<typeof Summary>;

/** Port: condenses a thread. `thread` is untrusted text. */
export interface Summariser {
  summarise(request: { readonly thread: string; readonly budgetUsd: number }): Promise<ModelReply<Summary>>;
}
