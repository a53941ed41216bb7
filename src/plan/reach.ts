/** Which task waits for which, directly or through others: one row of bits per task. */
import type { TaskGraph } from "./graph.ts";

export type Reach = {
  /** Whether `task` waits for `blocker` (positions in the graph). */
  waitsFor(task: number, blocker: number): boolean;
  /** Whether `task` waits for any of a set of tasks made by `setOf`. */
  waitsForAny(task: number, set: Uint32Array): boolean;
  setOf(tasks: Iterable<number>): Uint32Array;
  /** Records that `task` now also waits for `blocker`. */
  add(task: number, blocker: number): void;
};

/** 10,000 tasks take 13 MB. GitHub's caps allow no more tasks than this in one plan. */
const mostTasks = 12_000;

/** `null` above `mostTasks`; such a plan cannot be published (P12). */
export function reachOf(graph: TaskGraph): Reach | null {
  const count = graph.tasks.length;
  if (count > mostTasks) return null;
  const words = (count + 31) >>> 5;
  // Made when first asked: of a plan whose tasks share nothing, nobody asks.
  let made: Uint32Array | null = null;
  const rows = (): Uint32Array => {
    if (made !== null) return made;
    made = new Uint32Array(count * words);
    for (const component of graph.components) fillComponent(graph, component, made, words);
    return made;
  };
  const has = (task: number, other: number) =>
    (((rows()[task * words + (other >>> 5)] ?? 0) >>> (other & 31)) & 1) === 1;
  return {
    waitsFor: has,
    waitsForAny: (task, set) => {
      const bits = rows();
      for (let word = 0; word < words; word++) {
        if (((bits[task * words + word] ?? 0) & (set[word] ?? 0)) !== 0) return true;
      }
      return false;
    },
    setOf: (tasks) => {
      const set = new Uint32Array(words);
      for (const task of tasks) setBit(set, 0, task);
      return set;
    },
    add: (task, blocker) => {
      const bits = rows();
      for (let waiting = 0; waiting < count; waiting++) {
        if (waiting !== task && !has(waiting, task)) continue;
        merge(bits, waiting * words, blocker * words, words);
        setBit(bits, waiting * words, blocker);
      }
    },
  };
}

function fillComponent(
  graph: TaskGraph,
  component: readonly number[],
  bits: Uint32Array,
  words: number,
): void {
  const first = component[0] ?? 0;
  for (const task of component) {
    for (const blocker of graph.blockers[task] ?? []) {
      merge(bits, first * words, blocker * words, words);
      setBit(bits, first * words, blocker);
    }
  }
  for (const task of component) if (task !== first) merge(bits, task * words, first * words, words);
}

function setBit(bits: Uint32Array, row: number, at: number): void {
  const word = row + (at >>> 5);
  bits[word] = (bits[word] ?? 0) | (1 << (at & 31));
}

function merge(bits: Uint32Array, into: number, from: number, words: number): void {
  if (into === from) return;
  for (let word = 0; word < words; word++) {
    bits[into + word] = (bits[into + word] ?? 0) | (bits[from + word] ?? 0);
  }
}
