/** P06 (small tasks), P12 (what GitHub can hold; https://docs.github.com/issues: caps measured, see the design). */
import { moduleLabel } from "../../issues/labels.ts";
import type { TaskGraph } from "../graph.ts";
import type { Plan, PlannedTask } from "../plan.ts";
import { groupBy, idsOf, rule, type Violation } from "./violation.ts";

const p06 = rule("P06", "warn");
const p12 = rule("P12", "error");

const most = { size: 12, files: 8, title: 256, body: 65_536, children: 100, edges: 50, label: 50 };
/** Room for headings, marker and issue numbers in a body. */
const frame = 1_500;

export function sizeRule(plan: Plan): readonly Violation[] {
  return plan.tasks.flatMap(({ id, size, files }) => {
    const found: Violation[] = [];
    if (size > most.size)
      found.push(p06([id], [], `${id} is sized ${size} iterations; at most ${most.size}. Split it.`));
    if (files.length > most.files) {
      found.push(p06([id], [], `${id} touches ${files.length} files; at most ${most.files}. Split it.`));
    }
    return found;
  });
}

export function capRule(plan: Plan, graph: TaskGraph): readonly Violation[] {
  return [...lengthFaults(plan), ...childFaults(plan), ...edgeFaults(graph)];
}

function lengthFaults(plan: Plan): readonly Violation[] {
  const found: Violation[] = [];
  for (const task of plan.tasks) {
    const title = lengthOf(task.title);
    if (title > most.title) {
      found.push(
        p12([task.id], [], `The title of ${task.id} has ${title} characters; GitHub allows ${most.title}.`),
      );
    }
    const body = bodyLength(task) + frame;
    if (body > most.body) {
      found.push(
        p12(
          [task.id],
          [],
          `The body of ${task.id} would have ${body} characters; GitHub allows ${most.body}.`,
        ),
      );
    }
  }
  for (const { id, goal } of plan.sprints) {
    const title = lengthOf(goal);
    if (title <= most.title) continue;
    found.push(
      p12([], [id], `The goal of sprint ${id} has ${title} characters; an issue title allows ${most.title}.`),
    );
  }
  for (const { id, name } of plan.modules) {
    const label = lengthOf(moduleLabel(name));
    if (label <= most.label) continue;
    const text = `The label of module ${id} would have ${label} characters; GitHub allows ${most.label}.`;
    found.push(p12([], [id], text));
  }
  return found;
}

function childFaults(plan: Plan): readonly Violation[] {
  if (plan.sprints.length < 2) {
    if (plan.tasks.length <= most.children) return [];
    const text = `The plan has ${plan.tasks.length} tasks in one sprint; GitHub allows ${most.children} sub-issues per issue.`;
    return [p12(idsOf(plan.tasks).slice(most.children), [], text)];
  }
  const found: Violation[] = [];
  if (plan.sprints.length > most.children) {
    const text = `The plan has ${plan.sprints.length} sprints; GitHub allows ${most.children} sub-issues per issue.`;
    found.push(
      p12(
        [],
        plan.sprints.slice(most.children).map(({ id }) => id),
        text,
      ),
    );
  }
  for (const [sprint, tasks] of groupBy(plan.tasks, (task) => task.sprint)) {
    if (tasks.length <= most.children) continue;
    const text = `Sprint ${sprint} has ${tasks.length} tasks; GitHub allows ${most.children} sub-issues per issue.`;
    found.push(p12(idsOf(tasks).slice(most.children), [sprint], text));
  }
  return found;
}

function edgeFaults(graph: TaskGraph): readonly Violation[] {
  const blocking = new Map<number, number>();
  const found: Violation[] = [];
  for (const [task, blockers] of graph.blockers.entries()) {
    for (const blocker of blockers) blocking.set(blocker, (blocking.get(blocker) ?? 0) + 1);
    const id = graph.tasks[task]?.id ?? "";
    if (blockers.length <= most.edges) continue;
    found.push(p12([id], [], `${id} has ${blockers.length} blockers; GitHub allows ${most.edges}.`));
  }
  for (const [task, count] of blocking) {
    const id = graph.tasks[task]?.id ?? "";
    if (count > most.edges)
      found.push(p12([id], [], `${id} blocks ${count} tasks; GitHub allows ${most.edges}.`));
  }
  return found;
}

function bodyLength(task: PlannedTask): number {
  const texts = [task.goal, ...task.criteria.map(({ text }) => text), ...task.files, ...(task.check ?? [])];
  const reuse = task.reuse.reduce((sum, { path, why }) => sum + path.length + why.length, 0);
  return texts.reduce((sum, text) => sum + text.length, reuse);
}

function lengthOf(text: string): number {
  return text.length <= most.label ? text.length : [...text].length;
}
