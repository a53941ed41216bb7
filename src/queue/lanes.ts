import type { QueueSnapshot } from "./snapshot.ts";

/** How many tasks are being worked now; those of `runId` are left out. */
export function liveClaims(snapshot: QueueSnapshot, runId: number | null = null): number {
  return snapshot.issues.filter(({ claim }) => claim?.alive === true && claim.runId !== runId).length;
}
