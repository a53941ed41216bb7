import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { GitWorkTree } from "../../src/workspace/git-work-tree.ts";

let folder = "";
let checkout = "";
let tree: GitWorkTree;
let first = "";

function write(path: string, text: string): void {
  mkdirSync(dirname(join(checkout, path)), { recursive: true });
  writeFileSync(join(checkout, path), text);
}

function git(...args: string[]): string {
  const env = { PATH: process.env.PATH ?? "", GIT_CONFIG_GLOBAL: "/dev/null", HOME: folder };
  const author = ["-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "init.defaultBranch=main"];
  return execFileSync("git", [...author, ...args], { cwd: checkout, env, encoding: "utf8" }).trim();
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "pawl-tree-"));
  checkout = join(folder, "checkout");
  mkdirSync(checkout);
  git("init", "-q");
  write("lib/add.js", "export const add = 1;\n");
  write("lib/sub.js", "export const sub = 1;\n");
  write("README.md", "read me\n");
  write(".gitignore", "node_modules\n");
  git("add", "-A");
  git("commit", "-q", "-m", "first");
  tree = await GitWorkTree.open(checkout);
  first = await tree.snapshot();
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await tree.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("the tree of a checkout", () => {
  it("knows the commit that is checked out", async () => {
    expect(await tree.base()).toBe(git("rev-parse", "HEAD"));
  });

  it("takes a clean checkout as the tree of its commit", () => {
    expect(first).toBe(git("rev-parse", "HEAD^{tree}"));
  });

  it("sees a changed, a new and a deleted file with their bytes and the blobs before", async () => {
    write("lib/add.js", "export const add = 2;\n");
    write("lib/new ü.js", "new\n");
    rmSync(join(checkout, "README.md"));
    const changes = await tree.changes(first, await tree.snapshot());
    const seen = changes.map(({ path, before, content }) => [
      path,
      before,
      content && Buffer.from(content).toString(),
    ]);
    expect(seen).toEqual([
      ["README.md", git("rev-parse", "HEAD:README.md"), null],
      ["lib/add.js", git("rev-parse", "HEAD:lib/add.js"), "export const add = 2;\n"],
      ["lib/new ü.js", null, "new\n"],
    ]);
  });

  it("sees an executable bit", async () => {
    chmodSync(join(checkout, "lib/add.js"), 0o755);
    const [change] = await tree.changes(first, await tree.snapshot());
    expect(change?.mode).toBe("100755");
  });

  it("leaves ignored files out and alone", async () => {
    write("node_modules/a/index.js", "kept");
    expect(await tree.snapshot()).toBe(first);
    await tree.restore(first);
    expect(readFileSync(join(checkout, "node_modules/a/index.js"), "utf8")).toBe("kept");
  });

  it("lists the paths of a tree in order", async () => {
    expect(await tree.paths(first)).toEqual([".gitignore", "README.md", "lib/add.js", "lib/sub.js"]);
  });

  it("reads a text from an earlier tree, whatever stands on disk now", async () => {
    write("README.md", "changed\n");
    expect(await tree.read(first, "README.md")).toBe("read me\n");
  });

  it("answers null for a file that is not there and for bytes that are no text", async () => {
    writeFileSync(join(checkout, "image.png"), Uint8Array.of(0xff, 0xfe, 0x00));
    const now = await tree.snapshot();
    expect([await tree.read(now, "missing.js"), await tree.read(now, "image.png")]).toEqual([null, null]);
  });

  it("reads many files at once, large and empty ones too, each with its own content", async () => {
    const texts = Array.from({ length: 60 }, (_, n) => (n % 7 === 0 ? "" : `${n}:${"x".repeat(n * 3000)}`));
    for (const [n, text] of texts.entries()) write(`many/${n}.txt`, text);
    const now = await tree.snapshot();
    expect(await Promise.all(texts.map((_, n) => tree.read(now, `many/${n}.txt`)))).toEqual(texts);
  });

  it("leaves the checkout's own index and objects as they were", async () => {
    write("lib/new.js", "new\n");
    await tree.snapshot();
    expect(git("status", "--porcelain")).toBe("?? lib/new.js");
  });

  it("refuses a folder that is not the root of a checkout and says which is", async () => {
    await expect(GitWorkTree.open(join(checkout, "lib"))).rejects.toThrow(/not the root of a git checkout/);
  });
});

describe("restoring a tree", () => {
  it("puts back changed and deleted files and removes new ones", async () => {
    write("lib/add.js", "broken");
    rmSync(join(checkout, "README.md"));
    write("lib/deep/new.js", "new");
    await tree.restore(first);
    expect(await tree.snapshot()).toBe(first);
    expect(existsSync(join(checkout, "lib/deep/new.js"))).toBe(false);
  });

  it("does not touch files that are as they should be", async () => {
    const before = lstatSync(join(checkout, "lib/sub.js")).mtimeMs;
    write("lib/add.js", "broken");
    await tree.restore(first);
    expect(lstatSync(join(checkout, "lib/sub.js")).mtimeMs).toBe(before);
  });

  it("opens a checkout that is not clean, and restores it", async () => {
    write("lib/add.js", "broken");
    const other = await GitWorkTree.open(checkout);
    await other.restore(first);
    expect(readFileSync(join(checkout, "lib/add.js"), "utf8")).toBe("export const add = 1;\n");
    await other.close();
  });

  it("goes forward to a later tree again", async () => {
    write("lib/add.js", "later");
    const later = await tree.snapshot();
    await tree.restore(first);
    await tree.restore(later);
    expect(readFileSync(join(checkout, "lib/add.js"), "utf8")).toBe("later");
  });

  it("puts back only the paths that are named", async () => {
    write("lib/add.js", "changed");
    write("lib/sub.js", "changed");
    write("lib/new.js", "new");
    await tree.restore(first, ["lib/sub.js", "lib/new.js"]);
    const changes = await tree.changes(first, await tree.snapshot());
    expect(changes.map(({ path }) => path)).toEqual(["lib/add.js"]);
  });

  it("removes a file that hid behind a new ignore rule", async () => {
    write(".gitignore", "node_modules\nhidden.js\n");
    write("hidden.js", "hidden");
    await tree.snapshot();
    await tree.restore(first);
    expect(existsSync(join(checkout, "hidden.js"))).toBe(false);
  });

  it("puts a file back where a folder stands, and a folder where a file stands", async () => {
    rmSync(join(checkout, "README.md"));
    write("README.md/inner.md", "inner");
    rmSync(join(checkout, "lib"), { recursive: true });
    write("lib", "a file");
    const swapped = await tree.snapshot();
    expect(await tree.paths(swapped)).toEqual([".gitignore", "README.md/inner.md", "lib"]);
    await tree.restore(first);
    expect(await tree.snapshot()).toBe(first);
  });

  it("does the same for single paths", async () => {
    rmSync(join(checkout, "README.md"));
    write("README.md/inner.md", "inner");
    await tree.restore(first, ["README.md", "README.md/inner.md"]);
    expect(await tree.snapshot()).toBe(first);
  });

  it("refuses a path that leaves the checkout", async () => {
    await expect(tree.restore(first, ["../outside.txt"])).rejects.toThrow();
  });
});

describe("a closed tree", () => {
  it("leaves nothing in the folder for temporary files", async () => {
    vi.stubEnv("TMPDIR", folder);
    const before = readdirSync(folder);
    const other = await GitWorkTree.open(checkout);
    expect(readdirSync(folder)).not.toEqual(before);
    await other.close();
    expect(readdirSync(folder)).toEqual(before);
  });
});

describe("a hostile tree", () => {
  it("reports a symbolic link as a link and does not read what it points to", async () => {
    symlinkSync("/etc/passwd", join(checkout, "link"));
    const now = await tree.snapshot();
    const [change] = await tree.changes(first, now);
    expect([change?.mode, change?.content && Buffer.from(change.content).toString()]).toEqual([
      "120000",
      "/etc/passwd",
    ]);
    expect(await tree.read(now, "link")).toBeNull();
  });

  it("never writes or deletes through a folder that became a link", async () => {
    const outside = join(folder, "outside");
    mkdirSync(outside);
    writeFileSync(join(outside, "add.js"), "precious");
    writeFileSync(join(outside, "extra.js"), "precious");
    rmSync(join(checkout, "lib"), { recursive: true });
    symlinkSync(outside, join(checkout, "lib"));
    await tree.restore(first, ["lib/add.js", "lib/extra.js"]);
    await tree.restore(first);
    expect(readFileSync(join(outside, "add.js"), "utf8")).toBe("precious");
    expect(existsSync(join(outside, "extra.js"))).toBe(true);
    expect(lstatSync(join(checkout, "lib")).isSymbolicLink()).toBe(false);
    expect(await tree.snapshot()).toBe(first);
  });

  it("executes no filter, monitor or hook that the repository configures", async () => {
    const trap = join(folder, "trap");
    const script = join(folder, "trap.sh");
    writeFileSync(script, `#!/bin/sh\ntouch ${trap}\ncat\n`, { mode: 0o755 });
    git("config", "filter.trap.clean", script);
    git("config", "filter.trap.smudge", script);
    git("config", "core.fsmonitor", script);
    git("config", "core.hooksPath", folder);
    write(".gitattributes", "* filter=trap\n");
    write("lib/add.js", "changed");
    await tree.snapshot();
    await tree.restore(first);
    expect(existsSync(trap)).toBe(false);
    write("lib/add.js", "changed again");
    git("add", "-A");
    expect(existsSync(trap), "plain git does step into the trap").toBe(true);
  });

  it("reports a planted repository as a submodule, never runs its configuration, and removes it", async () => {
    const trap = join(folder, "trap");
    mkdirSync(join(checkout, "planted"));
    const inner = (...args: string[]) => git("-C", "planted", ...args);
    inner("init", "-q");
    write("planted/a.js", "a");
    inner("add", "-A");
    inner("commit", "-q", "-m", "inner");
    inner("config", "core.fsmonitor", `touch ${trap}; false`);
    const [change] = await tree.changes(first, await tree.snapshot());
    write("planted/a.js", "b");
    await tree.snapshot();
    await tree.restore(first);
    expect([change?.path, change?.mode]).toEqual(["planted", "160000"]);
    expect(existsSync(trap)).toBe(false);
    expect(existsSync(join(checkout, "planted"))).toBe(false);
  });

  it("survives a planted repository without a commit", async () => {
    git("init", "-q", "planted");
    const changes = await tree.changes(first, await tree.snapshot());
    expect(changes.map(({ mode }) => mode).filter((mode) => mode !== "160000")).toEqual([]);
    await tree.restore(first);
    expect(await tree.snapshot()).toBe(first);
  });
});
