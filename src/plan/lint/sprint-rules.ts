/** P05 (a sprint is a vertical slice), P17's second half (sprints of like size). */
import type { Plan } from "../plan.ts";
import { groupBy, idsOf, rule, type Violation } from "./violation.ts";

const p05 = rule("P05", "error");
const p17 = rule("P17", "warn");

export function sliceRule(plan: Plan): readonly Violation[] {
  const bySprint = groupBy(plan.tasks, ({ sprint }) => sprint);
  return plan.sprints.flatMap(({ id }) => {
    const tasks = bySprint.get(id) ?? [];
    if (tasks.some(({ layers }) => layers.includes("entry"))) return [];
    const why = tasks.length === 0 ? "has no task" : "has no task that touches the entry layer";
    return [p05(idsOf(tasks), [id], `Sprint ${id} ${why}, so nobody could use what it delivers.`)];
  });
}

export function balanceRule(plan: Plan): readonly Violation[] {
  const bySprint = groupBy(plan.tasks, ({ sprint }) => sprint);
  const sums = plan.sprints.map(({ id }) => ({
    id,
    sum: (bySprint.get(id) ?? []).reduce((sum, { size }) => sum + size, 0),
  }));
  const middle = median(sums.map(({ sum }) => sum));
  return sums
    .filter(({ sum }) => sum > 2 * middle)
    .map(({ id, sum }) => {
      const text = `Sprint ${id} sums to ${sum} iterations, more than twice the median of ${middle}.`;
      return p17(idsOf(bySprint.get(id) ?? []), [id], text);
    });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}
