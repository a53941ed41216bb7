import type { TestReport } from "../tdd/test-report.ts";

/** A report in a few lines: the counts first, then what did not load and what failed, each with its first lines. */
export function reportText(report: TestReport): string {
  const count = (status: string) => report.outcomes.filter((outcome) => outcome.status === status).length;
  const failed = report.outcomes.filter(({ status }) => status === "failed");
  return [
    `${count("passed")} passed, ${failed.length} failed, ${count("skipped")} skipped, ${count("todo")} todo.`,
    ...(report.complete ? [] : ["The run did not come to its end, so this is not the whole picture."]),
    ...report.loadFailures.map(
      ({ path, failure, message }) => `did not load (${failure}): ${path}\n${indented(message)}`,
    ),
    ...failed.map(
      ({ id, failure, message }) => `failed (${failure ?? "unknown"}): ${id}\n${indented(message)}`,
    ),
  ].join("\n");
}

function indented(text: string): string {
  const lines = text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .slice(0, 8);
  return lines.map((line) => `  ${line}`).join("\n");
}
