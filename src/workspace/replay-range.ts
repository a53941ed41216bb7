import { realpath } from "node:fs/promises";
import type { ReplayCommit } from "../tdd/verify/replay.ts";
import { type GitOptions, git, gitEnvironment } from "./git.ts";

/** Why no replay could be made, with what to do next. Codes: `not-a-repository` `bad-range`. */
export type NoAnswer = { readonly kind: "no-answer"; readonly code: string; readonly text: string };

/** The two ends of a range as commits (40 hex), and where the repository keeps its objects. */
export type Range = {
  readonly kind: "range";
  readonly root: string;
  readonly objects: string;
  readonly base: string;
  readonly head: string;
};

/** Finds the repository that holds `directory` and both ends of `<base>..<head>`. Reads only. */
export async function readRange(directory: string, range: string): Promise<Range | NoAnswer> {
  const place = await realpath(directory).catch(() => null);
  const options = { cwd: place ?? "/", env: gitEnvironment };
  const top = place === null ? null : await rootOf(options);
  if (top === null)
    return no("not-a-repository", `${directory} is no git repository. Name one with --repo DIR.`);
  const [from = "", to = "", ...more] = range.split("..");
  if (!range.includes("..") || to.startsWith(".") || from === "" || to === "" || more.length > 0)
    return no("bad-range", `${range} is no range. Write it as <base>..<head>, for example main..HEAD.`);
  const root = await realpath(top.trim());
  const [base, head] = [await commitOf(from, root), await commitOf(to, root)];
  for (const [name, found] of [
    [from, base],
    [to, head],
  ] as const)
    if (found === null)
      return no("bad-range", `${name} is no commit of ${root}. Fetch it first, or name another one.`);
  const objects = (await git(["rev-parse", "--git-path", "objects"], { ...options, cwd: root })).trim();
  const folder = await realpath(objects.startsWith("/") ? objects : `${root}/${objects}`);
  return { kind: "range", root, objects: folder, base: base ?? "", head: head ?? "" };
}

/** The root of the files, or the folder of a repository that has none. */
function rootOf(options: GitOptions): Promise<string | null> {
  return git(["rev-parse", "--show-toplevel"], options)
    .catch(() => git(["rev-parse", "--absolute-git-dir"], options))
    .catch(() => null);
}

function no(code: string, text: string): NoAnswer {
  return { kind: "no-answer", code, text };
}

async function commitOf(name: string, cwd: string): Promise<string | null> {
  const asked = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`];
  const said = await git(asked, { cwd, env: gitEnvironment }).catch(() => "");
  return /^[0-9a-f]{40}$/.exec(said.trim())?.[0] ?? null;
}

const emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

/** The commits of a range, parents first. `options` name a store that may be written: merges are made in it. */
export async function readCommits(
  { base, head }: Pick<Range, "base" | "head">,
  options: GitOptions,
): Promise<readonly ReplayCommit[]> {
  const format = "--format=%H%x00%T%x00%P%x00%s";
  const raw = await git(["log", "--topo-order", "--reverse", format, `${base}..${head}`, "--"], options);
  const commits: ReplayCommit[] = [];
  for (const line of raw.split("\n").filter((text) => text !== "")) {
    const [sha = "", tree = "", parents = "", subject = ""] = line.split("\0");
    const before = await treeBefore(parents.split(" ").filter(Boolean), options);
    const cleanMerge = before.merged && before.tree === tree;
    const from = cleanMerge ? await treeOf(parents.split(" ")[0] ?? "", options) : before.tree;
    commits.push({ sha, subject, tree, before: from, cleanMerge });
  }
  return commits;
}

/** git's own merge of two parents where there is no conflict, else the first parent's tree. */
async function treeBefore(
  parents: readonly string[],
  options: GitOptions,
): Promise<{ readonly tree: string; readonly merged: boolean }> {
  const [first, second, ...more] = parents;
  if (first === undefined) return { tree: emptyTree, merged: false };
  if (second !== undefined && more.length === 0) {
    const said = await git(["merge-tree", "--write-tree", "--no-messages", first, second], options).catch(
      () => "",
    );
    const tree = /^[0-9a-f]{40}$/.exec(said.trim())?.[0];
    if (tree !== undefined) return { tree, merged: true };
  }
  return { tree: await treeOf(first, options), merged: false };
}

async function treeOf(commit: string, options: GitOptions): Promise<string> {
  return (await git(["rev-parse", "--verify", `${commit}^{tree}`], options)).trim();
}
