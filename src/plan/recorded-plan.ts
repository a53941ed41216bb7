import { type Digest, PlanRecord } from "../issues/plan-record.ts";
import { Plan } from "./plan.ts";

/** Puts a plan into a record; `commit` is what the code base was read at. */
export function recordOf(
  spec: number,
  specText: string,
  commit: string,
  plan: Plan,
  spentUsd: number,
  digest: Digest,
): PlanRecord {
  return PlanRecord.parse({ version: 1, spec, specDigest: digest(specText), commit, spentUsd, plan });
}

/** The whole plan of a record; `null` when a later version of Pawl wrote it in another shape. */
export function planOf(record: PlanRecord): Plan | null {
  const parsed = Plan.safeParse(record.plan);
  return parsed.success ? parsed.data : null;
}
