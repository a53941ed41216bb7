import { z } from "zod";
import { ask, inParts } from "./ask.ts";
import { subIssuesDocument, subIssuesOfDocument } from "./documents/sub-issues.ts";
import { IssueNode, nodesOf } from "./issue-node.ts";
import type { Github } from "./octokit.ts";

const Children = z.object({ nodes: z.array(IssueNode.nullable()).nullable() });
const RootAnswer = z.object({
  repository: z.object({ issue: z.object({ subIssues: Children }).nullable() }),
});
const ChildrenAnswer = z.object({
  nodes: z.array(z.object({ id: z.string(), subIssues: Children }).nullable()),
});

/** GitHub's own limit of levels below an issue. */
const deepest = 8;

/** Everything below an issue, level by level: one request for the children, one per 20 issues that have children. */
export async function descendantNodes(github: Github, number: number): Promise<readonly IssueNode[]> {
  const { owner, name } = github;
  const root = await ask(github, subIssuesDocument, { owner, name, number }, RootAnswer);
  const found: IssueNode[] = [];
  let level = nodesOf(root.repository.issue?.subIssues ?? null);
  for (let depth = 1; level.length > 0 && depth <= deepest; depth++) {
    found.push(...level);
    const parents = level.filter((node) => node.subIssuesSummary.total > 0).map((node) => node.id);
    const next: IssueNode[] = [];
    for (const ids of inParts(parents, 20)) {
      const { nodes } = await ask(github, subIssuesOfDocument, { ids }, ChildrenAnswer);
      next.push(...nodes.flatMap((node) => (node === null ? [] : nodesOf(node.subIssues))));
    }
    level = next;
  }
  return found.sort((a, b) => a.number - b.number);
}
