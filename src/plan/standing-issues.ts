/** How the issues of a plan stand against what Pawl wrote into them. */
import type { LinkedIssue } from "../issues/issue.ts";
import type { LabelNames } from "../issues/labels.ts";
import { markerOf } from "../issues/marker.ts";
import type { TaskNumbers } from "../issues/recorded-task.ts";
import { sprintText, taskText } from "./issue-text.ts";
import type { KnownIssues } from "./known-issues.ts";
import type { Plan, PlannedTask } from "./plan.ts";

/** The plans that were ever recorded for a spec, by hash. */
export type PlanHistory = ReadonlyMap<string, Plan>;

export type Ground = {
  readonly spec: number;
  readonly known: KnownIssues;
  readonly history: PlanHistory;
  readonly labels: LabelNames;
  /** Numbers of tasks that a run holds or that have an open pull request. */
  readonly busy: ReadonlySet<number>;
  /** Issue numbers by task id, issues made just now included. */
  readonly numbers: TaskNumbers;
};

export function groundOf(input: Omit<Ground, "numbers">): Ground {
  return { ...input, numbers: new Map([...input.known.tasks].map(([id, { number }]) => [id, number])) };
}

/** Why a task is not rewritten; `null` when it may be. */
export type FixedReason = "closed" | "being worked" | "changed by hand" | null;

export function fixedReason(ground: Ground, id: string): FixedReason {
  const issue = ground.known.tasks.get(id);
  if (issue === undefined) return null;
  if (issue.state === "closed") return "closed";
  if (ground.busy.has(issue.number)) return "being worked";
  return isAsWritten(ground, issue, id) ? null : "changed by hand";
}

/** The ids of tasks that a revision leaves alone. */
export function fixedTasks(ground: Ground): ReadonlySet<string> {
  return new Set([...ground.known.tasks.keys()].filter((id) => fixedReason(ground, id) !== null));
}

/** The plan an issue was written from, by the hash in its marker; `null` when there is no such record any more. */
export function planBehind({ history }: Ground, issue: LinkedIssue): Plan | null {
  const hash = (markerOf(issue.body, "task") ?? markerOf(issue.body, "sprint"))?.plan;
  return history.get(hash ?? "") ?? null;
}

export function printTask(ground: Ground, hash: string, plan: Plan, task: PlannedTask) {
  const blockers = task.blockedBy.flatMap((id) => ground.numbers.get(id) ?? []);
  return taskText(ground.spec, hash, plan, task, blockers, ground.labels);
}

/** Title and body are what Pawl writes for the plan in the marker; trackers may change line ends and outer blanks. */
function isAsWritten(ground: Ground, issue: LinkedIssue, id: string): boolean {
  const plan = planBehind(ground, issue);
  const hash = markerOf(issue.body, "task")?.plan;
  const task = plan?.tasks.find((one) => one.id === id);
  if (plan === null || hash === undefined || task === undefined) return false;
  return isSameText(printTask(ground, hash, plan, task), issue);
}

export function isSprintAsWritten(ground: Ground, issue: LinkedIssue, id: string): boolean {
  const plan = planBehind(ground, issue);
  const hash = markerOf(issue.body, "sprint")?.plan;
  const sprint = plan?.sprints.find((one) => one.id === id);
  if (hash === undefined || sprint === undefined) return false;
  return isSameText(sprintText(ground.spec, hash, sprint, ground.labels), issue);
}

type Text = { readonly title: string; readonly body: string };

export function isSameText(a: Text, b: Text): boolean {
  const plain = ({ title, body }: Text) => `${title.trim()}\n${body.replace(/\r\n?/g, "\n").trim()}`;
  return plain(a) === plain(b);
}
