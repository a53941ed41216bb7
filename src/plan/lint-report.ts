import { hasErrors, type LintReport, lint } from "./lint/lint.ts";
import { readPlan } from "./read-plan.ts";

export type LintAnswer = {
  readonly exitCode: 0 | 1 | 2;
  readonly report: LintReport | null;
  readonly message: string | null;
};

/**
 * `pawl lint`: 0 no errors, 1 errors, 2 not a plan (`message` names the JSON path and what was expected). `specText`
 * is the spec as P14 and P15 compare it, or `null`.
 */
export function lintReport(planText: string, specText: string | null): LintAnswer {
  const candidate = parseJson(planText);
  if (candidate.kind === "broken") return notAPlan([`(the whole plan): expected JSON; ${candidate.text}`]);
  const reading = readPlan(candidate.value);
  if (reading.kind === "not-a-plan") return notAPlan(reading.findings);
  const report = lint(reading.plan, specText);
  return { exitCode: hasErrors(report) ? 1 : 0, report, message: null };
}

/** The report as plain text, one line per violation, then the shape of the plan. */
export function printLintReport(report: LintReport): string {
  const lines = report.violations.map(({ rule, level, text }) => `${level.padEnd(5)} ${rule}  ${text}`);
  const count = (level: string) => report.violations.filter((violation) => violation.level === level).length;
  const path = report.criticalPath;
  return [
    ...lines,
    `${count("error")} errors, ${count("warn")} warnings, ${count("info")} notes.`,
    path.length === 0
      ? "No critical path: the tasks wait for each other, or there are none."
      : `Critical path of ${path.length}: ${path.join(" -> ")}. At most ${report.width} tasks side by side.`,
  ].join("\n");
}

function notAPlan(findings: readonly string[]): LintAnswer {
  const message = `Not a plan. Put these right and run it again:\n${findings.map((finding) => `  ${finding}`).join("\n")}`;
  return { exitCode: 2, report: null, message };
}

type Json =
  | { readonly kind: "json"; readonly value: unknown }
  | { readonly kind: "broken"; readonly text: string };

function parseJson(text: string): Json {
  try {
    return { kind: "json", value: JSON.parse(text.replace(/^\ufeff/, "")) };
  } catch (error) {
    return { kind: "broken", text: error instanceof Error ? error.message : "it does not parse" };
  }
}
