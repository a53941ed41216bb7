import { isCompleted } from "./blockers.ts";
import { isLeafTask, type OwnEdges } from "./own-edges.ts";
import type { QueueIssue } from "./snapshot.ts";

/**
 * The order of work: priority (P0 first), then sprints already started, then the longest chain of open tasks behind
 * it, then age, then number. Total and deterministic: two different tasks are never equal.
 */
export function inOrder(
  ready: readonly QueueIssue[],
  all: readonly QueueIssue[],
  edges: OwnEdges,
): readonly number[] {
  const started = startedParents(all);
  const keys = ready.map((issue) => ({
    number: issue.number,
    priority: issue.priority,
    isStarted: issue.parent !== null && started.has(issue.parent) ? 0 : 1,
    chain: edges.chainBehind(issue.number),
    created: Date.parse(issue.createdAt),
  }));
  keys.sort(
    (a, b) =>
      a.priority - b.priority ||
      a.isStarted - b.isStarted ||
      b.chain - a.chain ||
      a.created - b.created ||
      a.number - b.number,
  );
  return keys.map((key) => key.number);
}

/** Parents under which work is under way or done: a task there is claimed, in review or completed. */
function startedParents(all: readonly QueueIssue[]): ReadonlySet<number> {
  const started = new Set<number>();
  for (const issue of all) {
    if (issue.parent === null || !isLeafTask(issue)) continue;
    if (issue.claim?.alive === true || issue.openPullRequest !== null || isCompleted(issue)) {
      started.add(issue.parent);
    }
  }
  return started;
}
