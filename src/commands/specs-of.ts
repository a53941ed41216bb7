import type { QueueIssue } from "../queue/snapshot.ts";

type Issues = ReadonlyMap<number, QueueIssue>;

/** The specs whose status may have changed: the root above `issue`, or with `null` every open root above a planned task. */
export function specsOf(issues: Issues, issue: number | null): readonly number[] {
  if (issue !== null) {
    const root = rootOf(issues, issue);
    return issues.get(root)?.isTask === false ? [root] : [];
  }
  const specs = new Set<number>();
  for (const task of issues.values()) {
    if (!task.isTask || !task.planned) continue;
    const root = rootOf(issues, task.number);
    if (root !== task.number && issues.get(root)?.state === "open") specs.add(root);
  }
  return [...specs].sort((a, b) => a - b);
}

function rootOf(issues: Issues, number: number): number {
  const seen = new Set<number>();
  let root = number;
  for (;;) {
    seen.add(root);
    const parent = issues.get(root)?.parent ?? null;
    if (parent === null || seen.has(parent) || !issues.has(parent)) return root;
    root = parent;
  }
}
