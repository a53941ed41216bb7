import { chmodSync, existsSync, lstatSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { GitWorkTree } from "../../src/workspace/git-work-tree.ts";
import { makeCheckout, type TestCheckout } from "./test-checkout.ts";

let made: TestCheckout;

beforeEach(async () => {
  made = await makeCheckout();
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await made.close();
});

describe("the tree of a checkout", () => {
  it("knows the commit that is checked out", async () => {
    const { git, tree } = made;
    expect(await tree.base()).toBe(git("rev-parse", "HEAD"));
  });

  it("takes a clean checkout as the tree of its commit", () => {
    const { first, git } = made;
    expect(first).toBe(git("rev-parse", "HEAD^{tree}"));
  });

  it("sees a changed, a new and a deleted file with their bytes and the blobs before", async () => {
    const { checkout, first, git, tree, write } = made;
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
    const { checkout, first, tree } = made;
    chmodSync(join(checkout, "lib/add.js"), 0o755);
    const [change] = await tree.changes(first, await tree.snapshot());
    expect(change?.mode).toBe("100755");
  });

  it("leaves ignored files out and alone", async () => {
    const { checkout, first, tree, write } = made;
    write("node_modules/a/index.js", "kept");
    expect(await tree.snapshot()).toBe(first);
    await tree.restore(first);
    expect(readFileSync(join(checkout, "node_modules/a/index.js"), "utf8")).toBe("kept");
  });

  it("lists the paths of a tree in order", async () => {
    const { first, tree } = made;
    expect(await tree.paths(first)).toEqual([".gitignore", "README.md", "lib/add.js", "lib/sub.js"]);
  });

  it("reads a text from an earlier tree, whatever stands on disk now", async () => {
    const { first, tree, write } = made;
    write("README.md", "changed\n");
    expect(await tree.read(first, "README.md")).toBe("read me\n");
  });

  it("answers null for a file that is not there and for bytes that are no text", async () => {
    const { checkout, tree } = made;
    writeFileSync(join(checkout, "image.png"), Uint8Array.of(0xff, 0xfe, 0x00));
    const now = await tree.snapshot();
    expect([await tree.read(now, "missing.js"), await tree.read(now, "image.png")]).toEqual([null, null]);
  });

  it("reads many files at once, large and empty ones too, each with its own content", async () => {
    const { tree, write } = made;
    const texts = Array.from({ length: 60 }, (_, n) => (n % 7 === 0 ? "" : `${n}:${"x".repeat(n * 3000)}`));
    for (const [n, text] of texts.entries()) write(`many/${n}.txt`, text);
    const now = await tree.snapshot();
    expect(await Promise.all(texts.map((_, n) => tree.read(now, `many/${n}.txt`)))).toEqual(texts);
  });

  it("leaves the checkout's own index and objects as they were", async () => {
    const { git, tree, write } = made;
    write("lib/new.js", "new\n");
    await tree.snapshot();
    expect(git("status", "--porcelain")).toBe("?? lib/new.js");
  });

  it("refuses a folder that is not the root of a checkout and says which is", async () => {
    const { checkout } = made;
    await expect(GitWorkTree.open(join(checkout, "lib"))).rejects.toThrow(/not the root of a git checkout/);
  });
});

describe("restoring a tree", () => {
  it("puts back changed and deleted files and removes new ones", async () => {
    const { checkout, first, tree, write } = made;
    write("lib/add.js", "broken");
    rmSync(join(checkout, "README.md"));
    write("lib/deep/new.js", "new");
    await tree.restore(first);
    expect(await tree.snapshot()).toBe(first);
    expect(existsSync(join(checkout, "lib/deep/new.js"))).toBe(false);
  });

  it("does not touch files that are as they should be", async () => {
    const { checkout, first, tree, write } = made;
    const before = lstatSync(join(checkout, "lib/sub.js")).mtimeMs;
    write("lib/add.js", "broken");
    await tree.restore(first);
    expect(lstatSync(join(checkout, "lib/sub.js")).mtimeMs).toBe(before);
  });

  it("opens a checkout that is not clean, and restores it", async () => {
    const { checkout, first, write } = made;
    write("lib/add.js", "broken");
    const other = await GitWorkTree.open(checkout);
    await other.restore(first);
    expect(readFileSync(join(checkout, "lib/add.js"), "utf8")).toBe("export const add = 1;\n");
    await other.close();
  });

  it("goes forward to a later tree again", async () => {
    const { checkout, first, tree, write } = made;
    write("lib/add.js", "later");
    const later = await tree.snapshot();
    await tree.restore(first);
    await tree.restore(later);
    expect(readFileSync(join(checkout, "lib/add.js"), "utf8")).toBe("later");
  });

  it("puts back only the paths that are named", async () => {
    const { first, tree, write } = made;
    write("lib/add.js", "changed");
    write("lib/sub.js", "changed");
    write("lib/new.js", "new");
    await tree.restore(first, ["lib/sub.js", "lib/new.js"]);
    const changes = await tree.changes(first, await tree.snapshot());
    expect(changes.map(({ path }) => path)).toEqual(["lib/add.js"]);
  });

  it("removes a file that hid behind a new ignore rule", async () => {
    const { checkout, first, tree, write } = made;
    write(".gitignore", "node_modules\nhidden.js\n");
    write("hidden.js", "hidden");
    await tree.snapshot();
    await tree.restore(first);
    expect(existsSync(join(checkout, "hidden.js"))).toBe(false);
  });

  it("puts a file back where a folder stands, and a folder where a file stands", async () => {
    const { checkout, first, tree, write } = made;
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
    const { checkout, first, tree, write } = made;
    rmSync(join(checkout, "README.md"));
    write("README.md/inner.md", "inner");
    await tree.restore(first, ["README.md", "README.md/inner.md"]);
    expect(await tree.snapshot()).toBe(first);
  });

  it("refuses a path that leaves the checkout", async () => {
    const { first, tree } = made;
    await expect(tree.restore(first, ["../outside.txt"])).rejects.toThrow();
  });
});

describe("a closed tree", () => {
  it("leaves nothing in the folder for temporary files", async () => {
    const { checkout, folder } = made;
    vi.stubEnv("TMPDIR", folder);
    const before = readdirSync(folder);
    const other = await GitWorkTree.open(checkout);
    expect(readdirSync(folder)).not.toEqual(before);
    await other.close();
    expect(readdirSync(folder)).toEqual(before);
  });
});
