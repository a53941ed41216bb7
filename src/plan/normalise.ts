import { taskGraph } from "./graph.ts";
import type { Plan } from "./plan.ts";
import { reachOf } from "./reach.ts";
import { sharedFiles } from "./shared-files.ts";
import { byUrgency } from "./task-order.ts";

/**
 * Makes tasks that touch the same files wait for each other (P09): each pair that no edge orders yet gets an edge, the
 * later waits for the earlier by sprint, priority, id. Repeated edges go. A plan with a cycle comes back as it was.
 */
export function normalise(plan: Plan): Plan {
  const graph = taskGraph(plan.tasks);
  const reach = reachOf(graph);
  if (graph.cyclic || reach === null || graph.tasks.length !== plan.tasks.length) return plan;
  const compare = byUrgency(plan.sprints);
  const rank = new Map([...graph.tasks].sort(compare).map(({ id }, index) => [id, index]));
  const rankOf = (task: number) => rank.get(graph.tasks[task]?.id ?? "") ?? 0;
  const added = new Map<number, string[]>();
  const order = (a: number, b: number) => {
    const [earlier, later] = rankOf(a) < rankOf(b) ? [a, b] : [b, a];
    if (a === b || reach.waitsFor(a, b) || reach.waitsFor(b, a)) return;
    reach.add(later, earlier);
    added.set(later, [...(added.get(later) ?? []), graph.tasks[earlier]?.id ?? ""]);
  };
  const { entries, overlaps } = sharedFiles(graph.tasks);
  const groups = [
    ...entries.map(({ tasks }) => [tasks, tasks] as const),
    ...overlaps.map(([a, b]) => [a.tasks, b.tasks] as const),
  ];
  for (const [left, right] of groups) {
    for (const later of [...left].sort((a, b) => rankOf(a) - rankOf(b))) {
      // The nearest earlier task first: the others are then ordered through it.
      for (const other of [...right].sort(
        (a, b) => nearness(rankOf(later), rankOf(a)) - nearness(rankOf(later), rankOf(b)),
      )) {
        order(later, other);
      }
    }
  }
  const tasks = plan.tasks.map((task, index) => ({
    ...task,
    blockedBy: [...new Set([...task.blockedBy, ...(added.get(index) ?? [])])],
  }));
  return { ...plan, tasks };
}

function nearness(from: number, to: number): number {
  return to < from ? from - to : Number.MAX_SAFE_INTEGER / 2 + to - from;
}
