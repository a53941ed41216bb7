import { chmod, mkdir, mkdtemp, readdir, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestRunner } from "../tdd/test-runner.ts";
import type { Dependencies, Overlay, Replay, ReplayCommit } from "../tdd/verify/replay.ts";
import { gitEnvironment } from "./git.ts";
import { GitWorkTree } from "./git-work-tree.ts";
import { runProcess } from "./process.ts";
import { changedLockfiles, installedFolders, linkDependencies } from "./replay-dependencies.ts";
import { type NoAnswer, type Range, readCommits, readRange } from "./replay-range.ts";
import type { Sandbox } from "./sandbox.ts";

/** The runner for the files that lie in `directory`; `read` and `paths` are of the tree laid there, `base` of the range's. */
export type RunnerFor = (of: {
  readonly sandbox: Sandbox;
  readonly directory: string;
  readonly paths: readonly string[];
  readonly read: (path: string) => Promise<string | null>;
  readonly base: (path: string) => Promise<string | null>;
}) => Promise<TestRunner | null>;

export type ReplayOptions = {
  readonly directory: string;
  /** `<base>..<head>` */
  readonly range: string;
  readonly sandbox: Sandbox;
  readonly runnerFor: RunnerFor;
  /** Run in the copy, outside the sandbox, where a lockfile differs from the installed one. A shell command. */
  readonly setup: string | null;
  readonly log: (line: string) => void;
};

export type OpenedReplay = {
  readonly kind: "opened";
  readonly replay: Replay;
  readonly close: () => Promise<void>;
};

/**
 * A throw-away copy below the temporary folder that borrows the repository's objects. Nothing is written to the
 * repository: no file, no ref, no index, no object. Call `close` when done.
 */
export async function openReplay(options: ReplayOptions): Promise<OpenedReplay | NoAnswer> {
  const range = await readRange(options.directory, options.range);
  if (range.kind === "no-answer") return range;
  const copy = await realpath(await mkdtemp(join(tmpdir(), "pawl-replay-")));
  const drop = () => rm(copy, { recursive: true, force: true });
  try {
    await borrow(copy, range);
    const commits = await readCommits(range, { cwd: copy, env: gitEnvironment });
    const tree = await GitWorkTree.open(copy);
    const installed = await installedFolders(range.root);
    const stores = await Promise.all(installed.map((path) => realpath(join(range.root, path))));
    const replay = replayIn({ options, range, copy, tree, commits, installed, stores });
    return { kind: "opened", replay, close: () => tree.close().finally(drop) };
  } catch (fault) {
    await drop();
    throw fault;
  }
}

/** A repository without files, whose HEAD is the base and whose objects are the other's. */
async function borrow(copy: string, { objects, base }: Range): Promise<void> {
  const folder = join(copy, ".git");
  await mkdir(join(folder, "objects", "info"), { recursive: true });
  await mkdir(join(folder, "refs", "heads"), { recursive: true });
  await writeFile(join(folder, "HEAD"), `${base}\n`);
  await writeFile(join(folder, "config"), "[core]\n\trepositoryformatversion = 0\n\tbare = false\n");
  await writeFile(join(folder, "objects", "info", "alternates"), `${objects}\n`);
}

type Opened = {
  readonly options: ReplayOptions;
  readonly range: Range;
  readonly copy: string;
  readonly tree: GitWorkTree;
  readonly commits: readonly ReplayCommit[];
  readonly installed: readonly string[];
  /** Where they really are. */
  readonly stores: readonly string[];
};

function replayIn(opened: Opened): Replay {
  const { options, range, copy, tree, commits, installed, stores } = opened;
  const ready = new Set<string>();
  const runners = new Map<string, TestRunner | null>();
  const own = { links: installed };
  const sandbox = withReadOnly(options.sandbox, stores);
  const lay = async (id: string, overlay: Overlay = {}) => {
    await tree.restore(id);
    if (overlay.back) await tree.restore(overlay.back.tree, overlay.back.paths);
    await sweep(copy, await wanted(tree, id, overlay), ready.size > 0);
    for (const [path, text] of overlay.texts ?? []) {
      await mkdir(dirname(join(copy, path)), { recursive: true });
      await writeFile(join(copy, path), text);
    }
    await linkDependencies(range.root, copy, own.links);
  };
  const setUp = async (id: string, key: string): Promise<Dependencies> => {
    own.links = [];
    await lay(id);
    options.log(`Set-up: ${options.setup}`);
    const result = await runProcess(["sh", "-c", options.setup ?? ""], {
      cwd: copy,
      env: setupEnvironment(),
      timeoutMs: 15 * 60_000,
    });
    if (result.exitCode !== 0)
      return {
        kind: "missing",
        text: `The set-up command ended with ${result.exitCode ?? result.signal}: ${result.stderr.trim().split("\n").at(-1) ?? ""}`,
      };
    ready.clear();
    ready.add(key);
    return { kind: "ready" };
  };
  return {
    sandbox: options.sandbox.mode === "bubblewrap",
    commits,
    changes: (from, to) => tree.changes(from, to),
    paths: (id) => tree.paths(id),
    read: (id, path) => tree.read(id, path),
    lay,
    runner: async (id) => {
      const known = runners.get(id);
      if (known !== undefined) return known;
      await lay(id);
      const [paths, read] = [await tree.paths(id), (path: string) => tree.read(id, path)];
      const base = (path: string) => tree.read(range.base, path);
      const found = await options.runnerFor({ sandbox, directory: copy, paths, read, base });
      runners.set(id, found);
      return found;
    },
    dependencies: async (id) => {
      const changed = await changedLockfiles(range.root, await tree.paths(id), (path) => tree.read(id, path));
      if (changed.length === 0 && own.links === installed) return { kind: "ready" };
      if (options.setup === null)
        return {
          kind: "missing",
          text: `${changed.join(", ")} differs from what is installed; give --setup "<command>".`,
        };
      const key = (await Promise.all(changed.map((path) => tree.read(id, path)))).join("\0");
      return ready.has(key) ? { kind: "ready" } : setUp(id, key);
    },
  };
}

/** The set-up command installs: it gets the search path and home of the person who gave it, nothing else. */
function setupEnvironment(): Readonly<Record<string, string>> {
  return { PATH: process.env.PATH ?? "/usr/bin:/bin", HOME: process.env.HOME ?? "/", LANG: "C.UTF-8" };
}

function withReadOnly(sandbox: Sandbox, folders: readonly string[]): Sandbox {
  return {
    mode: sandbox.mode,
    run: (command, options) =>
      sandbox.run(command, { ...options, readOnly: [...(options.readOnly ?? []), ...folders] }),
  };
}

async function wanted(tree: GitWorkTree, id: string, { back }: Overlay): Promise<ReadonlySet<string>> {
  const paths = new Set(await tree.paths(id));
  if (back === undefined) return paths;
  const old = new Set(await tree.paths(back.tree));
  for (const path of back.paths)
    if (old.has(path)) paths.add(path);
    else paths.delete(path);
  return paths;
}

const spared = new Set([".git", "node_modules", ".venv", "venv"]);

/** Removes everything that is not of the tree, ignored files too: what one run leaves must not reach the next. */
async function sweep(copy: string, paths: ReadonlySet<string>, installed: boolean): Promise<void> {
  const kept = new Set(
    [...paths].flatMap((path) => path.split("/").map((_, at, parts) => parts.slice(0, at + 1).join("/"))),
  );
  const clean = async (below: string): Promise<void> => {
    for (const entry of await readdir(join(copy, below), { withFileTypes: true })) {
      const path = below === "" ? entry.name : `${below}/${entry.name}`;
      if (path === ".git" || (installed && spared.has(entry.name))) continue;
      if (!kept.has(path)) await remove(join(copy, path));
      else if (entry.isDirectory()) await clean(path);
    }
  };
  await clean("");
}

async function remove(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true }).catch(async () => {
    await chmod(path, 0o700).catch(() => undefined);
    await rm(path, { recursive: true, force: true });
  });
}
