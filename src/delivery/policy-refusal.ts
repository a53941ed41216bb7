import { refused } from "../issues/outcome.ts";
import type { ChangeSet } from "./change-set.ts";
import type { CodeHost } from "./code-host.ts";
import { lineDiff } from "./line-diff.ts";
import { changesOf } from "./read-change-set.ts";
import type { PolicyReport, Violation } from "./violation.ts";

/** Characters of diff that a comment has room for beside its own text. */
const maxDiff = 30_000;

/**
 * The refusal of a change set that the policy did not accept. `change-set-rejected` keeps everything out of sight:
 * what was rejected may hold a secret. `needs-human` shows the diff of the files a person must change.
 */
export async function policyRefusal(codeHost: CodeHost, changeSet: ChangeSet, report: PolicyReport) {
  const findings = report.violations.slice(0, 20).map(findingLine).join("\n");
  if (report.verdict === "reject")
    return refused(
      "change-set-rejected",
      `The path policy rejected the change set:\n${findings}`,
      "Nothing was published. Look at the run's log; comment `/retry` to try once more.",
    );
  const { refusal } = refused(
    "needs-human",
    `The work changes files that only a person may change:\n${findings}`,
    "Make these changes yourself on the default branch, take the label `needs-human` off, and comment `/retry`.",
  );
  const diff = await humanDiffs(codeHost, changeSet, report.violations);
  return { kind: "refused" as const, refusal: { ...refusal, diff } };
}

function findingLine(found: Violation): string {
  return `- ${found.code}${found.path === "" ? "" : ` ${JSON.stringify(found.path)}`}: ${found.text}`;
}

async function humanDiffs(codeHost: CodeHost, changeSet: ChangeSet, violations: readonly Violation[]) {
  const paths = [...new Set(violations.map((found) => found.path))];
  const before = await codeHost.texts(changeSet.base, paths);
  const last = new Map(changeSet.steps.flatMap(changesOf).map((change) => [change.path, change]));
  const whole = paths
    .map((path) => {
      const content = last.get(path)?.content ?? null;
      const after = content === null ? null : Buffer.from(content, "base64").toString();
      return `--- ${path}\n${lineDiff(before.get(path) ?? null, after)}`;
    })
    .join("\n");
  return whole.length > maxDiff ? `${whole.slice(0, maxDiff)}\n… (cut)` : whole;
}
