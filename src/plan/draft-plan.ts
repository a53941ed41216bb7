import { addUsage, type Usage } from "../budget/usage.ts";
import { type Refusal, refused } from "../issues/outcome.ts";
import { lint } from "./lint/lint.ts";
import { normalise } from "./normalise.ts";
import type { Plan } from "./plan.ts";
import type { Planner, PlannerReply, PlanRequest } from "./planner.ts";
import { readPlan } from "./read-plan.ts";

export type DraftedPlan =
  | { readonly kind: "drafted"; readonly plan: Plan; readonly usage: Usage }
  | { readonly kind: "refused"; readonly refusal: Refusal; readonly usage: Usage };

const mostRepairs = 2;

/**
 * Asks for a plan and has it repaired at most twice: shape, then reuse paths that are in the code base, then lint
 * errors are sent back by rule id. Answers the normalised plan, or why there is none.
 */
export async function draftPlan(
  planner: Planner,
  request: PlanRequest,
  files: ReadonlySet<string>,
): Promise<DraftedPlan> {
  let reply = await planner.draft(request);
  let usage = reply.usage;
  for (let repair = 0; ; repair++) {
    if (reply.kind === "failed") return { ...refused(reply.code, reply.text, reply.next), usage };
    const checked = check(reply.candidate, request.spec, files);
    if (checked.kind === "plan") return { kind: "drafted", plan: checked.plan, usage };
    if (repair === mostRepairs) return { ...invalid(checked.findings), usage };
    if (usage.usd >= request.budgetUsd) return { ...tooDear(request.budgetUsd, checked.findings), usage };
    reply = await repaired(planner, reply, checked.findings, usage.usd);
    usage = addUsage(usage, reply.usage);
  }
}

function repaired(
  planner: Planner,
  reply: Extract<PlannerReply, { kind: "drafted" }>,
  findings: readonly string[],
  spentUsd: number,
): Promise<PlannerReply> {
  return planner.repair(reply.draft, findings.slice(0, 40), spentUsd);
}

type Checked =
  | { readonly kind: "plan"; readonly plan: Plan }
  | { readonly kind: "findings"; readonly findings: readonly string[] };

function check(candidate: unknown, spec: string, files: ReadonlySet<string>): Checked {
  const reading = readPlan(candidate);
  if (reading.kind === "not-a-plan")
    return { kind: "findings", findings: reading.findings.map((one) => `shape: ${one}`) };
  const empty = reading.plan.tasks.length === 0 ? ["shape: tasks: expected at least one task"] : [];
  const invented = inventedPaths(reading.plan, files);
  const raw = errorsOf(reading.plan, spec);
  const findings = [...empty, ...invented, ...raw];
  if (findings.length > 0) return { kind: "findings", findings };
  const plan = normalise(reading.plan);
  const late = errorsOf(plan, spec);
  return late.length > 0 ? { kind: "findings", findings: late } : { kind: "plan", plan };
}

function errorsOf(plan: Plan, spec: string): readonly string[] {
  const errors = lint(plan, spec).violations.filter(({ level }) => level === "error");
  return errors.map(({ rule, text }) => `${rule}: ${text}`);
}

function inventedPaths(plan: Plan, files: ReadonlySet<string>): readonly string[] {
  return plan.tasks.flatMap(({ id, reuse }) =>
    reuse
      .filter(({ path }) => !files.has(path))
      .map(({ path }) => `reuse: ${id} wants to reuse ${path}, which is not a file of the repository.`),
  );
}

function invalid(findings: readonly string[]) {
  return refused(
    "plan-invalid",
    `The plan still broke these rules after ${mostRepairs} repairs, so nothing was created:\n\n${shown(findings)}`,
    "Make the spec clearer where the rules point, or give guidance, then comment /plan again.",
  );
}

function tooDear(budgetUsd: number, findings: readonly string[]) {
  return refused(
    "plan-budget",
    `The plan was not sound yet when its budget of $${budgetUsd} was spent; nothing was created:\n\n${shown(findings)}`,
    "Shorten the spec, or raise plan.budgetUsd in .github/pawl.yml, then comment /plan again.",
  );
}

function shown(findings: readonly string[]): string {
  const list = findings.slice(0, 10);
  const more = findings.length - list.length;
  return [...list, ...(more > 0 ? [`and ${more} more`] : [])].join("\n\n");
}
