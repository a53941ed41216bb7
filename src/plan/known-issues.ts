import type { LinkedIssue } from "../issues/issue.ts";
import { markerOf } from "../issues/marker.ts";
import { isOurs, type Trust } from "../issues/trust.ts";

/** The issues a plan already has, by sprint and task id. Duplicates are those that came second. */
export type KnownIssues = {
  readonly sprints: ReadonlyMap<string, LinkedIssue>;
  readonly tasks: ReadonlyMap<string, LinkedIssue>;
  readonly duplicates: readonly LinkedIssue[];
};

/** Identity is spec and id in a marker of ours; one that has sub-issues wins, then the lowest number. */
export function knownIssues(descendants: readonly LinkedIssue[], spec: number, trust: Trust): KnownIssues {
  const sprints = new Map<string, LinkedIssue>();
  const tasks = new Map<string, LinkedIssue>();
  const duplicates: LinkedIssue[] = [];
  const keep = (known: Map<string, LinkedIssue>, id: string, issue: LinkedIssue) => {
    if (known.has(id)) duplicates.push(issue);
    else known.set(id, issue);
  };
  const parents = new Set(descendants.map(({ parent }) => parent));
  const childless = ({ number }: LinkedIssue) => (parents.has(number) ? 0 : 1);
  for (const issue of [...descendants].sort((a, b) => childless(a) - childless(b) || a.number - b.number)) {
    if (!isOurs(issue.author, trust)) continue;
    const task = markerOf(issue.body, "task");
    const sprint = markerOf(issue.body, "sprint");
    if (task?.spec === spec) keep(tasks, task.task, issue);
    if (sprint?.spec === spec) keep(sprints, sprint.sprint, issue);
  }
  return { sprints, tasks, duplicates };
}
