import { covers, forbiddenKind } from "../path-kinds.ts";
import type { Violation } from "../violation.ts";
import type { TreeChange } from "../work-tree.ts";

/**
 * What a task may touch. `files` and `owns` are globs of the task and its module; when both are empty only the
 * forbidden paths count. `protect` are globs of the configuration and the runner's protected files.
 */
export type Scope = {
  readonly files: readonly string[];
  readonly owns: readonly string[];
  readonly protect: readonly string[];
};

/** Codes: `symlink` `path` `protected` `out-of-scope`, and the kind of a forbidden file (`workflow`, `manifest`, …). */
export function scopeGate(
  changes: readonly TreeChange[],
  scope: Scope,
  isTest: (path: string) => boolean,
): readonly Violation[] {
  return changes.flatMap((change) => {
    const violation = ofChange(change, scope, isTest(change.path));
    return violation === null ? [] : [violation];
  });
}

function ofChange({ path, mode }: TreeChange, scope: Scope, test: boolean): Violation | null {
  if (mode === "120000" || mode === "160000")
    return { code: "symlink", text: `${path} is a link or a submodule; write an ordinary file.` };
  if (path.startsWith("/") || path.split("/").some((part) => part === ".." || part === ".git"))
    return { code: "path", text: `${path} lies outside the workspace.` };
  const forbidden = forbiddenKind(path);
  if (forbidden !== null) return { code: forbidden, text: `${path} may only be changed by a person.` };
  if (covers(scope.protect, path))
    return { code: "protected", text: `${path} is protected; only a person may change it.` };
  const wanted = [...scope.files, ...scope.owns];
  if (test || wanted.length === 0 || covers(wanted, path)) return null;
  return {
    code: "out-of-scope",
    text: `${path} is none of this task's files. They are: ${wanted.slice(0, 8).join(", ")}`,
  };
}
