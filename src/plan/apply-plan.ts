import type { LinkedIssue } from "../issues/issue.ts";
import { markerOf } from "../issues/marker.ts";
import type { Outcome } from "../issues/outcome.ts";
import { document, md } from "../issues/render.ts";
import type { CreatePorts } from "./create-once.ts";
import { findIssues } from "./find-issues.ts";
import { knownIssues } from "./known-issues.ts";
import type { Plan, PlannedTask } from "./plan.ts";
import { type Published, type PublishInput, publishPlan } from "./publish-plan.ts";
import { type Failed, failedBy, rewriteSprints, rewriteTask, takeBack } from "./rewrite-issues.ts";
import {
  fixedReason,
  type Ground,
  groundOf,
  isSameText,
  type PlanHistory,
  planBehind,
  printTask,
} from "./standing-issues.ts";

export type ApplyInput = PublishInput & {
  readonly history: PlanHistory;
  /** Numbers of tasks that a run holds or that have an open pull request. */
  readonly busy: ReadonlySet<number>;
};

type Rewritten = { readonly task: PlannedTask; readonly issue: LinkedIssue };

/**
 * Makes the issues of a revised plan what the newest record says: releases of changed tasks are taken back, what is new is
 * created, what changed is moved and rewritten, what was dropped is closed. Works from what stands, so that it goes on
 * after any crash: the body with its marker is written last. Finished, worked and hand-edited tasks are left alone.
 */
export async function applyPlan(ports: CreatePorts, input: ApplyInput): Promise<Outcome<Published>> {
  const { spec, plan, hash, trust, history, busy, labels } = input;
  const known = await findIssues(ports, spec, plan, trust);
  const ground = groundOf({ spec: spec.number, known, history, labels, busy });
  const free = [...known.tasks].filter(([id]) => fixedReason(ground, id) === null);
  const planned = new Map(plan.tasks.map((task) => [task.id, task]));
  const changed = free.flatMap(([id, issue]): readonly Rewritten[] => {
    const task = planned.get(id);
    const standing = markerOf(issue.body, "task")?.plan ?? hash;
    if (task === undefined || isSameText(printTask(ground, standing, plan, task), issue)) return [];
    return [{ task, issue }];
  });
  for (const { issue } of changed) await takeBack(ports, issue, hash, labels.ready);
  const published = await publishPlan(ports, { ...input, plan: withStandingEdges(plan, ground) });
  if (published.kind === "refused") return published;
  const whole: Ground = { ...ground, numbers: new Map([...ground.numbers, ...published.value.tasks]) };
  const failed =
    (await moveTasks(ports, whole, input, changed)) ?? (await rewriteAll(ports, whole, input, changed));
  if (failed !== null) return failed;
  for (const [id, issue] of free) {
    if (!planned.has(id)) await drop(ports, issue, input);
  }
  return (await rewriteSprints(ports, whole, input)) ?? published;
}

async function rewriteAll(
  ports: CreatePorts,
  ground: Ground,
  { plan, hash }: ApplyInput,
  changed: readonly Rewritten[],
): Promise<Failed> {
  for (const { task, issue } of changed) {
    const failed = await rewriteTask(ports, ground, { plan, hash, task, issue });
    if (failed !== null) return failed;
  }
  return null;
}

/** Tasks whose sprint changed go below it. */
async function moveTasks(
  { tracker }: CreatePorts,
  ground: Ground,
  { plan, spec, trust }: ApplyInput,
  changed: readonly Rewritten[],
): Promise<Failed> {
  const nested = plan.sprints.length > 1;
  const moved = changed.filter(({ task, issue }) => {
    const before = planBehind(ground, issue);
    const was = before?.tasks.find(({ id }) => id === task.id)?.sprint;
    return was !== task.sprint || (before?.sprints.length ?? 0) > 1 !== nested;
  });
  if (moved.length === 0) return null;
  const { sprints } = knownIssues(await tracker.descendants(spec.number), spec.number, trust);
  for (const { task, issue } of moved) {
    const parent = nested ? sprints.get(task.sprint) : spec;
    if (parent === undefined || issue.parent === parent.number) continue;
    const failed = failedBy(await tracker.setParent(issue, { number: parent.number, id: parent.id }));
    if (failed !== null) return failed;
  }
  return null;
}

async function drop(ports: CreatePorts, issue: LinkedIssue, { hash, labels }: ApplyInput): Promise<void> {
  const { tracker } = ports;
  if (issue.labels.includes(labels.ready)) await tracker.removeLabel(issue.number, labels.ready);
  const why = md`The plan was revised and no longer holds this task.`;
  await tracker.createComment(issue.number, document({ kind: "note", about: `dropped ${hash}` }, [why]));
  await tracker.close(issue.number, "not_planned");
}

/** Of a task that had an edge before, only if it still stands: one that a person removed does not come back. */
function withStandingEdges(plan: Plan, ground: Ground): Plan {
  const tasks = plan.tasks.map((task) => {
    const issue = ground.known.tasks.get(task.id);
    const before = issue && planBehind(ground, issue)?.tasks.find(({ id }) => id === task.id);
    if (issue === undefined || !before) return task;
    const stands = (id: string) => issue.blockedBy.includes(ground.numbers.get(id) ?? 0);
    return {
      ...task,
      blockedBy: task.blockedBy.filter((id) => stands(id) || !before.blockedBy.includes(id)),
    };
  });
  return { ...plan, tasks };
}
