import { z } from "zod";
import { ask } from "./ask.ts";
import { issuesSinceDocument } from "./documents/issues-since.ts";
import { IssueNode, nodesOf } from "./issue-node.ts";
import type { Github } from "./octokit.ts";

const Answer = z.object({
  repository: z.object({
    issues: z.object({
      nodes: z.array(IssueNode.nullable()).nullable(),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    }),
  }),
});

/** All pages of 100, in creation order. `since` is an ISO time. */
export async function issuesSince(github: Github, since: string): Promise<readonly IssueNode[]> {
  const { owner, name } = github;
  const found: IssueNode[] = [];
  for (let after: string | null = null; ; ) {
    const answer: z.infer<typeof Answer> = await ask(
      github,
      issuesSinceDocument,
      { owner, name, since, after },
      Answer,
    );
    const { issues } = answer.repository;
    found.push(...nodesOf(issues));
    const { hasNextPage, endCursor } = issues.pageInfo;
    if (!hasNextPage || endCursor === null) return found;
    after = endCursor;
  }
}
