import { handMadeCriteria } from "../issues/hand-made-task.ts";
import type { LinkedIssue } from "../issues/issue.ts";
import { priorityOf } from "../issues/labels.ts";
import type { QueueIssue } from "../queue/snapshot.ts";
import type { KnownClaim } from "./board-claims.ts";
import type { BoardNode } from "./board-node.ts";
import { changedAt, labelledByPerson, latestLabelling, removedBlockers, same } from "./board-node.ts";
import type { Planned } from "./board-plans.ts";
import { nodesOf } from "./issue-node.ts";

/** Everything that is known when one issue is put on the board. */
export type BoardFacts = {
  readonly nodes: ReadonlyMap<number, BoardNode>;
  readonly planned: ReadonlyMap<number, Planned>;
  readonly claims: ReadonlyMap<number, KnownClaim>;
  readonly pulls: ReadonlyMap<number, number>;
  /** Logins that have write access now. */
  readonly writers: ReadonlySet<string>;
  readonly labels: { readonly ready: string; readonly task: string };
  readonly budgetUsd: number;
};

/** One issue as the queue sees it. Pure. */
export function queueIssueOf(node: BoardNode, issue: LinkedIssue, facts: BoardFacts): QueueIssue {
  const planned = facts.planned.get(node.number);
  const claim = facts.claims.get(node.number);
  const blockers = blockersOf(node, planned, facts);
  const isTask =
    (planned !== undefined && planned.task !== null) ||
    (issue.labels.some((name) => same(name, facts.labels.task)) && labelledByPerson(node, facts.labels.task));
  return {
    number: node.number,
    title: issue.title,
    state: issue.state,
    stateReason: issue.stateReason,
    labels: [...issue.labels],
    isTask,
    hasCriteria: planned !== undefined || (isTask && handMadeCriteria(issue.body) !== null),
    planned: planned !== undefined,
    parent: issue.parent,
    children: nodesOf(node.subIssues).map((child) => child.number),
    blockedBy: [...blockers.known],
    unknownBlockers: issue.unknownBlockers + blockers.foreign,
    priority: priorityOf(issue.labels),
    sprint: planned?.sprint ?? null,
    createdAt: issue.createdAt,
    release: releaseOf(node, issue, facts),
    changedAt: changedAt(node),
    claim: claim?.state.state === "claimed" ? heldBy(claim) : null,
    openPullRequest: facts.pulls.get(node.number) ?? null,
    deferUntil: planned?.deferUntil ?? null,
    tries: claim?.state.tries ?? 0,
    budgetLeft: (claim?.state.spentUsd ?? 0) < facts.budgetUsd,
  };
}

/** People whose right to write decides something on the board. */
export function peopleOn(nodes: Iterable<BoardNode>, ready: string): ReadonlySet<string> {
  const people = new Set<string>();
  for (const node of nodes) {
    const labelling = latestLabelling(node, ready);
    if (labelling !== null) people.add(labelling.by);
    for (const { by } of removedBlockers(node)) people.add(by);
  }
  return people;
}

function heldBy({ state, alive }: KnownClaim): QueueIssue["claim"] {
  return { runId: state.runId, runAttempt: state.runAttempt, fence: state.fence, alive };
}

/** Edges of the approved plan and native ones. An approved edge goes only when a person with write access removed it. */
function blockersOf(node: BoardNode, planned: Planned | undefined, facts: BoardFacts) {
  const links = nodesOf(node.blockedBy);
  const native = links.filter((link) => facts.nodes.get(link.number)?.id === link.id);
  const removed = removedBlockers(node).filter(({ by }) => facts.writers.has(by));
  const approved = (planned?.blockedBy ?? []).filter(
    (number) => !removed.some((one) => one.number === number),
  );
  const known = new Set([...approved, ...native.map((link) => link.number)]);
  return { known: [...known].sort((a, b) => a - b), foreign: links.length - native.length };
}

function releaseOf(node: BoardNode, issue: LinkedIssue, facts: BoardFacts): QueueIssue["release"] {
  if (!issue.labels.some((name) => same(name, facts.labels.ready))) return null;
  const labelling = latestLabelling(node, facts.labels.ready);
  return labelling === null ? null : { ...labelling, hasWrite: facts.writers.has(labelling.by) };
}
