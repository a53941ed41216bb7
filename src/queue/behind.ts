import { isLeafTask } from "./own-edges.ts";
import type { QueueSnapshot } from "./snapshot.ts";

/** Every open task that waits for `number`, directly or through others, by number. */
export function tasksBehind(snapshot: QueueSnapshot, number: number): readonly number[] {
  const dependants = new Map<number, number[]>();
  for (const issue of snapshot.issues) {
    if (issue.state !== "open" || !isLeafTask(issue)) continue;
    for (const blocker of issue.blockedBy) {
      const known = dependants.get(blocker);
      if (known === undefined) dependants.set(blocker, [issue.number]);
      else known.push(issue.number);
    }
  }
  const found = new Set<number>();
  const left = [number];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    for (const dependant of dependants.get(next) ?? []) {
      if (dependant === number || found.has(dependant)) continue;
      found.add(dependant);
      left.push(dependant);
    }
  }
  return [...found].sort((a, b) => a - b);
}
