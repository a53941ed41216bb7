/** A real git repository with one commit in a temporary folder, and the work tree on it. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { GitWorkTree } from "../../src/workspace/git-work-tree.ts";

/** `first` is the tree of the only commit. `close` removes everything. */
export type TestCheckout = {
  readonly folder: string;
  readonly checkout: string;
  readonly tree: GitWorkTree;
  readonly first: string;
  readonly write: (path: string, text: string) => void;
  readonly git: (...args: readonly string[]) => string;
  readonly close: () => Promise<void>;
};

export async function makeCheckout(): Promise<TestCheckout> {
  const folder = mkdtempSync(join(tmpdir(), "pawl-tree-"));
  const checkout = join(folder, "checkout");
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(checkout, path)), { recursive: true });
    writeFileSync(join(checkout, path), text);
  };
  const git = (...args: readonly string[]) => {
    const env = { PATH: process.env.PATH ?? "", GIT_CONFIG_GLOBAL: "/dev/null", HOME: folder };
    const author = ["-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "init.defaultBranch=main"];
    return execFileSync("git", [...author, ...args], { cwd: checkout, env, encoding: "utf8" }).trim();
  };
  write("lib/add.js", "export const add = 1;\n");
  write("lib/sub.js", "export const sub = 1;\n");
  write("README.md", "read me\n");
  write(".gitignore", "node_modules\n");
  git("init", "-q");
  git("add", "-A");
  git("commit", "-q", "-m", "first");
  const tree = await GitWorkTree.open(checkout);
  const close = async () => {
    await tree.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, checkout, tree, first: await tree.snapshot(), write, git, close };
}
