/** P01 (acyclic, also with sprint order), P11 (redundant or repeated edges), P16 (the first sprint can start). */
import { cyclePath, type TaskGraph } from "../graph.ts";
import type { Plan } from "../plan.ts";
import type { Reach } from "../reach.ts";
import { idsOf, names, rule, type Violation } from "./violation.ts";

const p01 = rule("P01", "error");
const p11 = rule("P11", "info");
const p16 = rule("P16", "error");

export function sequenceRule(plan: Plan, graph: TaskGraph): readonly Violation[] {
  const place = new Map(plan.sprints.map(({ id }, index) => [id, index]));
  const found: Violation[] = [];
  for (const task of plan.tasks) {
    for (const id of new Set(task.blockedBy)) {
      const blocker = graph.tasks[graph.position.get(id) ?? -1];
      const text = edgeFault(task, id, blocker, place);
      if (text !== null)
        found.push(p01(blocker === undefined || id === task.id ? [task.id] : [task.id, id], [], text));
    }
  }
  for (const component of graph.components) {
    if (component.length < 2) continue;
    const members = component.flatMap((position) => graph.tasks[position]?.id ?? []);
    found.push(
      p01(
        members,
        [],
        `Tasks wait for each other: ${names(cyclePath(graph, component), 20)}. Take one edge out.`,
      ),
    );
  }
  return found;
}

function edgeFault(
  task: Plan["tasks"][number],
  id: string,
  blocker: Plan["tasks"][number] | undefined,
  place: ReadonlyMap<string, number>,
): string | null {
  if (id === task.id) return `${task.id} is blocked by itself.`;
  if (blocker === undefined) return `${task.id} is blocked by ${id}, which is not a task of this plan.`;
  const [own, other] = [place.get(task.sprint), place.get(blocker.sprint)];
  if (own === undefined || other === undefined || other <= own) return null;
  return `${task.id} of sprint ${task.sprint} waits for ${id} of the later sprint ${blocker.sprint}.`;
}

/** An edge is redundant when another blocker already waits for the same task. Only asked of acyclic graphs. */
export function redundancyRule(plan: Plan, graph: TaskGraph, reach: Reach): readonly Violation[] {
  const found: Violation[] = [];
  for (const task of plan.tasks) {
    const distinct = new Set(task.blockedBy);
    if (distinct.size < task.blockedBy.length) {
      const repeated = [...distinct].filter(
        (id) => task.blockedBy.filter((other) => other === id).length > 1,
      );
      found.push(
        p11([task.id, ...repeated], [], `${task.id} names ${names(repeated)} as a blocker more than once.`),
      );
    }
    if (distinct.size < 2 || graph.cyclic) continue;
    const positions = [...distinct].flatMap((id) => graph.position.get(id) ?? []);
    for (const blocker of positions) {
      const through = positions.find((other) => other !== blocker && reach.waitsFor(other, blocker));
      if (through === undefined) continue;
      const [id, via] = [graph.tasks[blocker]?.id ?? "", graph.tasks[through]?.id ?? ""];
      found.push(
        p11([task.id, id], [], `${task.id} need not name ${id}: it already waits for it through ${via}.`),
      );
    }
  }
  return found;
}

export function startRule(plan: Plan): readonly Violation[] {
  const first = plan.sprints[0];
  if (first === undefined) return [p16([], [], "The plan has no sprint, so nothing could start.")];
  const tasks = plan.tasks.filter(({ sprint }) => sprint === first.id);
  if (tasks.some(({ blockedBy }) => blockedBy.length === 0)) return [];
  const text =
    tasks.length === 0
      ? `The first sprint ${first.id} has no task, so nothing could start.`
      : `No task of the first sprint ${first.id} can start: each of ${names(idsOf(tasks))} has a blocker.`;
  return [p16(idsOf(tasks), [first.id], text)];
}
