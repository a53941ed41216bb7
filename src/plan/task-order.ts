import type { TaskGraph } from "./graph.ts";
import type { Plan, PlannedTask } from "./plan.ts";

/** Compares by sprint (in plan order), then priority, then id with numbers counted: t2 before t10. */
export function byUrgency(sprints: Plan["sprints"]): (a: PlannedTask, b: PlannedTask) => number {
  const place = new Map(sprints.map(({ id }, index) => [id, index]));
  const of = (task: PlannedTask) => place.get(task.sprint) ?? sprints.length;
  return (a, b) => of(a) - of(b) || a.priority - b.priority || compareIds(a.id, b.id);
}

const collator = new Intl.Collator("en", { numeric: true });

function compareIds(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

/**
 * Positions of all tasks, each after its blockers, otherwise as urgent ones first. In a cyclic graph the members of a
 * cycle stand in some order.
 */
export function topologicalOrder(graph: TaskGraph, sprints: Plan["sprints"]): readonly number[] {
  const compare = byUrgency(sprints);
  const wanted = [...graph.tasks.keys()].sort((a, b) => {
    const [left, right] = [graph.tasks[a], graph.tasks[b]];
    return left === undefined || right === undefined ? 0 : compare(left, right);
  });
  const rank = new Int32Array(wanted.length);
  for (const [index, task] of wanted.entries()) rank[task] = index;
  const byRank = graph.blockers.map((list) => [...list].sort((a, b) => (rank[a] ?? 0) - (rank[b] ?? 0)));
  const order: number[] = [];
  const seen = new Uint8Array(wanted.length);
  for (const root of wanted) {
    const calls = seen[root] === 1 ? [] : [{ task: root, edge: 0 }];
    seen[root] = 1;
    for (let call = calls.at(-1); call !== undefined; call = calls.at(-1)) {
      const blocker = byRank[call.task]?.[call.edge++];
      if (blocker === undefined) {
        order.push(call.task);
        calls.pop();
      } else if (seen[blocker] === 0) {
        seen[blocker] = 1;
        calls.push({ task: blocker, edge: 0 });
      }
    }
  }
  return order;
}
