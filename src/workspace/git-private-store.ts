import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
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
 * `info/attributes` has the last word over every `.gitattributes`, and switches filters off.
 */
export async function openPrivateStore(checkout: string): Promise<PrivateStore> {
  const directory = await realpath(checkout);
  const plain = { cwd: directory, env: gitEnvironment };
  const asked = await git(["rev-parse", "--show-toplevel", "--git-path", "objects", "HEAD"], plain);
  const [top = "", objects = "", head = ""] = asked.trim().split("\n");
  if ((await realpath(top)) !== directory)
    throw new Error(`${checkout} is not the root of a git checkout; its root is ${top}. Use that folder.`);
  const folder = await mkdtemp(join(tmpdir(), "pawl-git-"));
  await fill(folder, await realpath(join(directory, objects)).catch(() => realpath(objects)));
  const options = { cwd: directory, env: { ...gitEnvironment, GIT_DIR: folder, GIT_WORK_TREE: directory } };
  await git(["read-tree", head], options);
  // Without the times of the files in the index, a restore would write every file anew.
  await git(["update-index", "-q", "--refresh"], options);
  return { directory, head, options, discard: () => rm(folder, { recursive: true, force: true }) };
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
