import { shapeOf, taskGraph } from "../graph.ts";
import type { Plan } from "../plan.ts";
import { reachOf } from "../reach.ts";
import { referenceRule, requirementRule } from "./coverage-rules.ts";
import { criteriaCountRule, layerRule, testableRule } from "./criteria-rules.ts";
import { duplicateRule } from "./duplicate-rules.ts";
import { redundancyRule, sequenceRule, startRule } from "./edge-rules.ts";
import { parallelFilesRule } from "./file-rules.ts";
import { interfaceRule } from "./interface-rules.ts";
import { capRule, sizeRule } from "./limit-rules.ts";
import { quoteRule, traceRule } from "./spec-rules.ts";
import { balanceRule, sliceRule } from "./sprint-rules.ts";
import type { Violation } from "./violation.ts";

/** With a cycle of edges, `criticalPath` and `levels` are empty and `width` is 0. They are rule P10. */
export type LintReport = {
  readonly violations: readonly Violation[];
  readonly criticalPath: readonly string[];
  readonly width: number;
  readonly levels: readonly (readonly string[])[];
};

/**
 * Checks a plan by code alone, by rule id. P14 and P15 need the spec text; without it (`null`) they are silent. P08,
 * P09 and half of P11 are silent above what GitHub can hold at all (P12 speaks then).
 */
export function lint(plan: Plan, spec: string | null): LintReport {
  const graph = taskGraph(plan.tasks);
  const reach = reachOf(graph);
  const violations = [
    ...sequenceRule(plan, graph),
    ...requirementRule(plan),
    ...criteriaCountRule(plan),
    ...testableRule(plan),
    ...sliceRule(plan),
    ...sizeRule(plan),
    ...referenceRule(plan),
    ...(reach === null ? [] : interfaceRule(plan, graph, reach)),
    ...(reach === null ? [] : parallelFilesRule(plan, graph, reach)),
    ...(reach === null ? [] : redundancyRule(plan, graph, reach)),
    ...capRule(plan, graph),
    ...duplicateRule(plan),
    ...(spec === null ? [] : [...quoteRule(plan, spec), ...traceRule(plan, spec)]),
    ...startRule(plan),
    ...layerRule(plan),
    ...balanceRule(plan),
  ];
  return { violations, ...shapeOf(graph) };
}

export function hasErrors(report: LintReport): boolean {
  return report.violations.some(({ level }) => level === "error");
}
