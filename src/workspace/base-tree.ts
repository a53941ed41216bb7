import { createHash } from "node:crypto";
import type { BaseTree } from "../delivery/code-tree.ts";
import { git, gitEnvironment } from "./git.ts";
import { GitObjects } from "./git-objects.ts";

/**
 * The tree of a commit of a local repository, with the texts that `texts` asks for once the files are known. `null`
 * when the repository does not hold the commit. Throws when `directory` is no git repository.
 */
export async function readBaseTree(
  directory: string,
  commit: string,
  texts: (blobs: BaseTree["blobs"]) => readonly string[],
): Promise<BaseTree | null> {
  const options = { cwd: directory, env: gitEnvironment };
  await git(["rev-parse", "--git-dir"], options);
  if (!/^[0-9a-f]{40}$/.test(commit)) return null;
  const kind = await git(["cat-file", "-t", commit], options).catch(() => "");
  if (kind.trim() !== "commit") return null;
  const raw = await git(["ls-tree", "-r", "-z", "--full-tree", commit], options);
  const blobs = new Map(raw.split("\0").filter(Boolean).map(entryOf));
  const objects = new GitObjects(options);
  try {
    const found = new Map<string, string>();
    for (const path of texts(blobs)) {
      const content = await objects.blob(blobs.get(path)?.sha ?? "");
      if (content !== null) found.set(path, new TextDecoder().decode(content));
    }
    return { blobs, texts: found, blobId };
  } finally {
    objects.close();
  }
}

/** `<mode> <type> <id>\t<path>` (git-ls-tree(1)). */
function entryOf(line: string): [string, { readonly sha: string; readonly mode: string }] {
  const tab = line.indexOf("\t");
  const [mode = "", , sha = ""] = line.slice(0, tab).split(" ");
  return [line.slice(tab + 1), { sha, mode }];
}

/** Git's id of a blob (git-hash-object(1)). */
function blobId(bytes: Uint8Array): string {
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}
