/** The graph of open issues by their own "blocked by" edges: who stands on a cycle, and how much waits behind whom. */
import { type Components, componentsOf, type Graph } from "./components.ts";
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

/** Linear in issues and edges. Edges to closed or unknown issues are no edges here. */
export function ownEdges(issues: readonly QueueIssue[]): OwnEdges {
  const open = issues.filter((issue) => issue.state === "open");
  const nodes = new Map<number, number>();
  for (const [node, issue] of open.entries()) nodes.set(issue.number, node);
  const graph = graphOf(open, nodes);
  const components = componentsOf(graph);
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

function cyclicNodes({ starts, targets }: Graph, { of, bounds }: Components): Uint8Array {
  const cyclic = new Uint8Array(of.length);
  for (let node = 0; node < cyclic.length; node++) {
    const own = of[node] ?? 0;
    if ((bounds[own + 1] ?? 0) - (bounds[own] ?? 0) > 1) cyclic[node] = 1;
    for (let edge = starts[node] ?? 0; edge < (starts[node + 1] ?? 0); edge++) {
      if (targets[edge] === node) cyclic[node] = 1;
    }
  }
  return cyclic;
}

/**
 * From the last component to the first, so that everything behind a task is known before the task passes it on. Tasks
 * on one cycle count once each, and all have the same chain behind them.
 */
function chains(open: readonly QueueIssue[], graph: Graph, components: Components): Int32Array {
  const behind = new Int32Array(open.length);
  const { members, bounds } = components;
  const isTask = Uint8Array.from(open, (issue) => (isLeafTask(issue) ? 1 : 0));
  for (let component = bounds.length - 2; component >= 0; component--) {
    const [first, end] = [bounds[component] ?? 0, bounds[component + 1] ?? 0];
    let longest = 0;
    let tasks = 0;
    for (let at = first; at < end; at++) {
      const node = members[at] ?? 0;
      if (isTask[node] !== 1) continue;
      tasks += 1;
      longest = Math.max(longest, behind[node] ?? 0);
    }
    for (let at = first; at < end; at++) {
      const node = members[at] ?? 0;
      if (isTask[node] === 1) passOn(node, longest, longest + tasks, behind, graph, components.of);
    }
  }
  return behind;
}

function passOn(
  node: number,
  own: number,
  passed: number,
  behind: Int32Array,
  { starts, targets }: Graph,
  component: Int32Array,
): void {
  behind[node] = own;
  for (let edge = starts[node] ?? 0; edge < (starts[node + 1] ?? 0); edge++) {
    const blocker = targets[edge] ?? node;
    if (component[blocker] === component[node]) continue;
    behind[blocker] = Math.max(behind[blocker] ?? 0, passed);
  }
}
