import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type GitOptions, git, gitEnvironment } from "./git.ts";

/** `head` is the commit that is checked out (40 hex); `options` make git use the private folder. */
export type PrivateStore = {
  readonly directory: string;
  readonly head: string;
  readonly options: GitOptions;
  readonly discard: () => Promise<void>;
};

/**
 * A git folder of our own for a checkout: own index, own configuration, own objects that borrow from the checkout's.
 * `info/attributes` has the last word over every `.gitattributes`, and switches filters off. With `kept`, the objects stay in
 * that folder when the store is closed, so that trees of a process that was killed can be read by the next.
 */
export async function openPrivateStore(checkout: string, kept: string | null = null): Promise<PrivateStore> {
  const directory = await realpath(checkout);
  const plain = { cwd: directory, env: gitEnvironment };
  const asked = await git(["rev-parse", "--show-toplevel", "--git-path", "objects", "HEAD"], plain);
  const [top = "", objects = "", head = ""] = asked.trim().split("\n");
  if ((await realpath(top)) !== directory)
    throw new Error(`${checkout} is not the root of a git checkout; its root is ${top}. Use that folder.`);
  const folder = kept ?? (await mkdtemp(join(tmpdir(), "pawl-git-")));
  await leaveObjectsOnly(folder);
  await fill(folder, await realpath(join(directory, objects)).catch(() => realpath(objects)));
  const options = { cwd: directory, env: { ...gitEnvironment, GIT_DIR: folder, GIT_WORK_TREE: directory } };
  await git(["read-tree", head], options);
  // Without the times of the files in the index, a restore would write every file anew.
  await git(["update-index", "-q", "--refresh"], options);
  const discard = async () => (kept === null ? rm(folder, { recursive: true, force: true }) : undefined);
  return { directory, head, options, discard };
}

/** A killed process may have left a lock, or half an index. */
async function leaveObjectsOnly(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const stale = names.filter((name) => name !== "objects");
  await Promise.all(stale.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}

async function fill(folder: string, objects: string): Promise<void> {
  await mkdir(join(folder, "objects", "info"), { recursive: true });
  await mkdir(join(folder, "refs"));
  await mkdir(join(folder, "info"));
  await writeFile(join(folder, "HEAD"), "ref: refs/heads/none\n");
  await writeFile(join(folder, "config"), "[core]\n\trepositoryformatversion = 0\n\tbare = false\n");
  await writeFile(join(folder, "objects", "info", "alternates"), `${objects}\n`);
  await writeFile(join(folder, "info", "attributes"), "* -filter\n");
}
