import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type GitWorld, gitWorld, here } from "./git-world.ts";

describe("git data", () => {
  let world: GitWorld;
  beforeEach(async () => {
    world = await gitWorld();
  });
  afterEach(() => world.close());

  it("builds a commit from a blob and a tree; the bot is its author and it counts as signed", async () => {
    const { bot, first } = world;
    const blob = await bot.git.createBlob({
      ...here,
      content: Buffer.from("new").toString("base64"),
      encoding: "base64",
    });
    const tree = await bot.git.createTree({
      ...here,
      base_tree: first,
      tree: [
        { path: "src/b.js", mode: "100644", type: "blob", sha: blob.data.sha },
        { path: "README.md", mode: "100644", type: "blob", sha: null },
        { path: "run.sh", mode: "100755", type: "blob", content: "#!/bin/sh\n" },
      ],
    });
    const commit = await bot.git.createCommit({
      ...here,
      message: "feat: b\n\nTask: #1",
      tree: tree.data.sha,
      parents: [first],
    });
    expect(commit.data).toMatchObject({
      author: { name: "github-actions[bot]", email: "41898282+github-actions[bot]@users.noreply.github.com" },
      verification: { verified: true },
      parents: [{ sha: first }],
    });
    const read = await bot.git.getTree({ ...here, tree_sha: commit.data.sha, recursive: "1" });
    expect(read.data.tree.map(({ path, mode, type }) => [path, mode, type])).toEqual([
      ["run.sh", "100755", "blob"],
      ["src", "040000", "tree"],
      ["src/a.js", "100644", "blob"],
      ["src/b.js", "100644", "blob"],
    ]);
    const back = await bot.git.getBlob({ ...here, file_sha: blob.data.sha });
    expect(Buffer.from(back.data.content, "base64").toString()).toBe("new");
    expect((await bot.git.getCommit({ ...here, commit_sha: commit.data.sha })).data.message).toBe(
      "feat: b\n\nTask: #1",
    );
  });

  it("keeps bytes that are no text", async () => {
    const bytes = Buffer.from([0, 255, 1, 254]);
    const blob = await world.bot.git.createBlob({
      ...here,
      content: bytes.toString("base64"),
      encoding: "base64",
    });
    const back = await world.bot.git.getBlob({ ...here, file_sha: blob.data.sha });
    expect(Buffer.from(back.data.content, "base64")).toEqual(bytes);
  });

  it("moves no ref by creating objects", async () => {
    const { bot, first, git } = world;
    const head = await bot.git.getCommit({ ...here, commit_sha: first });
    await bot.git.createCommit({ ...here, message: "x", tree: head.data.tree.sha, parents: [first] });
    expect((await git.refs("refs/")).map((ref) => ref.sha)).toEqual([first]);
  });

  it("names a person who was given as author, unsigned", async () => {
    const { bot, first } = world;
    const head = await bot.git.getCommit({ ...here, commit_sha: first });
    const author = { name: "Ada", email: "ada@example.test", date: "2026-01-02T03:04:05Z" };
    const commit = await bot.git.createCommit({
      ...here,
      message: "x",
      tree: head.data.tree.sha,
      parents: [],
      author,
    });
    expect(commit.data).toMatchObject({ author, verification: { verified: false } });
  });

  it.each([
    [
      "a path that leaves the tree",
      { path: "../x", mode: "100644" as const, content: "" },
      /malformed path component/,
    ],
    [
      "an absolute path",
      { path: "/etc/x", mode: "100644" as const, content: "" },
      /cannot start with a slash/,
    ],
    [
      "an object that is not there",
      { path: "x", mode: "100644" as const, sha: "b".repeat(40) },
      /BadObjectState/,
    ],
  ])("refuses a tree with %s", async (_, entry, message) => {
    await expect(world.bot.git.createTree({ ...here, tree: [entry] })).rejects.toMatchObject({
      status: 422,
      message: expect.stringMatching(message),
    });
  });

  it("refuses a commit on a parent or tree that is not there", async () => {
    const { bot, first } = world;
    const missing = "c".repeat(40);
    const head = await bot.git.getCommit({ ...here, commit_sha: first });
    await expect(
      bot.git.createCommit({ ...here, message: "x", tree: missing, parents: [first] }),
    ).rejects.toMatchObject({ status: 422 });
    await expect(
      bot.git.createCommit({ ...here, message: "x", tree: head.data.tree.sha, parents: [missing] }),
    ).rejects.toMatchObject({ status: 422 });
  });

  it("lets a token that only reads read, and not write", async () => {
    const { github, first } = world;
    const token = github.workflowToken({ contents: "read" });
    const call = (method: string, path: string, body?: string) =>
      fetch(`${github.url}/repos/acme/shop/git/${path}`, {
        method,
        headers: { authorization: `bearer ${token}` },
        ...(body === undefined ? {} : { body }),
      });
    expect((await call("GET", `commits/${first}`)).status).toBe(200);
    expect((await call("POST", "blobs", '{"content":"x"}')).status).toBe(403);
  });
});
