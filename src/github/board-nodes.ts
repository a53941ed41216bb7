import { z } from "zod";
import { ask, inParts } from "./ask.ts";
import { BoardNode } from "./board-node.ts";
import { issuesByNumberDocument, openIssuesDocument } from "./documents/board.ts";
import { nodesOf } from "./issue-node.ts";
import type { Github } from "./octokit.ts";

const PageAnswer = z.object({
  repository: z.object({
    issues: z.object({
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
      nodes: z.array(BoardNode.nullable()).nullable(),
    }),
  }),
});
const ByNumberAnswer = z.object({ repository: z.record(z.string(), BoardNode.nullable()) });

/** How far links are followed from an open issue: GitHub allows 8 levels, and a blocker has ancestors of its own. */
const mostRounds = 12;

/**
 * The open issues that carry one of the labels, and whatever they point to: parents, children, blockers, and `more`
 * (the plan's own edges). So closed issues cost a request only where an open one needs them.
 */
export async function readBoardNodes(
  github: Github,
  labels: readonly string[],
  more: (nodes: readonly BoardNode[]) => Promise<readonly number[]>,
): Promise<ReadonlyMap<number, BoardNode>> {
  const found = new Map<number, BoardNode>();
  const asked = new Set<number>();
  for (const label of labels)
    for (const node of await openIssues(github, label)) found.set(node.number, node);
  for (let round = 0; round < mostRounds; round++) {
    const all = [...found.values()];
    const wanted = new Set([...all.flatMap(linksOf), ...(await more(all))]);
    const missing = [...wanted].filter((number) => !found.has(number) && !asked.has(number));
    if (missing.length === 0) break;
    for (const number of missing) asked.add(number);
    for (const node of await issuesByNumber(github, missing)) found.set(node.number, node);
  }
  return found;
}

function linksOf(node: BoardNode): readonly number[] {
  const parent = node.parent === null ? [] : [node.parent.number];
  const blockers = nodesOf(node.blockedBy).map((one) => one.number);
  return [...parent, ...blockers, ...nodesOf(node.subIssues).map((one) => one.number)];
}

async function openIssues(github: Github, label: string): Promise<readonly BoardNode[]> {
  const { owner, name } = github;
  const found: BoardNode[] = [];
  for (let after: string | null = null; ; ) {
    const variables = { owner, name, label, after };
    const answer: z.infer<typeof PageAnswer> = await ask(github, openIssuesDocument, variables, PageAnswer);
    const { issues } = answer.repository;
    found.push(...nodesOf(issues));
    after = issues.pageInfo.endCursor;
    if (!issues.pageInfo.hasNextPage) return found;
  }
}

async function issuesByNumber(github: Github, numbers: readonly number[]): Promise<readonly BoardNode[]> {
  const { owner, name } = github;
  const found: BoardNode[] = [];
  for (const part of inParts(numbers, 20)) {
    const variables = Object.fromEntries(part.map((number, index) => [`n${index}`, number]));
    const answer = await ask(
      github,
      issuesByNumberDocument(part.length),
      { owner, name, ...variables },
      ByNumberAnswer,
    );
    found.push(...Object.values(answer.repository).filter((node) => node !== null));
  }
  return found;
}
