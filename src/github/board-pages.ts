/** The requests the board is read with. Every list is read to its end: what does not fit on a page costs one more. */
import { z } from "zod";
import { ask, inParts } from "./ask.ts";
import { BoardNode, Timeline } from "./board-node.ts";
import {
  childrenDocument,
  earlierEventsDocument,
  issuesByNumberDocument,
  openIssuesDocument,
} from "./documents/board.ts";
import { failureOf } from "./failure.ts";
import { nodesOf } from "./issue-node.ts";
import type { Github } from "./octokit.ts";

const Page = z.object({
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  nodes: z.array(BoardNode.nullable()).nullable(),
});
const PagesAnswer = z.object({ repository: z.record(z.string(), Page) });
const Children = z.object({ nodes: z.array(BoardNode.nullable()).nullable() });
const ChildrenAnswer = z.object({
  repository: z.object({ issue: z.object({ subIssues: Children }).nullable() }),
});
const ByNumberAnswer = z.object({ repository: z.record(z.string(), BoardNode.nullable()) });
const EarlierAnswer = z.object({ node: z.object({ timelineItems: Timeline }).nullable() });

const numbersPerRequest = 50;

/** The open issues with any of these labels, oldest first per label: one request per 100, for all labels together. */
export async function openIssues(github: Github, labels: readonly string[]): Promise<readonly BoardNode[]> {
  const { owner, name } = github;
  const found = new Map<number, BoardNode>();
  let left = labels.map((label): { readonly label: string; readonly after: string | null } => ({
    label,
    after: null,
  }));
  while (left.length > 0) {
    const lists = left.flatMap(({ label, after }, at) => [
      [`label${at}`, label],
      [`after${at}`, after],
    ]);
    const variables = { owner, name, ...Object.fromEntries(lists) };
    const { repository } = await ask(github, openIssuesDocument(left.length), variables, PagesAnswer);
    for (const node of Object.values(repository).flatMap(nodesOf)) {
      if (!found.has(node.number)) found.set(node.number, await withAllEvents(github, node));
    }
    left = left.flatMap(({ label }, at) => {
      const { hasNextPage, endCursor } = repository[`l${at}`]?.pageInfo ?? { hasNextPage: false };
      return hasNextPage && endCursor ? [{ label, after: endCursor }] : [];
    });
  }
  return [...found.values()];
}

/** The sub-issues of one issue, open and closed: one request. */
export async function childrenOf(github: Github, number: number): Promise<readonly BoardNode[]> {
  const { owner, name } = github;
  const { repository } = await ask(github, childrenDocument, { owner, name, number }, ChildrenAnswer);
  const found: BoardNode[] = [];
  for (const node of nodesOf(repository.issue?.subIssues ?? null)) {
    // A sub-issue of another repository has a number of its own there; here it would be somebody else.
    if (node.parent?.repository.id === node.repository.id) found.push(await withAllEvents(github, node));
  }
  return found;
}

/** Issues by number: one request per 50. A number that is no issue (any more) is left out. */
export async function issuesByNumber(
  github: Github,
  numbers: readonly number[],
): Promise<readonly BoardNode[]> {
  const found: BoardNode[] = [];
  for (const part of inParts(numbers, numbersPerRequest)) {
    for (const node of await oneRequest(github, part)) found.push(await withAllEvents(github, node));
  }
  return found;
}

/** GitHub fails the whole request for one number that is not there; then each is asked for alone. */
async function oneRequest(github: Github, numbers: readonly number[]): Promise<readonly BoardNode[]> {
  const { owner, name } = github;
  const variables = Object.fromEntries(numbers.map((number, index) => [`n${index}`, number]));
  try {
    const document = issuesByNumberDocument(numbers.length);
    const answer = await ask(github, document, { owner, name, ...variables }, ByNumberAnswer);
    return Object.values(answer.repository).filter((node) => node !== null);
  } catch (error) {
    if (failureOf(error).status !== 404) throw error;
    if (numbers.length === 1) return [];
    const found: BoardNode[] = [];
    for (const number of numbers) found.push(...(await oneRequest(github, [number])));
    return found;
  }
}

/** An issue whose events do not fit into one hundred: a release or a removed blocker may stand further back. */
async function withAllEvents(github: Github, node: BoardNode): Promise<BoardNode> {
  const events = [...(node.timelineItems.nodes ?? [])];
  let { pageInfo } = node.timelineItems;
  while (pageInfo.hasPreviousPage && pageInfo.startCursor !== null) {
    const variables = { id: node.id, before: pageInfo.startCursor };
    const answer = await ask(github, earlierEventsDocument, variables, EarlierAnswer);
    const page = answer.node?.timelineItems;
    if (page === undefined) break;
    events.unshift(...(page.nodes ?? []));
    pageInfo = page.pageInfo;
  }
  return { ...node, timelineItems: { pageInfo, nodes: events } };
}
