import type { CodeTree, TreeEntry } from "./code-tree.ts";

/** A tree that follows changes: entries, the folders they lie in, and spellings that differ by case alone. */
export type LiveTree = {
  entry(path: string): TreeEntry | undefined;
  isFolder(path: string): boolean;
  /** Sets or (`null`) removes a file. */
  set(path: string, entry: TreeEntry | null): void;
  /** Another live spelling of this path or of a folder it lies in, or `null`. */
  twin(path: string): string | null;
};

export function openLiveTree(base: CodeTree): LiveTree {
  const entries = new Map(base);
  const folders = new Map<string, number>();
  const spellings = new Map<string, Map<string, number>>();
  const count = (path: string, by: number) => {
    const above = foldersOf(path);
    for (const folder of above) folders.set(folder, (folders.get(folder) ?? 0) + by);
    for (const place of [...above, path]) {
      const fold = foldCase(place);
      const same = spellings.get(fold) ?? new Map<string, number>();
      same.set(place, (same.get(place) ?? 0) + by);
      spellings.set(fold, same);
    }
  };
  for (const path of base.keys()) count(path, 1);
  return {
    entry: (path) => entries.get(path),
    isFolder: (path) => (folders.get(path) ?? 0) > 0,
    set: (path, entry) => {
      const was = entries.has(path);
      if (entry === null) entries.delete(path);
      else entries.set(path, entry);
      if (was !== (entry !== null)) count(path, was ? -1 : 1);
    },
    twin: (path) => {
      for (const place of [...foldersOf(path), path])
        for (const [spelling, live] of spellings.get(foldCase(place)) ?? [])
          if (live > 0 && spelling !== place) return spelling;
      return null;
    },
  };
}

/** The folders a path lies in, outermost first. */
export function foldersOf(path: string): readonly string[] {
  const found: string[] = [];
  for (let at = path.indexOf("/"); at >= 0; at = path.indexOf("/", at + 1)) found.push(path.slice(0, at));
  return found;
}

/** Letters that look alike (full width, ligatures) are one here too: a reviewer could not tell the files apart. */
function foldCase(path: string): string {
  return path.normalize("NFKC").toLowerCase().toUpperCase().toLowerCase().normalize("NFC");
}
