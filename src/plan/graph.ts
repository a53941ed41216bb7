/**
 * The graph of a plan's tasks by their `blockedBy` edges. Tasks are positions in `tasks`; unknown and repeated edges
 * are left out, of tasks that share an id only the first counts. Everything is linear in tasks and edges, and nothing
 * recurses, so that a plan of any depth is safe.
 */
import type { PlannedTask } from "./plan.ts";

export type TaskGraph = {
  readonly tasks: readonly PlannedTask[];
  readonly position: ReadonlyMap<string, number>;
  /** Positions of each task's blockers, itself included where it names itself. */
  readonly blockers: readonly (readonly number[])[];
  /** Strongly connected components, blockers before what they block; more than one member is a cycle. */
  readonly components: readonly (readonly number[])[];
  readonly cyclic: boolean;
};

/** Kahn levels, the longest chain by number of tasks (first in plan order among equals), the widest level. */
export type Shape = {
  readonly levels: readonly (readonly string[])[];
  readonly criticalPath: readonly string[];
  readonly width: number;
};

export function taskGraph(all: readonly PlannedTask[]): TaskGraph {
  const position = new Map<string, number>();
  const tasks: PlannedTask[] = [];
  for (const task of all) {
    if (position.has(task.id)) continue;
    position.set(task.id, tasks.length);
    tasks.push(task);
  }
  const blockers = tasks.map((task) => [...new Set(task.blockedBy)].flatMap((id) => position.get(id) ?? []));
  const components = componentsOf(blockers);
  const cyclic =
    components.some(({ length }) => length > 1) || blockers.some((list, task) => list.includes(task));
  return { tasks, position, blockers, components, cyclic };
}

/** Empty for a cyclic graph. */
export function shapeOf(graph: TaskGraph): Shape {
  if (graph.cyclic || graph.tasks.length === 0) return { levels: [], criticalPath: [], width: 0 };
  const level = new Array<number>(graph.tasks.length).fill(0);
  for (const task of graph.components.flat()) {
    for (const blocker of graph.blockers[task] ?? []) {
      level[task] = Math.max(level[task] ?? 0, (level[blocker] ?? 0) + 1);
    }
  }
  const levels: string[][] = [];
  for (const [task, { id }] of graph.tasks.entries()) {
    const at = level[task] ?? 0;
    while (levels.length <= at) levels.push([]);
    levels[at]?.push(id);
  }
  const width = levels.reduce((widest, { length }) => Math.max(widest, length), 0);
  return { levels, criticalPath: longestChain(graph, level, levels.length - 1), width };
}

function longestChain(graph: TaskGraph, level: readonly number[], last: number): readonly string[] {
  const chain: string[] = [];
  let at = level.indexOf(last);
  for (let depth = last; depth >= 0; depth--) {
    const id = graph.tasks[at]?.id;
    if (id !== undefined) chain.unshift(id);
    at = (graph.blockers[at] ?? []).find((blocker) => level[blocker] === depth - 1) ?? -1;
  }
  return chain;
}

/** One cycle through a component, as task ids, the first repeated at the end. */
export function cyclePath(graph: TaskGraph, component: readonly number[]): readonly string[] {
  const inside = new Set(component);
  const path: number[] = [];
  const at = new Map<number, number>();
  let task = component[0] ?? -1;
  while (!at.has(task) && task >= 0) {
    at.set(task, path.length);
    path.push(task);
    task = (graph.blockers[task] ?? []).find((blocker) => inside.has(blocker)) ?? -1;
  }
  const loop = [...path.slice(at.get(task) ?? 0), task];
  return loop.flatMap((position) => graph.tasks[position]?.id ?? []);
}

/** Tarjan's algorithm with its own stack. */
function componentsOf(blockers: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const order = new Int32Array(blockers.length).fill(-1);
  const low = new Int32Array(blockers.length);
  const onStack = new Uint8Array(blockers.length);
  const stack: number[] = [];
  const components: number[][] = [];
  let next = 0;
  const enter = (task: number) => {
    order[task] = low[task] = next++;
    stack.push(task);
    onStack[task] = 1;
    return { task, edge: 0 };
  };
  const lower = (task: number, value: number | undefined) => {
    low[task] = Math.min(low[task] ?? 0, value ?? 0);
  };
  const finish = (task: number) => {
    if (low[task] !== order[task]) return;
    const component: number[] = [];
    for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
      onStack[member] = 0;
      component.push(member);
      if (member === task) break;
    }
    components.push(component.reverse());
  };
  for (let root = 0; root < blockers.length; root++) {
    if (order[root] !== -1) continue;
    const calls = [enter(root)];
    for (let call = calls.at(-1); call !== undefined; call = calls.at(-1)) {
      const blocker = blockers[call.task]?.[call.edge++];
      if (blocker === undefined) {
        finish(call.task);
        calls.pop();
        const caller = calls.at(-1);
        if (caller !== undefined) lower(caller.task, low[call.task]);
      } else if (order[blocker] === -1) {
        calls.push(enter(blocker));
      } else if (onStack[blocker] === 1) {
        lower(call.task, order[blocker]);
      }
    }
  }
  return components;
}
