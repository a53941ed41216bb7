import type { CodeHost } from "../delivery/code-host.ts";
import { blobId } from "./blob-id.ts";
import { openCommits } from "./commits.ts";
import { readTexts } from "./file-texts.ts";
import { readCodeTree } from "./git-tree.ts";
import type { Github } from "./octokit.ts";
import { newestPullOf, openPull } from "./pull-requests.ts";
import { moveRefs, readRef } from "./refs.ts";
import { repositoryIdOf } from "./repository-id.ts";
import { readDefaultBranch } from "./repository-start.ts";

/** The git side of a repository through GitHub's API alone: no checkout, no git binary, no child process. */
export function openGithubCodeHost(github: Github): CodeHost {
  const commits = openCommits(github);
  return {
    defaultBranch: () => readDefaultBranch(github),
    ref: (name) => readRef(github, name),
    tree: (commit) => readCodeTree(github, commit),
    texts: (commit, paths) => readTexts(github, commit, paths),
    blobId,
    createCommit: commits.create,
    moveRefs: async (moves) => moveRefs(github, await repositoryIdOf(github), moves),
    openPullRequest: (pull) => openPull(github, pull),
    pullRequestOf: (branch) => newestPullOf(github, branch),
  };
}
