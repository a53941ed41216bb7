/** `pawl ready`: a snapshot as text in, verdicts or a clear complaint out. */
import type { z } from "zod";
import { type Verdicts, verdicts } from "./readiness.ts";
import { QueueSnapshot } from "./snapshot.ts";

export type ReadyReport =
  | { readonly exitCode: 0; readonly output: Verdicts }
  | { readonly exitCode: 2; readonly message: string };

const shownProblems = 10;

/** `text` is JSON of schema/queue.schema.json. Exit code 2: the message names the path and what was expected there. */
export function readyReport(text: string): ReadyReport {
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return complaint([`not JSON: ${error instanceof Error ? error.message : String(error)}`]);
  }
  const parsed = QueueSnapshot.safeParse(data, { reportInput: true });
  if (!parsed.success) return complaint(parsed.error.issues.map(problem));
  const repeated = repeatedNumbers(parsed.data);
  if (repeated.length > 0) return complaint(repeated);
  return { exitCode: 0, output: verdicts(parsed.data) };
}

/** The verdicts as lines for a person. */
export function printReady({ ready, waiting }: Verdicts): string {
  const lines =
    ready.length === 0 ? ["Nothing is ready."] : [`Ready, in order: ${ready.map((n) => `#${n}`).join(" ")}`];
  if (waiting.length > 0) lines.push("", "Waiting:");
  for (const { number, code, ref, text } of waiting) {
    lines.push(`  #${number}  ${ref === null ? code : `${code} #${ref}`}  ${text}`);
  }
  return `${lines.join("\n")}\n`;
}

function complaint(problems: readonly string[]): ReadyReport {
  const more = problems.length - shownProblems;
  return {
    exitCode: 2,
    message: [
      "This is not a queue snapshot (schema/queue.schema.json):",
      ...problems.slice(0, shownProblems).map((line) => `  ${line}`),
      ...(more > 0 ? [`  and ${more} more`] : []),
    ].join("\n"),
  };
}

function problem(issue: z.core.$ZodIssue): string {
  const path = pathOf(issue.path);
  if (issue.code === "unrecognized_keys") {
    const keys = issue.keys.map((key) => JSON.stringify(key)).join(", ");
    return `${path}: unknown key ${keys}; only the keys of the schema are allowed`;
  }
  if (issue.input === undefined) return `${path}: missing; ${lowerFirst(issue.message)}`;
  return `${path}: ${lowerFirst(issue.message)}`;
}

function lowerFirst(text: string): string {
  return text.replace(/^Invalid input: /, "").replace(/^[A-Z]/, (letter) => letter.toLowerCase());
}

/** `$.issues[3].parent`; a key that is no plain word is quoted. */
function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    const key = String(part);
    return /^[A-Za-z_]\w*$/.test(key) ? `${text}.${key}` : `${text}[${JSON.stringify(key)}]`;
  }, "$");
}

function repeatedNumbers(snapshot: QueueSnapshot): readonly string[] {
  const firstAt = new Map<number, number>();
  const problems: string[] = [];
  for (const [index, { number }] of snapshot.issues.entries()) {
    const first = firstAt.get(number);
    if (first === undefined) firstAt.set(number, index);
    else
      problems.push(
        `$.issues[${index}].number: ${number} is taken by $.issues[${first}]; expected one entry per issue`,
      );
  }
  return problems;
}
