import { z } from "zod";
import type { Comment } from "../issues/issue.ts";
import type { IssueThread } from "../issues/tracker.ts";
import { ask } from "./ask.ts";
import { threadDocument } from "./documents/thread.ts";
import { orNull } from "./failure.ts";
import { AuthorNode, authorOf, IssueNode, linkedIssueOf, nodesOf } from "./issue-node.ts";
import type { Github } from "./octokit.ts";

const CommentNode = z.object({
  fullDatabaseId: z.coerce.number(),
  body: z.string(),
  createdAt: z.string(),
  lastEditedAt: z.string().nullable(),
  author: AuthorNode,
});
const ThreadNode = IssueNode.extend({
  comments: z.object({
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    nodes: z.array(CommentNode.nullable()).nullable(),
  }),
});
const ThreadAnswer = z.object({ repository: z.object({ issue: ThreadNode.nullable() }) });

/** An issue and all its comments, oldest first, in one request per 100 comments; `null` where there is no such issue. */
export async function readThread(github: Github, number: number): Promise<IssueThread | null> {
  const { owner, name } = github;
  const nodes: z.infer<typeof CommentNode>[] = [];
  for (let after: string | null = null; ; ) {
    const variables: Readonly<Record<string, unknown>> = { owner, name, number, after };
    const answer = await orNull(() => ask(github, threadDocument, variables, ThreadAnswer));
    const found: z.infer<typeof ThreadNode> | null = answer?.repository.issue ?? null;
    if (found === null) return null;
    nodes.push(...nodesOf(found.comments));
    after = found.comments.pageInfo.endCursor;
    if (found.comments.pageInfo.hasNextPage) continue;
    const {
      parent: _,
      blockedBy: __,
      unknownBlockers: ___,
      ...issue
    } = await linkedIssueOf(found, github.apps);
    const comments = await Promise.all(nodes.map((node) => commentOf(github, number, node)));
    const children = found.subIssuesSummary.total;
    return { issue, comments: comments.sort((a, b) => a.id - b.id), children };
  }
}

async function commentOf(
  github: Github,
  number: number,
  { fullDatabaseId, body, createdAt, lastEditedAt, author }: z.infer<typeof CommentNode>,
): Promise<Comment> {
  const by = await authorOf(author, number, github.apps);
  return { id: fullDatabaseId, body, author: by, createdAt, edited: lastEditedAt !== null };
}
