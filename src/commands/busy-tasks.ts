import type { QueueSnapshot } from "../queue/snapshot.ts";

/** Numbers of tasks that a run holds or that have an open pull request of ours: nobody rewrites those. */
export function busyTasks({ issues }: QueueSnapshot): ReadonlySet<number> {
  return new Set(
    issues
      .filter(({ claim, openPullRequest }) => claim?.alive === true || openPullRequest !== null)
      .map(({ number }) => number),
  );
}
