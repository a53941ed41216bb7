import type { Config } from "../config/config.ts";
import { hasLabel } from "../queue/has-label.ts";
import { isLeafTask } from "../queue/own-edges.ts";
import { isBlocked } from "../queue/readiness.ts";
import type { Facts } from "../queue/rules.ts";
import type { QueueIssue } from "../queue/snapshot.ts";

/** What to change on one issue so that its labels tell the truth. */
export type LabelChange = {
  readonly number: number;
  readonly add: readonly string[];
  readonly remove: readonly string[];
};

/**
 * The labels that are Pawl's picture of the truth, against what is there. `needs-human` is only ever added here: to take
 * it off an open task is a person's decision. People's own labels are never touched.
 */
export function labelChanges(facts: Facts, names: Config["labels"]): readonly LabelChange[] {
  const changes: LabelChange[] = [];
  for (const issue of facts.issues.values()) {
    if (!isLeafTask(issue)) continue;
    const change = changeOf(issue, facts, names);
    if (change.add.length + change.remove.length > 0) changes.push(change);
  }
  return changes;
}

function changeOf(issue: QueueIssue, facts: Facts, names: Config["labels"]): LabelChange {
  const isOpen = issue.state === "open";
  const isWorked = isOpen && issue.claim?.alive === true;
  const has = (name: string) => hasLabel(issue.labels, name);
  const isFailed = issue.tries >= facts.rules.tries;
  const wanted: readonly (readonly [string, boolean])[] = [
    [names.blocked, isOpen && isBlocked(issue, facts)],
    [names.inProgress, isWorked],
    [names.inReview, isOpen && !isWorked && issue.openPullRequest !== null],
    [names.needsHuman, isOpen && (isFailed || has(names.needsHuman))],
  ];
  return {
    number: issue.number,
    add: wanted.filter(([name, isWanted]) => isWanted && !has(name)).map(([name]) => name),
    remove: wanted.filter(([name, isWanted]) => !isWanted && has(name)).map(([name]) => name),
  };
}
