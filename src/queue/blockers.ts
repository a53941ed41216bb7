/** What an issue's own blockers say. A blocker that is not in the snapshot could not be read. */
import type { QueueIssue } from "./snapshot.ts";

type Issues = ReadonlyMap<number, QueueIssue>;

/** Closed as completed. GitHub's older closings carry no reason; they count as completed. */
export function isCompleted(issue: QueueIssue): boolean {
  return issue.state === "closed" && (issue.stateReason === "completed" || issue.stateReason === null);
}

function isAbandoned(issue: QueueIssue): boolean {
  return (
    issue.state === "closed" && (issue.stateReason === "not_planned" || issue.stateReason === "duplicate")
  );
}

export function hasUnknownBlocker(issue: QueueIssue, issues: Issues): boolean {
  return issue.unknownBlockers > 0 || issue.blockedBy.some((number) => !issues.has(number));
}

/** Lowest blocker closed as not planned or duplicate, or `null`. */
export function abandonedBlocker(issue: QueueIssue, issues: Issues): number | null {
  return lowestBlocker(issue, issues, isAbandoned);
}

/** Lowest blocker that is neither completed nor abandoned, or `null`. */
export function openBlocker(issue: QueueIssue, issues: Issues): number | null {
  return lowestBlocker(issue, issues, (blocker) => !isCompleted(blocker) && !isAbandoned(blocker));
}

function lowestBlocker(
  issue: QueueIssue,
  issues: Issues,
  matches: (blocker: QueueIssue) => boolean,
): number | null {
  let found: number | null = null;
  for (const number of issue.blockedBy) {
    const blocker = issues.get(number);
    if (blocker === undefined || !matches(blocker)) continue;
    if (found === null || number < found) found = number;
  }
  return found;
}
