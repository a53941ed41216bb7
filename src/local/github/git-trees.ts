import { encodeTree, isFolder, type ObjectType, type TreeItem } from "./git-objects.ts";

/** A change of a tree: text to store, an object that is already there, or `null` to delete. `path` is from the root. */
export type NewTreeEntry = {
  readonly path: string;
  readonly mode: string;
  readonly object: { readonly sha: string } | { readonly text: string } | null;
};

type Store = {
  treeItems(sha: string): Promise<TreeItem[] | null>;
  exists(sha: string): Promise<boolean>;
  write(type: ObjectType, body: Uint8Array): Promise<string>;
};

type Step = { readonly parts: readonly string[]; readonly entry: NewTreeEntry };

/** Items of the new root tree; folders below it are written. `null`: a path is malformed or an object is missing. */
export async function planTree(
  base: string | null,
  entries: readonly NewTreeEntry[],
  store: Store,
): Promise<TreeItem[] | null> {
  const steps: Step[] = [];
  for (const entry of entries) {
    const parts = entry.path.split("/");
    if (!parts.every(isComponent)) return null;
    steps.push({ parts, entry });
  }
  return plan(base, steps, store);
}

/** A name git accepts inside a tree. */
function isComponent(part: string): boolean {
  return (
    part !== "" && part !== "." && part !== ".." && part.toLowerCase() !== ".git" && !part.includes("\0")
  );
}

async function plan(base: string | null, steps: readonly Step[], store: Store): Promise<TreeItem[] | null> {
  const old = base === null ? [] : await store.treeItems(base);
  if (old === null) return null;
  const items = new Map(old.map((item) => [item.name, item]));
  const below = new Map<string, Step[]>();
  for (const { parts, entry } of steps) {
    const [name = "", ...rest] = parts;
    if (rest.length > 0) below.set(name, [...(below.get(name) ?? []), { parts: rest, entry }]);
    else if (entry.object === null) items.delete(name);
    else {
      const sha = await objectOf(entry, store);
      if (sha === null) return null;
      items.set(name, { mode: entry.mode, name, sha });
    }
  }
  for (const [name, inner] of below) {
    const folder = items.get(name);
    const planned = await plan(folder && isFolder(folder.mode) ? folder.sha : null, inner, store);
    if (planned === null) return null;
    // git keeps no empty folders
    if (planned.length === 0) items.delete(name);
    else items.set(name, { mode: "040000", name, sha: await store.write("tree", encodeTree(planned)) });
  }
  return [...items.values()];
}

async function objectOf(entry: NewTreeEntry, store: Store): Promise<string | null> {
  if (entry.object === null) return null;
  if ("text" in entry.object) return store.write("blob", Buffer.from(entry.object.text, "utf8"));
  // a submodule's commit lives in another repository
  if (entry.mode === "160000") return entry.object.sha;
  return (await store.exists(entry.object.sha)) ? entry.object.sha : null;
}
