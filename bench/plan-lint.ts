/** How long lint takes, in process. The promise: 1,000 tasks under 10 ms, 10,000 under 120 ms. The floor: reading the same plan. */
import { lint } from "../src/plan/lint/lint.ts";
import { Plan } from "../src/plan/plan.ts";
import { madePlan } from "./made-plan.ts";

const promises = [
  { tasks: 1_000, promised: 10 },
  { tasks: 10_000, promised: 120 },
];
const rounds = 15;

export type LintTime = {
  readonly tasks: number;
  /** Milliseconds. `within` looks at the fastest of the rounds: whatever else the machine does only adds to them. */
  readonly median: number;
  readonly fastest: number;
  readonly promised: number;
  readonly within: boolean;
  /** Median milliseconds of checking the plan's shape alone. */
  readonly floor: number;
};

/** Every call gets a plan of its own, so that nothing is remembered from the one before. */
export async function planLint(): Promise<{ readonly name: string; readonly sizes: readonly LintTime[] }> {
  return { name: "lint of a plan", sizes: promises.map(({ tasks, promised }) => timed(tasks, promised)) };
}

function timed(tasks: number, promised: number): LintTime {
  const { plan, spec } = madePlan(tasks + Math.ceil(tasks / 20));
  const lints: number[] = [];
  const floors: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const fresh = structuredClone(plan);
    const started = performance.now();
    lint(fresh, spec);
    lints.push(performance.now() - started);
    const read = performance.now();
    Plan.parse(fresh);
    floors.push(performance.now() - read);
  }
  const median = middle(lints);
  return {
    ...{ tasks: plan.tasks.length, median, fastest: rounded(Math.min(...lints)), promised },
    ...{ within: Math.min(...lints) <= promised, floor: middle(floors) },
  };
}

function middle(times: readonly number[]): number {
  return rounded(times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0);
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100;
}
