import type { Comment, Issue } from "../issues/issue.ts";
import { done, type Outcome, refused } from "../issues/outcome.ts";
import {
  type Digest,
  type PlanRecord,
  type RecordKind,
  readRecord,
  storedRecords,
} from "../issues/plan-record.ts";
import type { Tracker } from "../issues/tracker.ts";
import { isOurs, type Trust } from "../issues/trust.ts";
import type { Plan } from "./plan.ts";
import { planOf } from "./recorded-plan.ts";
import type { PlanHistory } from "./standing-issues.ts";

/** The newest plan of a spec: one whose issues exist, or, while there is none, the preview that waits for `/approve`. */
export type StandingPlan = {
  readonly issue: Issue;
  readonly comments: readonly Comment[];
  readonly ours: readonly Comment[];
  readonly kind: RecordKind;
  readonly plan: Plan;
  readonly hash: string;
  readonly record: PlanRecord;
};

type Ports = { readonly tracker: Pick<Tracker, "thread">; readonly digest: Digest };

export async function standingPlan(
  { tracker, digest }: Ports,
  spec: number,
  trust: Trust,
): Promise<Outcome<StandingPlan>> {
  const thread = await tracker.thread(spec);
  if (thread === null) return refused("spec-missing", `There is no issue #${spec}.`, "Check the number.");
  const ours = thread.comments.filter(({ author }) => isOurs(author, trust));
  for (const kind of ["plan-record", "plan-preview"] as const) {
    const stored = readRecord(ours, spec, digest, kind);
    if (stored === null) continue;
    const plan = planOf(stored.record);
    if (plan !== null) return done({ ...thread, ours, kind, plan, ...stored });
    const text = `The plan record of #${spec} was written by another version of Pawl.`;
    return refused("record-unreadable", text, "Update Pawl; the record stays as it is.");
  }
  return refused("no-plan", `#${spec} has no plan yet.`, "Comment `/plan` first.");
}

/** Every plan that was recorded for a spec, by hash. `ours` are comments of ours. */
export function planHistory(ours: readonly Comment[], spec: number, digest: Digest): PlanHistory {
  const history = new Map<string, Plan>();
  for (const { hash, record } of storedRecords(ours, spec, digest)) {
    const plan = planOf(record);
    if (plan !== null) history.set(hash, plan);
  }
  return history;
}
