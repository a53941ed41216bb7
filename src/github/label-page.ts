import { z } from "zod";

/** One page of a repository's labels, as GraphQL gives it. */
export const LabelPage = z.object({
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  nodes: z.array(z.object({ id: z.string(), name: z.string() }).nullable()).nullable(),
});
export type LabelPage = z.infer<typeof LabelPage>;
