import type { NewCommit } from "../delivery/code-host.ts";
import type { Github } from "./octokit.ts";

type NewEntry = {
  readonly path: string;
  readonly mode: "100644" | "100755";
  readonly type: "blob";
  readonly content?: string;
  readonly sha?: string | null;
};

/** Builds commits through the git data API. Without author, committer and signature, so that GitHub signs as the bot. */
export type Commits = {
  /** The commit with these changes on its parent; moves no ref. */
  create(commit: NewCommit): Promise<string>;
  /** A commit that has `like`'s tree and the given parents; for claims, which change no file. */
  createLike(like: string, message: string, parents: readonly string[]): Promise<string>;
};

export function openCommits(github: Github): Commits {
  const { owner, name: repo, octokit } = github;
  const { git } = octokit.rest;
  /** Tree ids by commit, so that a chain of commits reads its first parent alone. */
  const trees = new Map<string, string>();
  const treeOf = async (commit: string) => {
    const known = trees.get(commit);
    if (known !== undefined) return known;
    const { data } = await git.getCommit({ owner, repo, commit_sha: commit });
    trees.set(commit, data.tree.sha);
    return data.tree.sha;
  };
  const commit = async (message: string, tree: string, parents: readonly string[]) => {
    const { data } = await git.createCommit({ owner, repo, message, tree, parents: [...parents] });
    trees.set(data.sha, tree);
    return data.sha;
  };
  return {
    create: async ({ parent, message, changes }) => {
      const base_tree = await treeOf(parent);
      const tree = await Promise.all(changes.map((change) => entryOf(github, change)));
      const { data } = await git.createTree({ owner, repo, base_tree, tree });
      return commit(message, data.sha, [parent]);
    },
    createLike: async (like, message, parents) => commit(message, await treeOf(like), parents),
  };
}

/** Text travels inside the tree; bytes that are no UTF-8 need a blob of their own. `sha: null` removes the file. */
async function entryOf(github: Github, change: NewCommit["changes"][number]): Promise<NewEntry> {
  const { path, content } = change;
  const mode = change.mode === "100755" ? "100755" : "100644";
  const entry = { path, mode, type: "blob" } as const;
  if (content === null) return { ...entry, sha: null };
  const text = Buffer.from(content).toString("utf8");
  if (Buffer.from(text, "utf8").equals(content) && !text.includes("\0")) return { ...entry, content: text };
  const { data } = await github.octokit.rest.git.createBlob({
    owner: github.owner,
    repo: github.name,
    content: Buffer.from(content).toString("base64"),
    encoding: "base64",
  });
  return { ...entry, sha: data.sha };
}
