/** Links between issues: parents and "blocked by" edges, with GitHub's limits, events and webhooks. */
import type { components as webhooks } from "@octokit/openapi-webhooks-types";
import { envelope, happened, record } from "./happening.ts";
import { issueBody } from "./issue-body.ts";
import { amend, issueOf } from "./issue-rows.ts";
import { notFound, rejection } from "./rejection.ts";
import { repositoryBody } from "./repository-body.ts";
import type { Actor, IssueRow } from "./rows.ts";
import type { World } from "./world.ts";

type Payloads = webhooks["schemas"];

/** Children per parent, counting closed ones; levels of a tree; edges per issue and direction. */
const MOST_CHILDREN = 100;
const MOST_LEVELS = 8;
const MOST_EDGES = 50;

const adding = "An error occurred while adding the sub-issue to the parent issue.";

/**
 * Whether an issue with a tree of `height` levels under it (1 for itself alone) may become a sub-issue of `parent`.
 * Throws 422 for a full parent or too deep a tree.
 */
export function checkRoom(world: World, parent: number, height: number): void {
  if (issueOf(world, parent).subIssues.length >= MOST_CHILDREN) {
    throw rejection(422, `${adding} Parent cannot have more than ${MOST_CHILDREN} sub-issues`);
  }
  if (ancestorsOf(world, parent).length + 1 + height > MOST_LEVELS) {
    throw rejection(422, `${adding} Issue cannot be nested more than ${MOST_LEVELS} levels`);
  }
}

/** Makes `child` the last sub-issue of `parent`. Throws 422 as GitHub does for what cannot be. */
export function addSubIssue(
  world: World,
  actor: Actor,
  parent: number,
  child: number,
  replace: boolean,
): void {
  const row = issueOf(world, child);
  if (parent === child || ancestorsOf(world, parent).includes(child)) {
    throw rejection(422, `${adding} Sub issue may not create a circular dependency`);
  }
  if (row.parent === parent) {
    const both = "Issue may not contain duplicate sub-issues and Sub issue may only have one parent";
    throw rejection(422, `${adding} ${both}`);
  }
  if (row.parent !== null && !replace) throw rejection(422, `${adding} Sub issue may only have one parent`);
  checkRoom(world, parent, heightOf(world, row));
  if (row.parent !== null) removeSubIssue(world, actor, row.parent, child);
  amend(world, parent, { subIssues: [...issueOf(world, parent).subIssues, child] });
  amend(world, child, { parent });
  tellParent(world, actor, parent, child, "added");
}

/** Throws 404 when `child` is no sub-issue of `parent`. */
export function removeSubIssue(world: World, actor: Actor, parent: number, child: number): void {
  if (issueOf(world, child).parent !== parent) throw rejection(404, "The provided sub-issue does not exist");
  amend(world, parent, { subIssues: issueOf(world, parent).subIssues.filter((number) => number !== child) });
  amend(world, child, { parent: null });
  tellParent(world, actor, parent, child, "removed");
}

/** Makes `blocked` blocked by `blocker`. Throws 422 for a second edge, itself, a pull request, or too many. */
export function addEdge(world: World, actor: Actor, blocked: number, blocker: number): void {
  const row = issueOf(world, blocked);
  const other = issueOf(world, blocker);
  if (row.pull || other.pull) throw rejection(422, "Validation failed: Target must be an issue");
  if (blocked === blocker) throw rejection(422, "Validation failed: Issue cannot be blocked by itself");
  if (row.blockedBy.includes(blocker)) {
    throw rejection(422, "Validation failed: Target issue has already been taken");
  }
  if (row.blockedBy.length >= MOST_EDGES || other.blocking.length >= MOST_EDGES) {
    throw rejection(
      422,
      `Validation failed: Issue cannot have more than ${MOST_EDGES} dependencies of a type`,
    );
  }
  amend(world, blocked, { blockedBy: [...row.blockedBy, blocker] });
  amend(world, blocker, { blocking: [...other.blocking, blocked] });
  tellEdge(world, actor, blocked, blocker, "added");
}

/** Throws 404 when there is no such edge. */
export function removeEdge(world: World, actor: Actor, blocked: number, blocker: number): void {
  const { blockedBy } = issueOf(world, blocked);
  const { blocking } = issueOf(world, blocker);
  if (!blockedBy.includes(blocker)) throw notFound();
  amend(world, blocked, { blockedBy: blockedBy.filter((number) => number !== blocker) });
  amend(world, blocker, { blocking: blocking.filter((number) => number !== blocked) });
  tellEdge(world, actor, blocked, blocker, "removed");
}

function ancestorsOf(world: World, number: number): readonly number[] {
  const { parent } = issueOf(world, number);
  return parent === null ? [] : [parent, ...ancestorsOf(world, parent)];
}

function heightOf(world: World, issue: IssueRow): number {
  return 1 + Math.max(0, ...issue.subIssues.map((number) => heightOf(world, issueOf(world, number))));
}

type Way = "added" | "removed";

/** One link makes two webhooks, one for each side. */
function tellParent(world: World, actor: Actor, parent: number, child: number, way: Way): void {
  record(world, actor, { kind: `sub_issue_${way}`, issue: parent, other: child });
  record(world, actor, { kind: `parent_issue_${way}`, issue: child, other: parent });
  const parentRow = issueOf(world, parent);
  const childRow = issueOf(world, child);
  const common = {
    ...envelope(world, actor),
    parent_issue_id: parentRow.id,
    parent_issue: issueBody(world, parentRow),
    sub_issue_id: childRow.id,
    sub_issue: issueBody(world, childRow),
  };
  const repository = repositoryBody(world);
  type Above = Omit<Payloads["webhook-sub-issues-sub-issue-added"], "action">;
  type Below = Omit<Payloads["webhook-sub-issues-parent-issue-added"], "action">;
  const above = { ...common, sub_issue_repo: repository } satisfies Above;
  const below = { ...common, parent_issue_repo: repository } satisfies Below;
  happened(world, actor, "sub_issues", { ...above, action: `sub_issue_${way}` });
  happened(world, actor, "sub_issues", { ...below, action: `parent_issue_${way}` });
}

function tellEdge(world: World, actor: Actor, blocked: number, blocker: number, way: Way): void {
  record(world, actor, { kind: `blocked_by_${way}`, issue: blocked, other: blocker });
  record(world, actor, { kind: `blocking_${way}`, issue: blocker, other: blocked });
  const blockedRow = issueOf(world, blocked);
  const blockerRow = issueOf(world, blocker);
  const common = {
    ...envelope(world, actor),
    blocked_issue_id: blockedRow.id,
    blocked_issue: issueBody(world, blockedRow),
    blocking_issue_id: blockerRow.id,
    blocking_issue: issueBody(world, blockerRow),
  };
  const repository = repositoryBody(world);
  type Blocked = Omit<Payloads["webhook-issue-dependencies-blocked-by-added"], "action">;
  type Blocking = Omit<Payloads["webhook-issue-dependencies-blocking-added"], "action">;
  const below = { ...common, blocking_issue_repo: repository } satisfies Blocked;
  const above = { ...common, blocked_issue_repo: repository } satisfies Blocking;
  happened(world, actor, "issue_dependencies", { ...below, action: `blocked_by_${way}` });
  happened(world, actor, "issue_dependencies", { ...above, action: `blocking_${way}` });
}
