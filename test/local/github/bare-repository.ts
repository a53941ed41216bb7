import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runGit } from "../../../src/local/github/git-process.ts";
import { zeroOid } from "../../../src/local/github/git-refs.ts";
import { type GitRepository, openGitRepository } from "../../../src/local/github/git-repository.ts";

export const person = { name: "Ada", email: "ada@example.test", date: "2026-01-02T03:04:05Z" };

/** A bare repository in a temporary folder whose `main` has one commit with the given files. */
export async function bareRepository(
  files: Readonly<Record<string, string>> = { "README.md": "hello\n", "src/a.js": "1\n" },
): Promise<{ git: GitRepository; first: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "pawl-bare-"));
  await runGit(path, ["init", "--quiet", "--bare", "--initial-branch=main"]);
  const git = openGitRepository(path);
  const first = await addCommit(git, null, files, "first");
  await git.updateRefs([{ name: "refs/heads/main", before: zeroOid, after: first }]);
  return {
    git,
    first,
    remove: async () => {
      git.close();
      await rm(path, { recursive: true, force: true });
    },
  };
}

/** A commit on a parent (or none) that writes the given files (`null` deletes); no ref moves. */
export async function addCommit(
  git: GitRepository,
  parent: string | null,
  files: Readonly<Record<string, string | null>>,
  message: string,
): Promise<string> {
  const entries = Object.entries(files).map(([path, text]) => ({
    path,
    mode: "100644",
    object: text === null ? null : { text },
  }));
  const tree = await git.writeTree(parent, entries);
  if (tree === null) throw new Error("the tree could not be written");
  const parents = parent === null ? [] : [parent];
  return git.writeCommit({ tree, parents, author: person, committer: person, message });
}
