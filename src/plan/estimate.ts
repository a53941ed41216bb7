import type { Plan, PlannedTask } from "./plan.ts";

/** The caps of the configuration that bound what a plan may cost. Dollars. */
export type Caps = { readonly taskUsd: number; readonly dayUsd: number; readonly iterations: number };

export type Estimate = { readonly usd: number; readonly capUsd: number };

/**
 * What tasks will probably cost and can cost at most. A task of the full number of iterations is expected to use its
 * whole budget, a smaller one its share of it.
 */
export function estimate(tasks: readonly PlannedTask[], caps: Caps): Estimate {
  const shares = tasks.map(({ size }) => Math.min(1, size / caps.iterations));
  return {
    usd: shares.reduce((sum, share) => sum + share * caps.taskUsd, 0),
    capUsd: tasks.length * caps.taskUsd,
  };
}

/** The plan's tasks of one sprint, in plan order. */
export function tasksOf(plan: Plan, sprint: string): readonly PlannedTask[] {
  return plan.tasks.filter((task) => task.sprint === sprint);
}

export function dollars(usd: number): string {
  return `$${usd.toFixed(2)}`;
}
