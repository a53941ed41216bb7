/** Which tasks touch the same files. Entries are paths or globs, as tasks list them. */
import { globsOverlap, isLiteral, matchesGlob } from "../repository/glob.ts";
import type { PlannedTask } from "./plan.ts";

/** Tasks (positions, ascending) that list the very same entry. */
export type Entry = { readonly path: string; readonly tasks: readonly number[] };

export type SharedFiles = {
  readonly entries: readonly Entry[];
  /** Two different entries some path could match both of. */
  readonly overlaps: readonly (readonly [Entry, Entry])[];
};

/** Above this many overlapping entries a plan is not looked at pair by pair any more. */
const mostOverlaps = 200_000;

export function sharedFiles(tasks: readonly PlannedTask[]): SharedFiles {
  const byPath = new Map<string, number[]>();
  for (const [index, task] of tasks.entries()) {
    for (const path of new Set(task.files)) {
      const known = byPath.get(path);
      if (known === undefined) byPath.set(path, [index]);
      else known.push(index);
    }
  }
  const entries = [...byPath].map(([path, listed]) => ({ path, tasks: listed }));
  return { entries, overlaps: overlapsOf(entries) };
}

function overlapsOf(entries: readonly Entry[]): readonly (readonly [Entry, Entry])[] {
  const sorted = entries
    .map((entry) => ({ entry, head: headOf(entry.path) }))
    .sort((a, b) => (a.head < b.head ? -1 : a.head > b.head ? 1 : 0));
  const found: (readonly [Entry, Entry])[] = [];
  for (const [index, { entry, head }] of sorted.entries()) {
    if (isLiteral(entry.path)) continue;
    for (let at = firstWith(sorted, head); at < sorted.length && found.length < mostOverlaps; at++) {
      const other = sorted[at];
      if (other === undefined || !other.head.startsWith(head)) break;
      const literal = isLiteral(other.entry.path);
      if (at === index || (!literal && other.head === head && at < index)) continue;
      const overlap = literal
        ? matchesGlob(entry.path, other.entry.path)
        : globsOverlap(entry.path, other.entry.path);
      if (overlap) found.push([entry, other.entry]);
    }
  }
  return found;
}

function headOf(path: string): string {
  return isLiteral(path) ? path : path.slice(0, path.search(/[*?{[]/));
}

function firstWith(sorted: readonly { readonly head: string }[], head: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle]?.head ?? "") < head) low = middle + 1;
    else high = middle;
  }
  return low;
}
