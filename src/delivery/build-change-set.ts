import type { TreeChange } from "../tdd/work-tree.ts";
import type { WorkedStep } from "../tdd/worked.ts";
import type { Change, ChangeSet, Step } from "./change-set.ts";
import type { Violation } from "./violation.ts";

/** The part of a worked task that leaves the machine. */
export type WorkToDeliver = {
  readonly base: string;
  readonly steps: readonly WorkedStep[];
  readonly notes: readonly ChangeSet["records"]["notes"][number][];
  readonly usage: ChangeSet["records"]["usage"];
};

export type BuiltChangeSet =
  | { readonly kind: "built"; readonly changeSet: ChangeSet }
  | { readonly kind: "impossible"; readonly violations: readonly Violation[] };

/**
 * Turns worked steps into the one file that leaves the machine. Impossible only where a step holds a symlink or a
 * submodule, or where there is no step at all: neither has a form in a change set.
 */
export function buildChangeSet(
  work: WorkToDeliver,
  claim: { readonly issue: number; readonly fence: number },
): BuiltChangeSet {
  const violations = work.steps.flatMap((step) =>
    [...step.tests, ...step.stub, ...step.code].flatMap(modeViolation),
  );
  if (work.steps.length === 0)
    violations.push({ path: "", code: "malformed", text: "Not one step was finished." });
  if (violations.length > 0) return { kind: "impossible", violations };
  const { notes, usage } = work;
  return {
    kind: "built",
    changeSet: {
      version: 1,
      issue: claim.issue,
      fence: claim.fence,
      base: work.base,
      steps: work.steps.map(stepOf),
      records: { notes: notes.map((note) => ({ kind: note.kind, text: note.text.slice(0, 1000) })), usage },
    },
  };
}

/** Production that replaces this step's own stub starts, like the stub, from the blob after all earlier steps. */
function stepOf(step: WorkedStep): Step {
  const stub = step.stub.flatMap(changeOf);
  const before = new Map(stub.map((change) => [change.path, change.before]));
  return {
    kind: step.kind,
    message: step.message,
    tests: step.tests.flatMap(changeOf),
    stub,
    code: step.code.flatMap(changeOf).map((change) => ({
      ...change,
      before: before.has(change.path) ? (before.get(change.path) ?? null) : change.before,
    })),
    evidence: evidenceOf(step),
  };
}

function evidenceOf({ evidence: { red, check, ...rest } }: WorkedStep): Step["evidence"] {
  return {
    ...rest,
    ...(red === undefined ? {} : { red: { ...red, ids: [...red.ids] } }),
    ...(check === undefined ? {} : { check: { ...check, command: [...check.command] } }),
  };
}

function changeOf(change: TreeChange): Change[] {
  if (change.mode !== "100644" && change.mode !== "100755") return [];
  const content = change.content === null ? null : Buffer.from(change.content).toString("base64");
  return [{ path: change.path, mode: change.mode, before: change.before, content }];
}

function modeViolation(change: TreeChange): Violation[] {
  if (change.mode === "100644" || change.mode === "100755") return [];
  const text = "A symlink or submodule cannot leave the run.";
  return [{ path: change.path, code: "mode", text }];
}
