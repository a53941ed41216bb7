import { later } from "./ancestry.ts";
import type { QueueIssue, Release } from "./snapshot.ts";

/** The release that counts for a task, and whether it was given on an ancestor. */
export type EffectiveRelease = Release & { readonly inherited: boolean };

/**
 * The latest labelling by a person on the task or, where the plan record puts it there, on an ancestor. It counts only
 * while that person has write access: an older release does not step in for it.
 */
export function effectiveRelease(task: QueueIssue, ofAncestors: Release | null): EffectiveRelease | null {
  const latest = later(task.release, task.planned ? ofAncestors : null);
  if (latest === null || !latest.hasWrite) return null;
  return { ...latest, inherited: latest !== task.release };
}

/** Server times are compared by whole seconds; the same second counts as after, because their order is not known. */
export function isAtOrAfter(time: string, release: Release): boolean {
  return second(time) >= second(release.at);
}

function second(time: string): number {
  return Math.floor(Date.parse(time) / 1000);
}
