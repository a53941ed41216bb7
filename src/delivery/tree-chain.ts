import type { Change, Step } from "./change-set.ts";
import type { BaseTree, TreeEntry } from "./code-tree.ts";
import type { LiveTree } from "./live-tree.ts";
import { foldersOf, openLiveTree } from "./live-tree.ts";
import type { RejectCode, Violation } from "./violation.ts";

/**
 * Follows the steps over the base tree: every change must start from the blob that is really there, a path may change
 * once per part, and no step may leave a file where a folder is, lead through a link, or differ from another path by
 * case alone.
 */
export function chainViolations(steps: readonly Step[], base: BaseTree): readonly Violation[] {
  const tree = openLiveTree(base.blobs);
  return steps.flatMap((step) => stepViolations(step, tree, base.blobId));
}

function stepViolations(step: Step, tree: LiveTree, blobId: BaseTree["blobId"]): readonly Violation[] {
  const violations = [...duplicates(step)];
  const start = new Map<string, TreeEntry | undefined>();
  const created = new Set<string>();
  for (const part of [step.tests, step.stub, step.code]) {
    for (const change of part) {
      const before = tree.entry(change.path);
      if (!start.has(change.path)) start.set(change.path, before);
      if (before === undefined) created.add(change.path);
      violations.push(...changeViolations(change, [start.get(change.path), before], tree));
      tree.set(change.path, entryAfter(change, blobId));
    }
  }
  for (const path of new Set(start.keys()))
    violations.push(...placeViolations(path, created.has(path), tree));
  return violations;
}

function entryAfter(change: Change, blobId: BaseTree["blobId"]): TreeEntry | null {
  if (change.content === null) return null;
  return { sha: blobId(Buffer.from(change.content, "base64")), mode: change.mode };
}

/** `befores`: the entry after all earlier steps and, for production code, the one after this step's own stub. */
function changeViolations(
  change: Change,
  befores: readonly (TreeEntry | undefined)[],
  tree: LiveTree,
): readonly Violation[] {
  const { path, before, content } = change;
  if (befores.some((entry) => entry !== undefined && isLink(entry)))
    return [
      violation(path, "path-conflict", "A symlink or submodule stands here; Pawl changes plain files."),
    ];
  const link = foldersOf(path).find((folder) => tree.entry(folder) !== undefined);
  if (link !== undefined && before !== null)
    return [violation(path, "path-conflict", `The path leads through \`${link}\`, which is no folder.`)];
  if (before === null && content === null)
    return [violation(path, "malformed", "The change deletes a file that it says is not there.")];
  if (befores.some((entry) => (entry?.sha ?? null) === before)) return [];
  const is = befores[0] === undefined ? "no file there" : `blob ${befores[0].sha}`;
  return [
    violation(path, "base-mismatch", `The change starts from ${before ?? "no file"}, but there is ${is}.`),
  ];
}

function placeViolations(path: string, created: boolean, tree: LiveTree): readonly Violation[] {
  if (tree.entry(path) === undefined) return [];
  const blocking = foldersOf(path).find((folder) => tree.entry(folder) !== undefined);
  if (blocking !== undefined)
    return [
      violation(path, "path-conflict", `\`${blocking}\` is a file or a link, so nothing can stand below it.`),
    ];
  if (tree.isFolder(path))
    return [violation(path, "path-conflict", "A folder of this name is there already.")];
  const twin = created ? tree.twin(path) : null;
  return twin === null
    ? []
    : [
        violation(
          path,
          "case-collision",
          `It is the same file as \`${twin}\` where upper and lower case are one.`,
        ),
      ];
}

function duplicates(step: Step): readonly Violation[] {
  const tests = step.tests.map((change) => change.path);
  const stub = step.stub.map((change) => change.path);
  const code = step.code.map((change) => change.path);
  const production = new Set([...stub, ...code]);
  const found = new Set([
    ...[tests, stub, code].flatMap((part) => part.filter((path, at) => part.indexOf(path) !== at)),
    ...tests.filter((path) => production.has(path)),
  ]);
  return [...found].map((path) =>
    violation(path, "duplicate-path", "The path changes twice in one step; a file is a test or code."),
  );
}

function isLink(entry: TreeEntry): boolean {
  return entry.mode === "120000" || entry.mode === "160000";
}

function violation(path: string, code: RejectCode, text: string): Violation {
  return { path, code, text };
}
