import { existsSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { deflate } from "node:zlib";
import {
  decodeCommit,
  decodeTree,
  encodeCommit,
  encodeObject,
  encodeTree,
  type GitCommit,
  type ObjectType,
  type TreeItem,
} from "./git-objects.ts";
import { gitText, runGit } from "./git-process.ts";
import { createGitReader } from "./git-reader.ts";
import { isRefName, type RefMove, type RefsAnswer, staleMove, updateRefs } from "./git-refs.ts";
import { type NewTreeEntry, planTree } from "./git-trees.ts";

export type ListedEntry = {
  readonly path: string;
  readonly mode: string;
  readonly type: "blob" | "tree" | "commit";
  readonly sha: string;
  /** Bytes of a blob, else `null`. */
  readonly size: number | null;
};

export type Ref = { readonly name: string; readonly sha: string; readonly type: string };

/**
 * One bare repository. Object ids are 40 hex digits, ref names are full (`refs/heads/main`). Answers `null` for what does
 * not exist; throws only when git itself fails.
 */
export type GitRepository = {
  readonly path: string;
  read(expression: string): Promise<{ sha: string; type: string; body: Buffer } | null>;
  commit(expression: string): Promise<GitCommit | null>;
  /** Entries of a tree or of a commit's tree. */
  list(treeish: string, recursive: boolean): Promise<readonly ListedEntry[]>;
  write(type: ObjectType, body: Uint8Array): Promise<string>;
  writeCommit(commit: Omit<GitCommit, "sha">): Promise<string>;
  /** A new tree from `base` (a tree or commit, or nothing) and changes; `null` when a base or an entry's object is missing or malformed. */
  writeTree(base: string | null, entries: readonly NewTreeEntry[]): Promise<string | null>;
  ref(name: string): Promise<Ref | null>;
  /** Every ref whose full name starts with `prefix`, sorted by name. */
  refs(prefix: string): Promise<readonly Ref[]>;
  /** One transaction: all moves or none. */
  updateRefs(moves: readonly RefMove[]): Promise<RefsAnswer>;
  isAncestor(ancestor: string, descendant: string): Promise<boolean>;
  mergeBase(one: string, other: string): Promise<string | null>;
  /** Commits reachable from `head` and not from `base`, oldest first. */
  between(base: string, head: string): Promise<readonly GitCommit[]>;
  /** Tree of the clean three-way merge of two commits, or `null` on a conflict. */
  mergeTrees(ours: string, theirs: string): Promise<string | null>;
  close(): void;
};

const compress = promisify(deflate);

export function openGitRepository(path: string): GitRepository {
  const reader = createGitReader(path);
  let lane: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = lane.then(work, work);
    lane = next.catch(() => undefined);
    return next;
  };
  const write = (type: ObjectType, body: Uint8Array) => writeObject(path, type, body);
  const treeItems = async (sha: string): Promise<TreeItem[] | null> => {
    const found = await reader.read(sha);
    return found?.type === "tree" ? decodeTree(found.body) : null;
  };
  const commit = async (expression: string) => {
    const found = await reader.read(`${expression}^{commit}`);
    return found === null ? null : decodeCommit(found.sha, found.body);
  };
  // The long-lived reader resolves a full ref name as it does any expression.
  const ref = async (name: string): Promise<Ref | null> => {
    const found = isRefName(name) ? await reader.read(name) : null;
    return found === null ? null : { name, sha: found.sha, type: found.type };
  };
  return {
    path,
    read: reader.read,
    commit,
    list: (treeish, recursive) => listTree(path, treeish, recursive),
    write,
    writeCommit: (value) => write("commit", encodeCommit(value)),
    writeTree: async (base, entries) => {
      const root = base === null ? null : await reader.read(`${base}^{tree}`);
      if (base !== null && root === null) return null;
      const exists = async (sha: string) => (await reader.read(sha)) !== null;
      const plan = await planTree(root?.sha ?? null, entries, { treeItems, exists, write });
      return plan === null ? null : write("tree", encodeTree(plan));
    },
    ref,
    // for-each-ref takes a whole folder of names, so a prefix that ends inside a name is narrowed here
    refs: async (prefix) =>
      (await listRefs(path, prefix.slice(0, prefix.lastIndexOf("/")))).filter((ref) =>
        ref.name.startsWith(prefix),
      ),
    updateRefs: (moves) => inTurn(async () => (await staleMove(moves, ref)) ?? updateRefs(path, moves)),
    isAncestor: async (ancestor, descendant) =>
      (await runGit(path, ["merge-base", "--is-ancestor", ancestor, descendant])).code === 0,
    mergeBase: async (one, other) => {
      const exit = await runGit(path, ["merge-base", one, other]);
      return exit.code === 0 ? exit.stdout.toString("utf8").trim() : null;
    },
    between: async (base, head) => {
      const text = await gitText(path, ["rev-list", "--reverse", "--topo-order", head, `^${base}`]);
      const found = await Promise.all(text.split("\n").filter(Boolean).map(commit));
      return found.filter((one) => one !== null);
    },
    mergeTrees: async (ours, theirs) => {
      const exit = await runGit(path, ["merge-tree", "--write-tree", ours, theirs]);
      if (exit.code > 1) throw new Error(`git merge-tree failed (${exit.code}): ${exit.stderr.trim()}`);
      return exit.code === 0 ? exit.stdout.toString("utf8").trim() : null;
    },
    close: reader.close,
  };
}

/** A loose object, written as git does: under a temporary name, then renamed, so that a reader never sees half of it. */
async function writeObject(path: string, type: ObjectType, body: Uint8Array): Promise<string> {
  const { sha, bytes } = encodeObject(type, body);
  const folder = join(path, "objects", sha.slice(0, 2));
  const file = join(folder, sha.slice(2));
  if (existsSync(file)) return sha;
  const temporary = join(folder, `tmp_obj_${crypto.randomUUID()}`);
  await mkdir(folder, { recursive: true });
  await writeFile(temporary, await compress(bytes, { level: 1 }), { mode: 0o444 });
  await rename(temporary, file);
  return sha;
}

async function listTree(path: string, treeish: string, recursive: boolean): Promise<ListedEntry[]> {
  const flags = recursive ? ["-r", "-t", "-l", "-z"] : ["-l", "-z"];
  const text = await gitText(path, ["ls-tree", ...flags, treeish]);
  return text.split("\0").flatMap((line) => {
    const match = /^(\d{6}) (blob|tree|commit) ([0-9a-f]{40}) +(-|\d+)\t(.*)$/s.exec(line);
    if (match === null) return [];
    const [, mode = "", kind, sha = "", size, name = ""] = match;
    const type = kind === "tree" ? "tree" : kind === "commit" ? "commit" : "blob";
    return [{ path: name, mode, type, sha, size: size === "-" ? null : Number(size) }];
  });
}

async function listRefs(path: string, pattern: string): Promise<Ref[]> {
  const format = "--format=%(objectname) %(objecttype) %(refname)";
  const text = await gitText(path, ["for-each-ref", format, ...(pattern ? [pattern] : [])]);
  return text.split("\n").flatMap((line) => {
    const [sha, type, name] = line.split(" ");
    return sha && type && name ? [{ name, sha, type }] : [];
  });
}
