import type { CodeTree, TreeEntry } from "../delivery/code-tree.ts";
import type { Github } from "./octokit.ts";

export type SizedEntry = TreeEntry & { readonly size: number };

/**
 * Every blob, symlink and submodule below a tree or commit. One request, unless the tree is so big that GitHub cuts
 * the recursive listing (100,000 entries or 7 MB); then one per folder that was cut.
 */
export async function readTree(github: Github, treeish: string): Promise<ReadonlyMap<string, SizedEntry>> {
  const found = new Map<string, SizedEntry>();
  await readBelow(github, treeish, "", found);
  return found;
}

export async function readCodeTree(github: Github, commit: string): Promise<CodeTree> {
  return readTree(github, commit);
}

async function readBelow(
  github: Github,
  treeish: string,
  prefix: string,
  found: Map<string, SizedEntry>,
): Promise<void> {
  const { owner, name, octokit } = github;
  const here = { owner, repo: name, tree_sha: treeish };
  const whole = await octokit.rest.git.getTree({ ...here, recursive: "true" });
  const cut = whole.data.truncated;
  const { tree } = cut ? (await octokit.rest.git.getTree(here)).data : whole.data;
  for (const { path, mode, sha, type, size } of tree) {
    if (type !== "tree") found.set(prefix + path, { sha, mode, size: size ?? 0 });
    else if (cut) await readBelow(github, sha, `${prefix}${path}/`, found);
  }
}
