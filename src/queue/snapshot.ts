/** Everything readiness looks at, as data. Published as schema/queue.schema.json and read by `pawl ready`. */
import { z } from "zod";

const time = z.iso.datetime({ offset: true });
const number = z.number().int().positive();

export const Release = z.strictObject({ by: z.string().min(1), hasWrite: z.boolean(), at: time });
export type Release = z.infer<typeof Release>;

const QueueClaim = z.strictObject({
  runId: z.number().int(),
  runAttempt: z.number().int().min(1),
  fence: z.number().int().min(1),
  alive: z.boolean(),
});

export const QueueIssue = z.strictObject({
  number,
  title: z.string(),
  state: z.enum(["open", "closed"]),
  stateReason: z.enum(["completed", "not_planned", "duplicate", "reopened"]).nullable(),
  labels: z.array(z.string()),
  isTask: z.boolean(),
  hasCriteria: z.boolean(),
  planned: z.boolean(),
  parent: number.nullable(),
  children: z.array(number),
  blockedBy: z.array(number),
  unknownBlockers: z.number().int().min(0),
  priority: z.number().int().min(0).max(4),
  sprint: z.string().nullable(),
  createdAt: time,
  release: Release.nullable(),
  changedAt: time.nullable(),
  claim: QueueClaim.nullable(),
  openPullRequest: number.nullable(),
  deferUntil: z.union([z.iso.date(), time]).nullable(),
  tries: z.number().int().min(0),
  budgetLeft: z.boolean(),
});
export type QueueIssue = z.infer<typeof QueueIssue>;

export const QueueSnapshot = z.strictObject({ now: time, issues: z.array(QueueIssue) });
export type QueueSnapshot = z.infer<typeof QueueSnapshot>;

/**
 * What a snapshot must tell the truth about. `released`: the open tasks that carry a release, themselves or by an
 * ancestor, and the issues of `also`. `all`: everything that Pawl plans or works, which costs more.
 */
export type BoardScope =
  | { readonly kind: "released"; readonly also?: readonly number[] }
  | { readonly kind: "all" };

/**
 * `files`: paths and globs that the plan lets a task touch, by issue number, where a plan record says so. `closedClaims`:
 * numbers of issues that are closed or gone and have a claim ref of an earlier day; told where the scope is `released`.
 * `spentToday`: dollars that tasks cost at most on this day (UTC), with the whole budget of those under way.
 */
export type BoardSnapshot = QueueSnapshot & {
  readonly files?: ReadonlyMap<number, readonly string[]>;
  readonly closedClaims?: readonly number[];
  readonly spentToday?: number;
};

/** Port: reads the snapshot of one repository; everything when no scope is named. */
export interface Board {
  snapshot(scope?: BoardScope): Promise<BoardSnapshot>;
}
