/** What git prints about trees and reads about its index, as text: pure, `\0` between entries. */
import type { TreeChange } from "../tdd/work-tree.ts";

export type TreeEntry = { readonly mode: TreeChange["mode"]; readonly id: string };

/** Entries by path, from `git ls-tree -r -z`. */
export function treeEntries(text: string): ReadonlyMap<string, TreeEntry> {
  return new Map(
    text.split("\0").flatMap((line): [string, TreeEntry][] => {
      const [mode = "", , id = ""] = line.split("\t", 1)[0]?.split(" ") ?? [];
      return line === "" ? [] : [[pathOf(line), { mode: modeOf(mode), id }]];
    }),
  );
}

/** Both sides of each changed path, from `git diff-tree -r -z --raw`; `null` where the path is not there. */
export function treeDifferences(
  text: string,
): readonly { readonly path: string; readonly before: TreeEntry | null; readonly after: TreeEntry | null }[] {
  const parts = text.split("\0");
  return parts.flatMap((meta, at) => {
    const path = parts[at + 1];
    if (at % 2 === 1 || path === undefined) return [];
    const [oldMode = "", newMode = "", oldId = "", newId = ""] = meta.replace(/^:/, "").split(" ");
    return [{ path, before: sideOf(oldMode, oldId), after: sideOf(newMode, newId) }];
  });
}

function sideOf(mode: string, id: string): TreeEntry | null {
  return mode === "000000" ? null : { mode: modeOf(mode), id };
}

/** Input for `git update-index -z --index-info`. */
export function indexLines(entries: readonly (readonly [path: string, entry: TreeEntry])[]): string {
  return entries.map(([path, { mode, id }]) => `${mode} ${id}\t${path}\0`).join("");
}

/** A repository planted inside the checkout: an entry that is seen and refused, without asking that repository anything. */
export const planted: TreeEntry = { mode: "160000", id: "f".repeat(40) };

/** The path in a line of `git ls-tree` or `git ls-files -s`. */
export function pathOf(line: string): string {
  return line.slice(line.indexOf("\t") + 1);
}

export function nulled(paths: readonly string[]): string {
  return paths.map((path) => `${path}\0`).join("");
}

/** The text of a file, or `null` when it is not UTF-8. */
export function textOf(content: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return null;
  }
}

function modeOf(mode: string): TreeEntry["mode"] {
  return mode === "100755" || mode === "120000" || mode === "160000" ? mode : "100644";
}
