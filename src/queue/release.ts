import { later } from "./ancestry.ts";
import type { QueueIssue, Release } from "./snapshot.ts";

/**
 * The release that counts for a task: the latest labelling by a person on the task or, where the plan record puts it
 * there, on an ancestor. It counts only while that person has write access: an older release does not step in for it.
 */
export function effectiveRelease(task: QueueIssue, ofAncestors: Release | null): Release | null {
  const latest = task.planned ? later(task.release, ofAncestors) : task.release;
  return latest?.hasWrite === true ? latest : null;
}

/** Server times are compared by whole seconds; the same second counts as after, because their order is not known. */
export function isAtOrAfter(time: string, release: Release): boolean {
  return second(time) >= second(release.at);
}

function second(time: string): number {
  return Math.floor(Date.parse(time) / 1000);
}
