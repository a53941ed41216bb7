import type { Change, ChangeSet, Step } from "./change-set.ts";
import type { BaseTree } from "./code-tree.ts";
import { manifestOf, onlyAddsAllowed, onlyAddsPins } from "./manifest-change.ts";
import { pathFormFinding } from "./path-form.ts";
import { protectedBy } from "./protected-path.ts";
import { changesOf, limitViolations } from "./read-change-set.ts";
import { secretScanner } from "./secret-scan.ts";
import { chainViolations } from "./tree-chain.ts";
import type { PolicyReport, Violation } from "./violation.ts";
import { verdictOf } from "./violation.ts";

export type PolicyOptions = {
  /** Globs of the configuration that only a person may change; they add to the floor. */
  readonly protect: readonly string[];
  /** Dependencies that the task names: their entries may be added to a manifest and its lockfile. */
  readonly allowDependencies: readonly string[];
  /** Real secrets this machine holds; none of them may leave in any form. */
  readonly secrets: readonly string[];
};

/**
 * The whole path policy over one change set and the tree it starts from. Pure: the same input gives the same verdict
 * on every machine. `accept` only if nothing at all was found.
 */
export function checkChangeSet(changeSet: ChangeSet, base: BaseTree, options: PolicyOptions): PolicyReport {
  const forms = formViolations(changeSet);
  return verdictOf([
    ...limitViolations(changeSet),
    ...forms,
    // A path that is not one has no place in a tree.
    ...(forms.length === 0 ? chainViolations(changeSet.steps, base) : []),
    ...protectedViolations(changeSet, base, options),
    ...secretViolations(changeSet, options.secrets),
  ]);
}

/** The manifests and lockfiles whose text at the base `checkChangeSet` wants to see, if they are there. */
export function textsWanted(changeSet: ChangeSet): readonly string[] {
  return [...finalChanges(changeSet).keys()].filter((path) => {
    const code = protectedBy(path, [])?.code;
    return code === "manifest" || code === "lockfile";
  });
}

function formViolations(changeSet: ChangeSet): readonly Violation[] {
  return [...finalChanges(changeSet).keys()].flatMap((path) => {
    const finding = pathFormFinding(path);
    return finding === null ? [] : [{ path, ...finding }];
  });
}

/** The last change of every path: what the branch will hold. */
function finalChanges(changeSet: ChangeSet): ReadonlyMap<string, Change> {
  return new Map(changeSet.steps.flatMap(changesOf).map((change) => [change.path, change]));
}

function protectedViolations(
  changeSet: ChangeSet,
  base: BaseTree,
  options: PolicyOptions,
): readonly Violation[] {
  const last = finalChanges(changeSet);
  const permits = (path: string) => everyChange(changeSet, path).every((text) => adds(path, text));
  const adds = (path: string, text: string | null) =>
    onlyAddsAllowed(path, base.texts.get(path) ?? null, text, options.allowDependencies);
  const pins = (path: string) => {
    const manifest = manifestOf(path);
    return (
      manifest !== null &&
      last.has(manifest) &&
      permits(manifest) &&
      everyChange(changeSet, path).every((text) => onlyAddsPins(path, base.texts.get(path) ?? null, text))
    );
  };
  return [...last.keys()].flatMap((path) => {
    const reason = protectedBy(path, options.protect);
    if (reason === null) return [];
    if (reason.code === "manifest" && permits(path)) return [];
    if (reason.code === "lockfile" && pins(path)) return [];
    return [{ path, ...reason }];
  });
}

/** Every text a path takes on the way, not the last alone: each commit is public. */
function everyChange(changeSet: ChangeSet, path: string): readonly (string | null)[] {
  return changeSet.steps
    .flatMap(changesOf)
    .filter((change) => change.path === path)
    .map((change) => (change.content === null ? null : Buffer.from(change.content, "base64").toString()));
}

/** Every text of a change set that holds a part of a secret or a known token, as violations. */
export function secretViolations(changeSet: ChangeSet, secrets: readonly string[]): readonly Violation[] {
  const scan = secretScanner(secrets);
  const find = (path: string, where: string, text: string): readonly Violation[] => {
    const found = scan(text);
    return found === null ? [] : [{ path, code: "secret", text: `The ${where} holds ${found}.` }];
  };
  const steps = changeSet.steps.flatMap((step, index) => [
    ...find("", `message of step ${index + 1}`, step.message),
    ...evidenceTexts(step).flatMap((text) => find("", `evidence of step ${index + 1}`, text)),
    ...changesOf(step).flatMap((change) => [
      ...find(change.path, "path", change.path),
      ...find(change.path, "content", textOf(change)),
    ]),
  ]);
  return [...steps, ...changeSet.records.notes.flatMap((note) => find("", "notes", note.text))];
}

/** As they are: written down as JSON, a line end would put a letter into the middle of a secret. */
function evidenceTexts({ evidence }: Step): readonly string[] {
  const { red, criterion } = evidence;
  return [...(red === undefined ? [] : [...red.ids, red.class, red.digest]), criterion ?? ""];
}

/** Latin-1 keeps every byte, so that a secret between bytes that are no UTF-8 is still found. */
function textOf(change: Change): string {
  return change.content === null ? "" : Buffer.from(change.content, "base64").toString("latin1");
}
