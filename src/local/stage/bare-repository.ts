/** The bare git repository that a local GitHub serves: made from a folder of files, or cloned from a repository. */
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Nothing of the machine's own git settings (signing, hooks, templates) takes part. */
const environment = {
  PATH: process.env.PATH ?? "",
  HOME: tmpdir(),
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
  GIT_TERMINAL_PROMPT: "0",
};

async function git(...args: readonly string[]): Promise<string> {
  const { stdout } = await run("git", [...args], { env: environment, maxBuffer: 64 * 1024 * 1024 });
  return stdout.trim();
}

/** One commit with all files of `folder` on `main`. Answers the path of `<parent>/<name>.git`. */
export async function bareFromFolder(folder: string, parent: string, name: string): Promise<string> {
  const work = await mkdtemp(join(tmpdir(), "pawl-seed-"));
  try {
    await cp(folder, work, { recursive: true });
    await git("-C", work, "init", "--quiet", "--initial-branch=main");
    await git("-C", work, "add", "--all");
    const author = ["-c", "user.name=Alice", "-c", "user.email=alice@example.com"];
    await git("-C", work, ...author, "commit", "--quiet", "--message", "The shop as it is");
    return await bareFromRepository(work, parent, name);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** A bare clone of what is committed in `repository`; the original is only read. Throws when it is not a git repository. */
export async function bareFromRepository(repository: string, parent: string, name: string): Promise<string> {
  await mkdir(parent, { recursive: true });
  const bare = join(parent, `${name}.git`);
  await git("clone", "--quiet", "--bare", "--no-hardlinks", "--", repository, bare);
  await git("-C", bare, "remote", "remove", "origin");
  return bare;
}

/** The branch a repository has checked out. */
export async function branchOf(repository: string): Promise<string> {
  return git("-C", repository, "symbolic-ref", "--short", "HEAD");
}

/** Adds one file to the default branch of a bare repository as a commit; nothing when it is there already. */
export async function addFile(bare: string, branch: string, path: string, text: string): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), "pawl-seed-"));
  try {
    await git("clone", "--quiet", "--branch", branch, "--", bare, work);
    await mkdir(join(work, path, ".."), { recursive: true });
    await writeFile(join(work, path), text);
    await git("-C", work, "add", "--", path);
    if ((await git("-C", work, "status", "--porcelain")) === "") return;
    const author = ["-c", "user.name=Alice", "-c", "user.email=alice@example.com"];
    await git("-C", work, ...author, "commit", "--quiet", "--message", `Add ${path}`);
    await git("-C", work, "push", "--quiet", "origin", `HEAD:refs/heads/${branch}`);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** A checkout of its own, with every branch, for people to look at. Answers its path. */
export async function checkedOut(bare: string, folder: string): Promise<string> {
  await git("clone", "--quiet", "--", bare, folder);
  await git("-C", folder, "fetch", "--quiet", "origin", "+refs/heads/pawl/*:refs/heads/pawl/*");
  return folder;
}
