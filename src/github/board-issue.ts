import { handMadeCriteria } from "../issues/hand-made-task.ts";
import type { LinkedIssue } from "../issues/issue.ts";
import { priorityOf } from "../issues/labels.ts";
import { failedTries } from "../queue/claim-state.ts";
import type { QueueIssue } from "../queue/snapshot.ts";
import type { KnownClaim } from "./board-claims.ts";
import type { BoardNode, FarEnd } from "./board-node.ts";
import {
  carries,
  changedAt,
  labelledByPerson,
  latestLabelling,
  removedBlockers,
  same,
  takenOffSince,
} from "./board-node.ts";
import type { Planned } from "./board-plans.ts";
import { nodesOf, stateReasonOf } from "./issue-node.ts";

/** Everything that is known when one issue is put on the board. */
export type BoardFacts = {
  readonly nodes: ReadonlyMap<number, BoardNode>;
  /** Closed issues that are only known from a link to them. */
  readonly ends: ReadonlyMap<number, FarEnd>;
  readonly planned: ReadonlyMap<number, Planned>;
  readonly claims: ReadonlyMap<number, KnownClaim>;
  readonly pulls: ReadonlyMap<number, number>;
  /** Logins that have write access now. */
  readonly writers: ReadonlySet<string>;
  /** Slug of our own App, `null` without one. */
  readonly ownSlug: string | null;
  readonly labels: { readonly ready: string; readonly task: string; readonly needsHuman: string };
  readonly budgetUsd: number;
};

/** One issue as the queue sees it. Pure. */
export function queueIssueOf(node: BoardNode, issue: LinkedIssue, facts: BoardFacts): QueueIssue {
  const planned = facts.planned.get(node.number);
  const claim = facts.claims.get(node.number);
  const blockers = blockersOf(node, planned, facts);
  const parent =
    node.parent === null || node.parent.repository.id === node.repository.id ? issue.parent : "foreign";
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
    parent: parent === "foreign" ? null : parent,
    children: nodesOf(node.subIssues).map((child) => child.number),
    blockedBy: [...blockers.known],
    unknownBlockers: issue.unknownBlockers + blockers.unknown + (parent === "foreign" ? 1 : 0),
    priority: priorityOf(issue.labels),
    sprint: planned?.sprint ?? null,
    createdAt: issue.createdAt,
    release: releaseOf(node, issue, facts),
    changedAt: changedAt(node),
    claim: claim?.state.state === "claimed" ? heldBy(claim) : null,
    openPullRequest: facts.pulls.get(node.number) ?? null,
    deferUntil: planned?.deferUntil ?? null,
    tries: claim === undefined || isRetried(node, claim, facts) ? 0 : failedTries(claim.state, claim.alive),
    budgetLeft: (claim?.state.spentUsd ?? 0) < facts.budgetUsd,
  };
}

/** People whose right to write decides something on the board: who released, and who took an approved blocker away. */
export function peopleOn(
  nodes: Iterable<BoardNode>,
  { planned, claims, labels: { ready, needsHuman } }: Pick<BoardFacts, "planned" | "claims" | "labels">,
): ReadonlySet<string> {
  const people = new Set<string>();
  for (const node of nodes) {
    const labelling = carries(node, ready) ? latestLabelling(node, ready) : null;
    if (labelling !== null) people.add(labelling.by);
    const plan = planned.get(node.number);
    const claim = claims.get(node.number);
    if (claim !== undefined && claim.state.tries > 0) {
      for (const { login, isApp } of takenOffSince(node, needsHuman, claim.at)) if (!isApp) people.add(login);
    }
    for (const { end, by } of node.state === "OPEN" ? removedBlockers(node) : []) {
      if (end === null || plan?.blockedBy.includes(end.number)) people.add(by);
    }
  }
  return people;
}

/** A closed issue that is only known from a link: enough for what waits for it, or stands beside it. */
export function closedQueueIssue(
  end: Pick<FarEnd, "number" | "stateReason" | "title" | "createdAt">,
  parent: number | null,
): QueueIssue {
  return {
    number: end.number,
    title: end.title,
    state: "closed",
    stateReason: stateReasonOf(end.stateReason),
    labels: [],
    isTask: true,
    hasCriteria: false,
    planned: false,
    parent,
    children: [],
    blockedBy: [],
    unknownBlockers: 0,
    priority: 2,
    sprint: null,
    createdAt: end.createdAt,
    release: null,
    changedAt: null,
    claim: null,
    openPullRequest: null,
    deferUntil: null,
    tries: 0,
    budgetLeft: true,
  };
}

function heldBy({ state, alive }: KnownClaim): QueueIssue["claim"] {
  return { runId: state.runId, runAttempt: state.runAttempt, fence: state.fence, alive };
}

/**
 * Whether `needs-human` was taken off after the last word of the claim, by somebody with write access or by our App for
 * one who said `/retry`. The App may not write refs, so the count of tries in the claim itself stands until the next claim.
 */
function isRetried(node: BoardNode, claim: KnownClaim, { labels, ownSlug, writers }: BoardFacts): boolean {
  if (claim.alive || carries(node, labels.needsHuman)) return false;
  return takenOffSince(node, labels.needsHuman, claim.at).some(({ login, isApp }) =>
    isApp ? login === ownSlug : writers.has(login),
  );
}

/** Edges of the approved plan and native ones. An approved edge goes only when a person with write access removed it. */
function blockersOf(node: BoardNode, planned: Planned | undefined, facts: BoardFacts) {
  const links = nodesOf(node.blockedBy);
  const native = links.filter(
    ({ id, number }) => facts.nodes.get(number)?.id === id || facts.ends.get(number)?.id === id,
  );
  const removed = removedBlockers(node).filter(({ by }) => facts.writers.has(by));
  const approved = (planned?.blockedBy ?? []).filter(
    (number) => !removed.some(({ end }) => end?.number === number),
  );
  const known = new Set([...approved, ...native.map((link) => link.number)]);
  // A planned blocker whose issue is gone, unless somebody with write access took it away before.
  const gone = Math.max(0, (planned?.lost ?? 0) - removed.filter(({ end }) => end === null).length);
  return { known: [...known].sort((a, b) => a - b), unknown: links.length - native.length + gone };
}

function releaseOf(node: BoardNode, issue: LinkedIssue, facts: BoardFacts): QueueIssue["release"] {
  if (!issue.labels.some((name) => same(name, facts.labels.ready))) return null;
  const labelling = latestLabelling(node, facts.labels.ready);
  return labelling === null ? null : { ...labelling, hasWrite: facts.writers.has(labelling.by) };
}
