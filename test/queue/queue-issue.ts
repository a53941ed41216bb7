import type { QueueIssue, QueueSnapshot, Release } from "../../src/queue/snapshot.ts";

export const releaseOf = (change: Partial<Release> = {}): Release => ({
  by: "alice",
  hasWrite: true,
  at: "2026-11-10T12:00:00Z",
  ...change,
});

/** A task that is ready, unless something is changed. */
export const aTask = (number: number, change: Partial<QueueIssue> = {}): QueueIssue => ({
  number,
  title: `Task ${number}`,
  state: "open",
  stateReason: null,
  labels: ["task"],
  isTask: true,
  hasCriteria: true,
  planned: true,
  parent: null,
  children: [],
  blockedBy: [],
  unknownBlockers: 0,
  priority: 2,
  sprint: "S1",
  createdAt: "2026-11-01T00:00:00Z",
  release: releaseOf(),
  changedAt: null,
  claim: null,
  openPullRequest: null,
  deferUntil: null,
  tries: 0,
  budgetLeft: true,
  ...change,
});

/** A sprint or a spec: a container that nobody released. */
export const aContainer = (
  number: number,
  children: readonly number[],
  change: Partial<QueueIssue> = {},
): QueueIssue =>
  aTask(number, { isTask: false, children: [...children], release: null, labels: ["sprint"], ...change });

export const aDone = (number: number, change: Partial<QueueIssue> = {}): QueueIssue =>
  aTask(number, { state: "closed", stateReason: "completed", ...change });

export const snapshotOf = (...issues: readonly QueueIssue[]): QueueSnapshot => ({
  now: "2026-11-20T12:00:00Z",
  issues: [...issues],
});

export const liveClaim = { runId: 7, runAttempt: 1, fence: 1, alive: true };
