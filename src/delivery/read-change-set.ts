import { z } from "zod";
import type { Change, Step } from "./change-set.ts";
import { ChangeSet } from "./change-set.ts";
import type { RejectCode, Violation } from "./violation.ts";

/** Files a change set may touch, over all steps. */
const maxFiles = 100;
/** Bytes of new content a change set may carry, over all steps. */
const maxBytes = 5_000_000;
/** Characters of JSON that are worth parsing: the content in base64, and room for messages and evidence. */
const maxText = 10_000_000;

export type ReadChangeSet =
  | { readonly kind: "read"; readonly changeSet: ChangeSet }
  | { readonly kind: "unreadable"; readonly violations: readonly Violation[] };

/**
 * Reads the text of a change set, which a hostile machine may have written. Nothing is trusted but what the strict
 * schema and the limits let through; every finding names the JSON path.
 */
export function readChangeSet(text: string): ReadChangeSet {
  if (text.length > maxText) return unreadable("too-large", `The file has more than ${maxText} characters.`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return unreadable("malformed", `Not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = ChangeSet.safeParse(json);
  if (!parsed.success) {
    return { kind: "unreadable", violations: parsed.error.issues.slice(0, 20).map(schemaViolation) };
  }
  const violations = limitViolations(parsed.data);
  return violations.length > 0
    ? { kind: "unreadable", violations }
    : { kind: "read", changeSet: parsed.data };
}

/** All changes of a step in the order in which they are applied. */
export function changesOf(step: Step): readonly Change[] {
  return [...step.tests, ...step.stub, ...step.code];
}

/** Number of bytes that a base64 text stands for, without decoding it. */
function decodedBytes(base64: string): number {
  const padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
  return (base64.length / 4) * 3 - padding;
}

/** Limits of section "change set": too many files, too many bytes. */
export function limitViolations(changeSet: ChangeSet): readonly Violation[] {
  const paths = new Set<string>();
  let bytes = JSON.stringify(changeSet.records).length;
  for (const step of changeSet.steps) {
    bytes += step.message.length + JSON.stringify(step.evidence).length;
    for (const change of changesOf(step)) {
      paths.add(change.path);
      if (change.content !== null) bytes += decodedBytes(change.content);
    }
  }
  const violations: Violation[] = [];
  if (paths.size > maxFiles)
    violations.push(whole("too-many-files", `${paths.size} files change; at most ${maxFiles} may.`));
  if (bytes > maxBytes)
    violations.push(whole("too-large", `${bytes} bytes of content; at most ${maxBytes} may leave the run.`));
  return violations;
}

function schemaViolation(issue: z.core.$ZodIssue): Violation {
  const at = z.core.toDotPath(issue.path) || "the top";
  const path = issue.path.at(-1) === "mode" ? "mode" : "malformed";
  return whole(path, `At ${at}: ${issue.message}`);
}

function whole(code: RejectCode, text: string): Violation {
  return { path: "", code, text };
}

function unreadable(code: RejectCode, text: string): ReadChangeSet {
  return { kind: "unreadable", violations: [whole(code, text)] };
}
