import { lstat } from "node:fs/promises";
import { join } from "node:path";
import type { TreeChange, WorkTree } from "../tdd/work-tree.ts";
import { type GitOptions, git } from "./git.ts";
import { GitObjects } from "./git-objects.ts";
import { openPrivateStore } from "./git-private-store.ts";
import {
  indexLines,
  nulled,
  pathOf,
  planted,
  type TreeEntry,
  textOf,
  treeDifferences,
  treeEntries,
} from "./git-tree-text.ts";
import { removeInside } from "./remove-inside.ts";

/**
 * A checkout as the harness owns it. Trees, index and settings live in a private folder beside the checkout, whose own
 * `.git` is only read from; so nothing the driver writes there, and no submodule it plants, can make git execute
 * anything. Symbolic links and submodules are entries with their mode and are never followed.
 */
export class GitWorkTree implements WorkTree {
  readonly #directory: string;
  readonly #options: GitOptions;
  readonly #base: string;
  readonly #objects: GitObjects;
  /** Folders that were seen to hold a repository of their own; each is removed by a restore to a tree without it. */
  #planted: readonly string[] = [];
  readonly #trees = new Map<string, ReadonlyMap<string, TreeEntry>>();
  readonly #changes = new Map<string, Promise<readonly TreeChange[]>>();
  /** The tree that the index holds, where that is known without asking. */
  #indexed: string | null = null;
  /** Trees that differ in no `.gitignore` from what was checked out: between them nothing can come out of hiding. */
  readonly #alike: Set<string>;
  #ignoresMoved = false;
  readonly #discard: () => Promise<void>;

  private constructor(directory: string, base: string, options: GitOptions, discard: () => Promise<void>) {
    this.#directory = directory;
    this.#base = base;
    this.#options = options;
    this.#objects = new GitObjects(options);
    this.#discard = discard;
    this.#alike = new Set([base]);
  }

  /**
   * `directory` is the root of a checkout; trees are kept in the folder `kept` beyond this process, or else not. Throws
   * when it is no checkout. Call `close` when done.
   */
  static async open(directory: string, kept: string | null = null): Promise<GitWorkTree> {
    const store = await openPrivateStore(directory, kept);
    return new GitWorkTree(store.directory, store.head, store.options, store.discard);
  }

  async close(): Promise<void> {
    this.#objects.close();
    await this.#discard();
  }

  async base(): Promise<string> {
    return this.#base;
  }

  async snapshot(): Promise<string> {
    const seen = await this.#list(["-t", "-m", "-d", "-o", "--exclude-standard"]);
    const tagged = (tag: string) => seen.filter((line) => line.startsWith(tag)).map((line) => line.slice(2));
    const [modified, others, gone] = [tagged("C "), tagged("? "), tagged("R ")];
    const removed = new Set([...gone, ...(await this.#nowFolders(modified, new Set(gone)))]);
    const folders = others.filter((path) => path.endsWith("/")).map((path) => path.slice(0, -1));
    this.#planted = folders.length > 0 ? [...this.#planted, ...folders] : this.#planted;
    const changed = [...modified.filter((path) => !removed.has(path)), ...others];
    const files = await this.#filesAmong(changed.filter((path) => !path.endsWith("/")));
    this.#ignoresMoved ||= [...removed, ...changed].some((path) => /(^|\/)\.gitignore$/i.test(path));
    if (removed.size > 0) await this.#index(["--force-remove"], [...removed]);
    if (files.length > 0) await this.#index(["--add", "--replace"], files);
    if (folders.length > 0) await this.#indexInfo(folders.map((path) => [path, planted]));
    this.#indexed ??= (await this.#git(["write-tree"])).trim();
    if (!this.#ignoresMoved) this.#alike.add(this.#indexed);
    return this.#indexed;
  }

  async restore(tree: string, paths?: readonly string[]): Promise<void> {
    if (paths !== undefined) return this.#restoreSome(tree, paths);
    const now = await this.snapshot();
    if (now === tree) return;
    if (this.#planted.length > 0) {
      const wanted = await this.#entries(tree);
      for (const path of this.#planted) if (!wanted.has(path)) await removeInside(this.#directory, path);
    }
    this.#indexed = null;
    await this.#git(["read-tree", "--reset", "-u", tree]);
    this.#indexed = tree === this.#base ? null : tree;
    if (this.#alike.has(now) && this.#alike.has(tree) && this.#planted.length === 0) return;
    for (const path of await this.#list(["-o", "--exclude-standard"]))
      await removeInside(this.#directory, path.replace(/\/$/, ""));
  }

  /** The same two trees are asked for by several gates: the newest answers are kept. */
  changes(from: string, to: string): Promise<readonly TreeChange[]> {
    const key = `${from} ${to}`;
    const known = this.#changes.get(key);
    if (known !== undefined) return known;
    const asked = this.#difference(from, to);
    if (this.#changes.size >= 8) this.#changes.delete(this.#changes.keys().next().value ?? "");
    this.#changes.set(key, asked);
    return asked;
  }

  async paths(tree: string): Promise<readonly string[]> {
    return [...(await this.#entries(tree)).keys()].sort();
  }

  /** A symbolic link or a submodule has no text of its own: `null`. */
  async read(tree: string, path: string): Promise<string | null> {
    const entry = (await this.#entries(tree)).get(path);
    if (entry === undefined || !entry.mode.startsWith("100")) return null;
    const content = await this.#objects.blob(entry.id);
    return content === null ? null : textOf(content);
  }

  async #difference(from: string, to: string): Promise<readonly TreeChange[]> {
    const raw = await this.#git(["diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", from, to]);
    return Promise.all(
      treeDifferences(raw).map(async ({ path, before, after }): Promise<TreeChange> => {
        const mode = (after ?? before)?.mode ?? "100644";
        const content = after === null ? null : await this.#content(after, path);
        return { path, mode, before: before?.id ?? null, content };
      }),
    );
  }

  /** A submodule's content is the line git itself shows for it. */
  async #content({ mode, id }: TreeEntry, path: string): Promise<Uint8Array> {
    if (mode === "160000") return new TextEncoder().encode(`Subproject commit ${id}\n`);
    const content = await this.#objects.blob(id);
    if (content === null) throw new Error(`The object of ${path} (${id}) is missing`);
    return content;
  }

  async #restoreSome(tree: string, paths: readonly string[]): Promise<void> {
    if (paths.length === 0) return;
    const entries = await this.#entries(tree);
    const wanted = [...entries].filter(([path]) =>
      paths.some((asked) => path === asked || path.startsWith(`${asked}/`)),
    );
    for (const path of paths) if (!entries.has(path)) await removeInside(this.#directory, path);
    const stale = await this.#list(["-c", "--", ...paths]);
    if (stale.length > 0) await this.#index(["--force-remove"], stale);
    if (wanted.length === 0) return;
    await this.#indexInfo(wanted);
    await this.#git(["checkout-index", "-f", "-u", "-z", "--stdin"], nulled(wanted.map(([path]) => path)));
  }

  async #entries(tree: string): Promise<ReadonlyMap<string, TreeEntry>> {
    const known = this.#trees.get(tree);
    if (known !== undefined) return known;
    const raw = await this.#git(["ls-tree", "-r", "-z", "--full-tree", tree]);
    const entries = treeEntries(raw);
    if (this.#trees.size >= 32) this.#trees.delete(this.#trees.keys().next().value ?? "");
    this.#trees.set(tree, entries);
    return entries;
  }

  /** Files of the index where a folder stands now; submodules that only moved are none. */
  async #nowFolders(modified: readonly string[], gone: ReadonlySet<string>): Promise<readonly string[]> {
    const there = modified.filter((path) => !gone.has(path));
    const files = new Set(await this.#filesAmong(there));
    const folders = there.filter((path) => !files.has(path));
    if (folders.length === 0) return [];
    const staged = (await this.#git(["ls-files", "-s", "-z", "--", ...folders])).split("\0");
    return staged.filter((line) => line.startsWith("1") && !line.startsWith("160000")).map(pathOf);
  }

  async #filesAmong(paths: readonly string[]): Promise<readonly string[]> {
    const kinds = await Promise.all(
      paths.map((path) => lstat(join(this.#directory, path)).catch(() => null)),
    );
    return paths.filter((_, at) => kinds[at]?.isDirectory() === false);
  }

  /** Paths from `git ls-files`; a repository inside the checkout ends in a slash. */
  async #list(args: readonly string[]): Promise<readonly string[]> {
    const raw = await this.#git(["ls-files", "-z", ...args]);
    return [...new Set(raw.split("\0").filter((path) => path !== ""))];
  }

  async #index(flags: readonly string[], paths: readonly string[]): Promise<void> {
    this.#indexed = null;
    await this.#git(["update-index", "-z", ...flags, "--stdin"], nulled(paths));
  }

  async #indexInfo(entries: readonly (readonly [path: string, entry: TreeEntry])[]): Promise<void> {
    this.#indexed = null;
    await this.#git(["update-index", "--add", "--replace", "-z", "--index-info"], indexLines(entries));
  }

  #git(args: readonly string[], stdin = ""): Promise<string> {
    return git(args, { ...this.#options, stdin });
  }
}
