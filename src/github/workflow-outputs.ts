/**
 * What a step tells its workflow, by the files and lines GitHub's runner reads.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
import { appendFileSync } from "node:fs";

export type WorkflowFiles = { readonly outputFile: string | null; readonly summaryFile: string | null };

/** Values are single lines: numbers, codes. */
export function writeOutputs(
  files: WorkflowFiles,
  outputs: Readonly<Record<string, string>>,
  summary: string,
): void {
  const lines = Object.entries(outputs).map(
    ([name, value]) => `${name}=${value.replaceAll(/[\r\n]/g, " ")}\n`,
  );
  if (files.outputFile !== null) appendFileSync(files.outputFile, lines.join(""));
  if (files.summaryFile !== null) appendFileSync(files.summaryFile, `${summary}\n`);
}

/** An annotation on the run: one line, whatever the text holds. */
export function errorAnnotation(title: string, text: string): string {
  const escaped = text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  return `::error title=${title.replaceAll(/[\r\n:,]/g, " ")}::${escaped}`;
}
