/**
 * P09: parallel tasks that touch the same files. All tasks of a list are ordered exactly when each is ordered with its
 * neighbours in a topological order, so only neighbours are asked: the report stays linear.
 */
import type { TaskGraph } from "../graph.ts";
import type { Plan } from "../plan.ts";
import type { Reach } from "../reach.ts";
import { type Entry, sharedFiles } from "../shared-files.ts";
import { topologicalOrder } from "../task-order.ts";
import { names, rule, type Violation } from "./violation.ts";

const p09 = rule("P09", "info");

export function parallelFilesRule(plan: Plan, graph: TaskGraph, reach: Reach): readonly Violation[] {
  const { entries: all, overlaps } = sharedFiles(graph.tasks);
  const overlapping = new Set(overlaps.flat());
  const entries = all.filter((entry) => entry.tasks.length > 1 || overlapping.has(entry));
  if (entries.length === 0) return [];
  const rank = new Int32Array(graph.tasks.length);
  for (const [index, task] of topologicalOrder(graph, plan.sprints).entries()) rank[task] = index;
  const pairs = new Map<string, { readonly tasks: readonly [number, number]; readonly paths: Set<string> }>();
  const ask = (earlier: number | undefined, later: number | undefined, paths: readonly string[]) => {
    if (earlier === undefined || later === undefined || earlier === later) return;
    if (reach.waitsFor(later, earlier) || reach.waitsFor(earlier, later)) return;
    const key = `${earlier} ${later}`;
    const known = pairs.get(key) ?? { tasks: [earlier, later] as const, paths: new Set<string>() };
    for (const path of paths) known.paths.add(path);
    pairs.set(key, known);
  };
  const ordered = new Map<Entry, readonly number[]>();
  for (const entry of entries) {
    const tasks =
      entry.tasks.length < 2 ? entry.tasks : [...entry.tasks].sort((a, b) => (rank[a] ?? 0) - (rank[b] ?? 0));
    ordered.set(entry, tasks);
    for (let at = 1; at < tasks.length; at++) ask(tasks[at - 1], tasks[at], [entry.path]);
  }
  for (const [one, other] of overlaps) {
    const [few, many] = one.tasks.length < other.tasks.length ? [one, other] : [other, one];
    const line = ordered.get(many) ?? [];
    for (const task of few.tasks) {
      const at = placeOf(line, rank, rank[task] ?? 0);
      ask(line[at - 1], task, [one.path, other.path]);
      ask(task, line[line[at] === task ? at + 1 : at], [one.path, other.path]);
    }
  }
  return [...pairs.values()].map(({ tasks, paths }) => {
    const ids = tasks.flatMap((task) => graph.tasks[task]?.id ?? []);
    const text = `${ids.join(" and ")} may run at the same time and touch the same files: ${names([...paths])}.`;
    return p09(ids, [...paths], text);
  });
}

/** The first place in a list sorted by rank whose task is not before `wanted`. */
function placeOf(line: readonly number[], rank: Int32Array, wanted: number): number {
  let low = 0;
  let high = line.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rank[line[middle] ?? 0] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
