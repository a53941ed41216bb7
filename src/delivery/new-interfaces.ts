import { signaturesOf } from "../repository/signatures.ts";
import type { ChangeSet } from "./change-set.ts";

/** Production files whose text at the base `newInterfaces` wants to see. */
export function interfacePaths(changeSet: ChangeSet): readonly string[] {
  return [...finalTexts(changeSet).keys()];
}

/** The public signatures that the change set adds, with their file, in order of path. */
export function newInterfaces(
  changeSet: ChangeSet,
  before: ReadonlyMap<string, string>,
): readonly { readonly path: string; readonly signature: string }[] {
  return [...finalTexts(changeSet)].flatMap(([path, text]) => {
    const old = new Set(signaturesOf(path, before.get(path) ?? ""));
    return signaturesOf(path, text)
      .filter((signature) => !old.has(signature))
      .map((signature) => ({ path, signature }));
  });
}

function finalTexts(changeSet: ChangeSet): ReadonlyMap<string, string> {
  const last = new Map<string, string>();
  for (const change of changeSet.steps.flatMap((step) => [...step.stub, ...step.code]))
    last.set(change.path, change.content === null ? "" : Buffer.from(change.content, "base64").toString());
  return new Map([...last].sort(([a], [b]) => (a < b ? -1 : 1)));
}
