import { type Digest, PlanRecord } from "../issues/plan-record.ts";
import { Plan } from "./plan.ts";

export type Recording = {
  readonly spec: number;
  readonly specText: string;
  /** The files of the default branch that belong to the spec. */
  readonly from: readonly string[];
  /** What the code base was read at. */
  readonly commit: string;
  readonly plan: Plan;
  readonly spentUsd: number;
};

/** Puts a plan into a record. */
export function recordOf(
  { spec, specText, from, commit, plan, spentUsd }: Recording,
  digest: Digest,
): PlanRecord {
  const named = from.length > 0 ? { from } : {};
  const specDigest = digest(specText);
  return PlanRecord.parse({ version: 1, spec, specDigest, ...named, commit, spentUsd, plan });
}

/** The whole plan of a record; `null` when a later version of Pawl wrote it in another shape. */
export function planOf(record: PlanRecord): Plan | null {
  const parsed = Plan.safeParse(record.plan);
  return parsed.success ? parsed.data : null;
}
