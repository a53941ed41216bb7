import type { CodeBase } from "../repository/code-base.ts";
import { readTexts } from "./file-texts.ts";
import { readTree } from "./git-tree.ts";
import type { Github } from "./octokit.ts";
import { once } from "./once.ts";
import { present, type RepositoryStart, readDefaultBranch } from "./repository-start.ts";

/** The default branch over GitHub's API, read at the tip it had when it was first asked for, or that `start` saw. */
export function openGithubCodeBase(github: Github, start?: () => Promise<RepositoryStart>): CodeBase {
  const branch = async () => (start ? present((await start()).branch) : readDefaultBranch(github));
  const head = once(async () => (await branch()).head);
  const files = once(async () => {
    const tree = await readTree(github, await head());
    return [...tree]
      .filter(([, entry]) => entry.mode === "100644" || entry.mode === "100755")
      .map(([path, { size }]) => ({ path, size }))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  });
  return {
    head,
    files,
    texts: async (paths) => readTexts(github, await head(), paths),
  };
}
