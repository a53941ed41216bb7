import type { Config } from "../config/config.ts";
import { isCompleted } from "../queue/blockers.ts";
import { hasLabel } from "../queue/has-label.ts";
import { isLeafTask } from "../queue/own-edges.ts";
import type { Facts } from "../queue/rules.ts";
import type { QueueIssue } from "../queue/snapshot.ts";
import type { LabelChange } from "./label-projection.ts";

const edgeLabel = /^blocked-by: #([1-9]\d*)$/i;

/** The label that shows one blocker, with `labels.dependencies: edges`. */
function edgeLabelOf(blocker: number): string {
  return `blocked-by: #${blocker}`;
}

/**
 * One label per blocker that is not completed, against what is there. Only ours are touched, and only where they are
 * configured.
 */
export function edgeLabelChanges(facts: Facts, names: Config["labels"]): readonly LabelChange[] {
  if (names.dependencies !== "edges") return [];
  return [...facts.issues.values()].flatMap((issue) => {
    const change = changeOf(issue, facts);
    return change.add.length + change.remove.length > 0 ? [change] : [];
  });
}

/** Blockers that are completed, so that nobody waits for them any more: their labels can leave the repository. */
export function satisfiedLabels(facts: Facts, names: Config["labels"]): readonly string[] {
  if (names.dependencies !== "edges") return [];
  const found = new Set<string>();
  for (const { labels } of facts.issues.values()) {
    for (const label of labels) {
      const blocker = facts.issues.get(Number(edgeLabel.exec(label)?.[1]));
      if (blocker !== undefined && isCompleted(blocker)) found.add(label);
    }
  }
  return [...found].sort();
}

function changeOf(issue: QueueIssue, { issues }: Facts): LabelChange {
  const isWaiting = issue.state === "open" && isLeafTask(issue);
  const open = issue.blockedBy.filter((number) => {
    const blocker = issues.get(number);
    return blocker === undefined || !isCompleted(blocker);
  });
  const wanted = isWaiting ? open.map(edgeLabelOf) : [];
  return {
    number: issue.number,
    add: wanted.filter((name) => !hasLabel(issue.labels, name)),
    remove: issue.labels.filter((name) => edgeLabel.test(name) && !hasLabel(wanted, name)),
  };
}
