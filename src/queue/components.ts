/** A directed graph in compact form: the targets of node v are `targets[starts[v]] … targets[starts[v + 1] - 1]`. */
export type Graph = { readonly starts: Int32Array; readonly targets: Int32Array };

/**
 * Strongly connected components, targets before what points to them: component c holds
 * `members[bounds[c]] … members[bounds[c + 1] - 1]`; `of` answers the component of a node.
 */
export type Components = {
  readonly of: Int32Array;
  readonly members: Int32Array;
  readonly bounds: readonly number[];
};

/** Where a walk stands: order of discovery, lowest reachable discovery, nodes not yet in a component. */
type Walk = {
  readonly seen: Int32Array;
  readonly low: Int32Array;
  readonly next: Int32Array;
  readonly path: Int32Array;
  readonly pending: Int32Array;
  clock: number;
  waiting: number;
  filled: number;
  readonly of: Int32Array;
  readonly members: Int32Array;
  readonly bounds: number[];
};

/** Tarjan's algorithm with its own stack, so that a chain of 100,000 nodes does not overflow the call stack. Linear. */
export function componentsOf(graph: Graph): Components {
  const size = graph.starts.length - 1;
  const walk: Walk = {
    seen: new Int32Array(size),
    low: new Int32Array(size),
    next: graph.starts.slice(0, size),
    path: new Int32Array(size),
    pending: new Int32Array(size),
    clock: 0,
    waiting: 0,
    filled: 0,
    of: new Int32Array(size).fill(-1),
    members: new Int32Array(size),
    bounds: [0],
  };
  for (let root = 0; root < size; root++) {
    if (walk.seen[root] === 0) walkFrom(root, graph, walk);
  }
  return walk;
}

function walkFrom(root: number, { starts, targets }: Graph, walk: Walk): void {
  let depth = 0;
  walk.path[0] = root;
  enter(root, walk);
  while (depth >= 0) {
    const node = walk.path[depth] ?? root;
    const edge = walk.next[node] ?? 0;
    if (edge < (starts[node + 1] ?? 0)) {
      walk.next[node] = edge + 1;
      const target = targets[edge] ?? node;
      if (walk.seen[target] === 0) {
        walk.path[++depth] = target;
        enter(target, walk);
      } else if (walk.of[target] === -1) lower(node, walk.seen[target] ?? 0, walk);
    } else {
      if (walk.low[node] === walk.seen[node]) close(node, walk);
      depth -= 1;
      if (depth >= 0) lower(walk.path[depth] ?? root, walk.low[node] ?? 0, walk);
    }
  }
}

function enter(node: number, walk: Walk): void {
  walk.clock += 1;
  walk.seen[node] = walk.clock;
  walk.low[node] = walk.clock;
  walk.pending[walk.waiting++] = node;
}

function lower(node: number, value: number, walk: Walk): void {
  if (value < (walk.low[node] ?? 0)) walk.low[node] = value;
}

/** `node` is the first of its component: everything pending since then belongs to it. */
function close(node: number, walk: Walk): void {
  let member: number;
  do {
    member = walk.pending[--walk.waiting] ?? node;
    walk.of[member] = walk.bounds.length - 1;
    walk.members[walk.filled++] = member;
  } while (member !== node);
  walk.bounds.push(walk.filled);
}
