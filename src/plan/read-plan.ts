import type { z } from "zod";
import { Plan } from "./plan.ts";

export type PlanReading =
  | { readonly kind: "plan"; readonly plan: Plan }
  | { readonly kind: "not-a-plan"; readonly findings: readonly string[] };

/** Checks that a value has the shape of a plan. Findings name the JSON path and what was expected, at most 20. */
export function readPlan(candidate: unknown): PlanReading {
  const parsed = Plan.safeParse(candidate);
  if (parsed.success) return { kind: "plan", plan: parsed.data };
  return { kind: "not-a-plan", findings: findingsOf(parsed.error) };
}

/** The same findings of another shape, as they are sent back to the model. */
export function shapeFindings(error: z.ZodError): readonly string[] {
  return findingsOf(error).map((finding) => `shape: ${finding}`);
}

function findingsOf(error: z.ZodError): readonly string[] {
  return error.issues.slice(0, 20).map((issue) => `${jsonPath(issue)}: ${expectation(issue)}`);
}

type ShapeIssue = z.core.$ZodIssue;

/** `tasks[0].blockedBy`, or `(the whole plan)`. */
function jsonPath({ path }: ShapeIssue): string {
  const text = path.reduce<string>(
    (before, part) =>
      typeof part === "number" ? `${before}[${part}]` : `${before}${before === "" ? "" : "."}${String(part)}`,
    "",
  );
  return text === "" ? "(the whole plan)" : text;
}

function expectation(issue: ShapeIssue): string {
  if (issue.code === "unrecognized_keys") {
    return `unknown key ${issue.keys.map((key) => `"${key}"`).join(", ")}; expected only the keys of schema/plan.schema.json`;
  }
  return issue.message.replace(/^Invalid (?:input|option): /, "");
}
