import { createHash } from "node:crypto";
import type { TreeChange, WorkTree } from "../../src/tdd/work-tree.ts";

export type Files = Readonly<Record<string, string>>;

/** A work tree in memory. `disk` is what driver and runner see; a tree id is a hash of all files. */
export type FakeWorkTree = WorkTree & {
  readonly disk: Map<string, string>;
  readonly calls: string[];
};

export function fakeWorkTree(files: Files): FakeWorkTree {
  const disk = new Map(Object.entries(files));
  const base = "b".repeat(40);
  const trees = new Map<string, ReadonlyMap<string, string>>([[base, new Map(disk)]]);
  const calls: string[] = [];
  const treeOf = (id: string): ReadonlyMap<string, string> => {
    const tree = trees.get(id);
    if (tree === undefined) throw new Error(`no tree ${id}`);
    return tree;
  };
  return {
    disk,
    calls,
    base: async () => base,
    snapshot: async () => {
      const id = hash(JSON.stringify([...disk].sort()));
      trees.set(id, new Map(disk));
      calls.push("snapshot");
      return id;
    },
    restore: async (id, paths) => {
      calls.push("restore");
      const tree = treeOf(id);
      for (const path of paths ?? new Set([...disk.keys(), ...tree.keys()])) {
        const text = tree.get(path);
        if (text === undefined) disk.delete(path);
        else disk.set(path, text);
      }
    },
    changes: async (from, to) => changesBetween(treeOf(from), treeOf(to)),
    paths: async (id) => [...treeOf(id).keys()].sort(),
    read: async (id, path) => treeOf(id).get(path) ?? null,
  };
}

function changesBetween(
  from: ReadonlyMap<string, string>,
  to: ReadonlyMap<string, string>,
): readonly TreeChange[] {
  const paths = [...new Set([...from.keys(), ...to.keys()])].sort();
  return paths
    .filter((path) => from.get(path) !== to.get(path))
    .map((path) => {
      const [before, after] = [from.get(path), to.get(path)];
      return {
        path,
        mode: "100644",
        before: before === undefined ? null : hash(before),
        content: after === undefined ? null : new TextEncoder().encode(after),
      };
    });
}

function hash(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}
