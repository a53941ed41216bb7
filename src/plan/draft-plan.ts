import type { Usage } from "../budget/usage.ts";
import type { Refusal } from "../issues/outcome.ts";
import { askSoundly, type Checked } from "./ask-soundly.ts";
import { lint } from "./lint/lint.ts";
import { normalise } from "./normalise.ts";
import type { Plan, PlannedTask } from "./plan.ts";
import type { Planner, PlanRequest } from "./planner.ts";
import { readPlan } from "./read-plan.ts";

export type DraftedPlan =
  | { readonly kind: "drafted"; readonly plan: Plan; readonly usage: Usage }
  | { readonly kind: "refused"; readonly refusal: Refusal; readonly usage: Usage };

/**
 * Asks for a plan and has it repaired at most twice: shape, then reuse paths that are in the code base, then lint
 * errors are sent back by rule id. Answers the normalised plan, or why there is none.
 */
export async function draftPlan(
  planner: Planner,
  request: PlanRequest,
  files: ReadonlySet<string>,
): Promise<DraftedPlan> {
  const asked = await askSoundly(planner, request, (candidate) => checkPlan(candidate, request.spec, files));
  if (asked.kind === "refused") return asked;
  return { kind: "drafted", plan: asked.value, usage: asked.usage };
}

/** The normalised plan, or everything that keeps it from being published. */
export function checkPlan(candidate: unknown, spec: string, files: ReadonlySet<string>): Checked<Plan> {
  const reading = readPlan(candidate);
  if (reading.kind === "not-a-plan")
    return { kind: "findings", findings: reading.findings.map((one) => `shape: ${one}`) };
  const empty = reading.plan.tasks.length === 0 ? ["shape: tasks: expected at least one task"] : [];
  const invented = inventedPaths(reading.plan.tasks, files);
  const raw = errorsOf(reading.plan, spec);
  const findings = [...empty, ...invented, ...raw];
  if (findings.length > 0) return { kind: "findings", findings };
  const plan = normalise(reading.plan);
  const late = errorsOf(plan, spec);
  return late.length > 0 ? { kind: "findings", findings: late } : { kind: "sound", value: plan };
}

function errorsOf(plan: Plan, spec: string): readonly string[] {
  const errors = lint(plan, spec).violations.filter(({ level }) => level === "error");
  return errors.map(({ rule, text }) => `${rule}: ${text}`);
}

/** The planner may name only files that are there. */
export function inventedPaths(tasks: readonly PlannedTask[], files: ReadonlySet<string>): readonly string[] {
  return tasks.flatMap(({ id, reuse }) =>
    reuse
      .filter(({ path }) => !files.has(path))
      .map(({ path }) => `reuse: ${id} wants to reuse ${path}, which is not a file of the repository.`),
  );
}
