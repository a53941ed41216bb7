import { isCompleted } from "../queue/blockers.ts";
import { isLeafTask } from "../queue/own-edges.ts";
import type { QueueIssue } from "../queue/snapshot.ts";

/** A sprint or spec whose last task is completed, and which is still open. Tasks by number. */
export type Finished = {
  readonly container: QueueIssue;
  readonly completed: readonly QueueIssue[];
  readonly dropped: readonly QueueIssue[];
};

/**
 * What can be closed now, sprints before their spec. Everything below must be closed, and at least one planned task
 * completed. One that a person reopened stays open; so does one with a child that cannot be read.
 */
export function finishedContainers(issues: ReadonlyMap<number, QueueIssue>): readonly Finished[] {
  const found = new Map<number, Finished>();
  const visited = new Set<number>();

  const isFinished = (number: number): boolean => {
    const issue = issues.get(number);
    if (issue === undefined) return false;
    if (issue.state === "closed" || found.has(number)) return true;
    if (visited.has(number) || issue.isTask || issue.children.length === 0) return false;
    visited.add(number);
    // Every child is asked, so that a finished sprint is found below a spec that is not.
    const open = issue.children.filter((child) => !isFinished(child));
    if (open.length > 0 || issue.stateReason === "reopened") return false;
    const tasks = tasksBelow(issue, issues);
    const completed = tasks.filter(isCompleted);
    if (!completed.some((task) => task.planned)) return false;
    found.set(number, { container: issue, completed, dropped: tasks.filter((task) => !isCompleted(task)) });
    return true;
  };
  for (const number of issues.keys()) isFinished(number);
  return [...found.values()];
}

function tasksBelow(container: QueueIssue, issues: ReadonlyMap<number, QueueIssue>): readonly QueueIssue[] {
  const tasks: QueueIssue[] = [];
  const seen = new Set<number>();
  const left = [...container.children];
  for (let number = left.pop(); number !== undefined; number = left.pop()) {
    const issue = issues.get(number);
    if (issue === undefined || seen.has(number)) continue;
    seen.add(number);
    if (isLeafTask(issue)) tasks.push(issue);
    else left.push(...issue.children);
  }
  return tasks.sort((a, b) => a.number - b.number);
}
