import type { QueueSnapshot } from "./snapshot.ts";

/** How many more tasks the day's budget has room for, each at its whole budget. Dollars. */
export function affordable(
  { spentToday = 0 }: { readonly spentToday?: number },
  { dayUsd, budgetUsd }: { readonly dayUsd: number; readonly budgetUsd: number },
): number {
  if (spentToday + budgetUsd > dayUsd) return 0;
  return budgetUsd > 0 ? Math.floor((dayUsd - spentToday) / budgetUsd) : Number.POSITIVE_INFINITY;
}

/** How many tasks are being worked now; those of `runId` are left out. */
export function liveClaims(snapshot: QueueSnapshot, runId: number | null = null): number {
  return snapshot.issues.filter(({ claim }) => claim?.alive === true && claim.runId !== runId).length;
}
