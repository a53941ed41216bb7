import type { BoardScope } from "../queue/snapshot.ts";
import type { BoardNode, FarEnd } from "./board-node.ts";
import { blockerEnds, carries } from "./board-node.ts";
import { childrenOf, issuesByNumber, openIssues } from "./board-pages.ts";
import { nodesOf } from "./issue-node.ts";
import type { Github } from "./octokit.ts";

/** How far links are followed: GitHub allows 8 levels, and a blocker has ancestors of its own. */
const mostRounds = 12;

export type BoardNodes = {
  /** Issues that were read whole, by number. */
  readonly nodes: ReadonlyMap<number, BoardNode>;
  /** Closed issues that are only known from a link to them. */
  readonly ends: ReadonlyMap<number, FarEnd>;
};

type Labels = {
  readonly ready: string;
  readonly task: string;
  readonly sprint: string;
  readonly spec: string;
};

/** The plan's own edges: numbers of blockers that the links do not tell. */
type ApprovedBlockers = (found: BoardNodes) => Promise<readonly number[]>;

/**
 * `released`: one request per 100 open issues that carry `ready`, one per released container for what stands below it,
 * and one per 50 parents and open blockers that are still missing, level by level. A closed blocker costs nothing: its
 * link tells enough. `all`: every open issue with one of Pawl's labels, and whatever they point to.
 */
export async function readBoardNodes(
  github: Github,
  scope: BoardScope,
  labels: Labels,
  approved: ApprovedBlockers,
): Promise<BoardNodes> {
  const isAll = scope.kind === "all";
  const nodes = new Map<number, BoardNode>();
  const add = (found: readonly BoardNode[]) => {
    for (const node of found) nodes.set(node.number, node);
  };
  const starts = isAll ? [labels.task, labels.sprint, labels.spec] : [labels.ready];
  add(await openIssues(github, starts));
  const asked = new Set<number>();
  const opened = new Set<number>();
  for (let round = 0; round < mostRounds; round++) {
    if (!isAll)
      for (const number of releasedContainers(nodes, labels.ready, opened)) {
        opened.add(number);
        add(await childrenOf(github, number));
      }
    const found = { nodes, ends: closedEnds(nodes) };
    const wanted = new Set([
      ...(round === 0 ? alsoOf(scope) : []),
      ...linked(nodes, isAll),
      ...(await approved(found)),
    ]);
    const missing = [...wanted].filter(
      (number) => !nodes.has(number) && !asked.has(number) && (isAll || !found.ends.has(number)),
    );
    const isDone = missing.length === 0 && releasedContainers(nodes, labels.ready, opened).length === 0;
    if (isDone) break;
    for (const number of missing) asked.add(number);
    add(await issuesByNumber(github, missing));
  }
  return { nodes, ends: closedEnds(nodes) };
}

function alsoOf(scope: BoardScope): readonly number[] {
  return scope.kind === "released" ? (scope.also ?? []) : [];
}

/** Containers that are released, themselves or by one above them, and that were not opened yet. */
function releasedContainers(
  nodes: ReadonlyMap<number, BoardNode>,
  ready: string,
  opened: ReadonlySet<number>,
): readonly number[] {
  return [...nodes.values()]
    .filter(
      (node) =>
        node.subIssuesSummary.total > 0 &&
        !opened.has(node.number) &&
        (carries(node, ready) || (node.parent !== null && opened.has(node.parent.number))),
    )
    .map((node) => node.number);
}

function linked(nodes: ReadonlyMap<number, BoardNode>, isAll: boolean): readonly number[] {
  return [...nodes.values()].flatMap((node) => {
    const here = node.repository.id;
    const parent = node.parent?.repository.id === here ? [node.parent.number] : [];
    const blockers = node.state === "OPEN" || isAll ? blockerEnds(node).map((end) => end.number) : [];
    const children = isAll ? nodesOf(node.subIssues).filter((child) => child.repository.id === here) : [];
    return [...parent, ...blockers, ...children.map((child) => child.number)];
  });
}

function closedEnds(nodes: ReadonlyMap<number, BoardNode>): ReadonlyMap<number, FarEnd> {
  const ends = new Map<number, FarEnd>();
  for (const node of nodes.values()) {
    for (const end of blockerEnds(node)) {
      if (end.state === "CLOSED" && !nodes.has(end.number)) ends.set(end.number, end);
    }
  }
  return ends;
}
