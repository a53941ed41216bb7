/** The graph of open issues by their own "blocked by" edges: who stands on a cycle, and how much waits behind whom. */
import type { QueueIssue } from "./snapshot.ts";

export type OwnEdges = {
  readonly onCycle: (number: number) => boolean;
  /** Number of open tasks on the longest chain that waits behind an open task, itself not counted. */
  readonly chainBehind: (number: number) => number;
};

/** A task that can be worked, as opposed to a container: it has no sub-issues. */
export function isLeafTask(issue: QueueIssue): boolean {
  return issue.isTask && issue.children.length === 0;
}

/** `blockers` of node v are `targets[starts[v]] … targets[starts[v + 1] - 1]`. */
type Graph = { readonly starts: Int32Array; readonly targets: Int32Array };

/** Linear in issues and edges. Edges to closed or unknown issues are no edges here. */
export function ownEdges(issues: readonly QueueIssue[]): OwnEdges {
  const open = issues.filter((issue) => issue.state === "open");
  const nodes = new Map<number, number>();
  for (const [node, issue] of open.entries()) nodes.set(issue.number, node);
  const graph = graphOf(open, nodes);
  const components = componentsOf(graph, open.length);
  const behind = chains(open, graph, components);
  const cyclic = cyclicNodes(graph, components);
  return {
    onCycle: (number) => cyclic[nodes.get(number) ?? -1] === 1,
    chainBehind: (number) => behind[nodes.get(number) ?? -1] ?? 0,
  };
}

function graphOf(open: readonly QueueIssue[], nodes: ReadonlyMap<number, number>): Graph {
  const starts = new Int32Array(open.length + 1);
  const targets: number[] = [];
  for (const [node, issue] of open.entries()) {
    for (const blocker of issue.blockedBy) {
      const target = nodes.get(blocker);
      if (target !== undefined) targets.push(target);
    }
    starts[node + 1] = targets.length;
  }
  return { starts, targets: Int32Array.from(targets) };
}

/**
 * Strongly connected components, blockers before what they block: `members[bounds[c]] … members[bounds[c + 1] - 1]`.
 */
type Components = {
  readonly of: Int32Array;
  readonly members: Int32Array;
  readonly bounds: readonly number[];
};

/** Tarjan's algorithm with an explicit stack, so that a chain of 100,000 tasks does not overflow the call stack. */
function componentsOf({ starts, targets }: Graph, size: number): Components {
  const seen = new Int32Array(size);
  const low = new Int32Array(size);
  const next = starts.slice(0, size);
  const of = new Int32Array(size).fill(-1);
  const path = new Int32Array(size);
  const pending = new Int32Array(size);
  const members = new Int32Array(size);
  const bounds = [0];
  let [clock, pendingTop, filled] = [0, 0, 0];

  const enter = (node: number) => {
    clock += 1;
    seen[node] = clock;
    low[node] = clock;
    pending[pendingTop++] = node;
  };
  const finish = (node: number) => {
    if (low[node] !== seen[node]) return;
    for (;;) {
      const member = pending[--pendingTop] ?? node;
      of[member] = bounds.length - 1;
      members[filled++] = member;
      if (member === node) break;
    }
    bounds.push(filled);
  };
  const lower = (node: number, value: number | undefined) => {
    if (value !== undefined && value < (low[node] ?? 0)) low[node] = value;
  };

  for (let root = 0; root < size; root++) {
    if (seen[root] !== 0) continue;
    let depth = 0;
    path[0] = root;
    enter(root);
    while (depth >= 0) {
      const node = path[depth] ?? root;
      const edge = next[node] ?? 0;
      if (edge < (starts[node + 1] ?? 0)) {
        next[node] = edge + 1;
        const target = targets[edge] ?? node;
        if (seen[target] === 0) {
          path[++depth] = target;
          enter(target);
        } else if (of[target] === -1) lower(node, seen[target]);
      } else {
        finish(node);
        depth -= 1;
        if (depth >= 0) lower(path[depth] ?? root, low[node]);
      }
    }
  }
  return { of, members, bounds };
}

function cyclicNodes({ starts, targets }: Graph, components: Components): Uint8Array {
  const cyclic = new Uint8Array(components.of.length);
  for (let node = 0; node < cyclic.length; node++) {
    const own = components.of[node] ?? 0;
    const isAlone = (components.bounds[own + 1] ?? 0) - (components.bounds[own] ?? 0) === 1;
    if (!isAlone) cyclic[node] = 1;
    for (let edge = starts[node] ?? 0; edge < (starts[node + 1] ?? 0); edge++) {
      if (targets[edge] === node) cyclic[node] = 1;
    }
  }
  return cyclic;
}

/** From the last component to the first, so that everything behind a task is known before the task passes it on. */
function chains(open: readonly QueueIssue[], { starts, targets }: Graph, components: Components): Int32Array {
  const behind = new Int32Array(open.length);
  const isTask = (node: number) => {
    const issue = open[node];
    return issue !== undefined && isLeafTask(issue);
  };
  for (let component = components.bounds.length - 2; component >= 0; component--) {
    const nodes = components.members.subarray(components.bounds[component], components.bounds[component + 1]);
    const tasks = nodes.filter(isTask);
    const longest = tasks.reduce((most, node) => Math.max(most, behind[node] ?? 0), 0);
    for (const node of tasks) {
      behind[node] = longest;
      for (let edge = starts[node] ?? 0; edge < (starts[node + 1] ?? 0); edge++) {
        const blocker = targets[edge] ?? node;
        if (components.of[blocker] === component) continue;
        behind[blocker] = Math.max(behind[blocker] ?? 0, longest + tasks.length);
      }
    }
  }
  return behind;
}
