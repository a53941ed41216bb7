/** What the path policy found. The codes are a stable contract of `pawl policy`. */

import type { SteeringCode } from "../repository/steering-file.ts";

export type RejectCode =
  | "malformed"
  | "too-large"
  | "too-many-files"
  | "traversal"
  | "absolute"
  | "nul"
  | "git-dir"
  | "mode"
  | "duplicate-path"
  | "case-collision"
  | "path-conflict"
  | "base-mismatch"
  | "secret";

export type HumanCode = SteeringCode | "protected";

export type Violation = {
  /** The path as it was written, or `""` where the finding is about the change set as a whole. */
  readonly path: string;
  readonly code: RejectCode | HumanCode;
  readonly text: string;
};

type Verdict = "accept" | "needs-human" | "reject";

export type PolicyReport = { readonly verdict: Verdict; readonly violations: readonly Violation[] };

const humanCodes: ReadonlySet<string> = new Set<HumanCode>([
  "workflow",
  "codeowners",
  "agent-file",
  "hook",
  "runner-config",
  "lockfile",
  "manifest",
  "ci",
  "protected",
]);

/** One reject makes the verdict reject; otherwise one finding is enough to ask a human. */
export function verdictOf(violations: readonly Violation[]): PolicyReport {
  if (violations.length === 0) return { verdict: "accept", violations };
  const onlyHuman = violations.every((violation) => humanCodes.has(violation.code));
  return { verdict: onlyHuman ? "needs-human" : "reject", violations };
}
