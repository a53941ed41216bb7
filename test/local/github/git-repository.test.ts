import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { gitText } from "../../../src/local/github/git-process.ts";
import { zeroOid } from "../../../src/local/github/git-refs.ts";
import { addCommit, bareRepository, person } from "./bare-repository.ts";

describe("the bare repository", () => {
  let box: Awaited<ReturnType<typeof bareRepository>>;
  beforeEach(async () => {
    box = await bareRepository();
  });
  afterEach(() => box.remove());

  it("writes objects that git itself finds sound", async () => {
    const report = await gitText(box.git.path, ["fsck", "--strict", "--full"]);
    expect(report).toBe("");
    expect(await gitText(box.git.path, ["show", "main:src/a.js"])).toBe("1\n");
  });

  it("reads back the commit it wrote", async () => {
    expect(await box.git.commit("main")).toMatchObject({
      sha: box.first,
      author: person,
      message: "first",
      parents: [],
    });
  });

  it("sees objects that another git process wrote after the reader started", async () => {
    await box.git.commit("main");
    const sha = await gitText(box.git.path, ["hash-object", "-w", "--stdin"], { input: "late" });
    expect((await box.git.read(sha.trim()))?.body.toString()).toBe("late");
  });

  it("answers null for an object that does not exist", async () => {
    expect(await box.git.read("f".repeat(40))).toBeNull();
    expect(await box.git.read("main:nowhere")).toBeNull();
    expect(await box.git.read("a\nb")).toBeNull();
  });

  it("reads large objects asked for at the same time in the right order", async () => {
    const texts = Array.from({ length: 6 }, (_, n) => `${n}`.repeat(200_000));
    const shas = await Promise.all(texts.map((text) => box.git.write("blob", Buffer.from(text))));
    const read = await Promise.all(shas.map((sha) => box.git.read(sha)));
    expect(read.map((one) => one?.body.toString() ?? "")).toEqual(texts);
  });

  it("keeps, changes, adds and deletes files on a base tree, and drops folders that became empty", async () => {
    const next = await addCommit(
      box.git,
      box.first,
      { "src/a.js": null, "README.md": "new\n", "lib/b/c.js": "2\n" },
      "x",
    );
    const paths = (await box.git.list(next, true))
      .filter((entry) => entry.type === "blob")
      .map((entry) => entry.path);
    expect(paths).toEqual(["README.md", "lib/b/c.js"]);
    expect(await gitText(box.git.path, ["fsck", "--strict", "--full"])).not.toMatch(/error/);
  });

  it("sorts a folder behind a file of the same beginning, as git does", async () => {
    const next = await addCommit(box.git, null, { "a/x": "1", "a.js": "2", "a-b": "3" }, "x");
    expect(await gitText(box.git.path, ["fsck", "--strict", "--full", next])).not.toMatch(
      /not properly sorted/,
    );
  });

  it("refuses a tree with a path that leaves it", async () => {
    for (const path of ["../x", "a//b", ".git/config", "/etc"]) {
      expect(await box.git.writeTree(null, [{ path, mode: "100644", object: { text: "x" } }])).toBeNull();
    }
  });

  it("merges two sides cleanly and answers null on a conflict", async () => {
    const ours = await addCommit(box.git, box.first, { "src/a.js": "ours\n" }, "ours");
    const apart = await addCommit(box.git, box.first, { "src/b.js": "b\n" }, "apart");
    const against = await addCommit(box.git, box.first, { "src/a.js": "against\n" }, "against");
    const merged = await box.git.mergeTrees(ours, apart);
    expect((await box.git.list(merged ?? "", true)).map((entry) => entry.path)).toContain("src/b.js");
    expect(await box.git.mergeTrees(ours, against)).toBeNull();
  });

  it("lists the commits of a branch, oldest first", async () => {
    const second = await addCommit(box.git, box.first, { b: "1" }, "second");
    const third = await addCommit(box.git, second, { b: "2" }, "third");
    expect((await box.git.between(box.first, third)).map((commit) => commit.message)).toEqual([
      "second",
      "third",
    ]);
    expect(await box.git.isAncestor(box.first, third)).toBe(true);
    expect(await box.git.isAncestor(third, box.first)).toBe(false);
  });
});

describe("moving refs", () => {
  let box: Awaited<ReturnType<typeof bareRepository>>;
  beforeEach(async () => {
    box = await bareRepository();
  });
  afterEach(() => box.remove());
  const claim = "refs/pawl/claims/issue-1";

  it("lets exactly one of eight concurrent creators win", async () => {
    const mine = await Promise.all(
      Array.from({ length: 8 }, (_, n) => addCommit(box.git, box.first, {}, `claim ${n}`)),
    );
    const answers = await Promise.all(
      mine.map((after) => box.git.updateRefs([{ name: claim, before: zeroOid, after }])),
    );
    expect(answers.filter((answer) => answer.kind === "moved")).toHaveLength(1);
    expect(answers.filter((answer) => answer.kind === "exists")).toHaveLength(7);
  });

  it("lets exactly one of eight concurrent movers win", async () => {
    await box.git.updateRefs([{ name: claim, before: zeroOid, after: box.first }]);
    const mine = await Promise.all(
      Array.from({ length: 8 }, (_, n) => addCommit(box.git, box.first, {}, `move ${n}`)),
    );
    const answers = await Promise.all(
      mine.map((after) => box.git.updateRefs([{ name: claim, before: box.first, after }])),
    );
    const winner = answers.findIndex((answer) => answer.kind === "moved");
    expect(answers.filter((answer) => answer.kind === "changed")).toHaveLength(7);
    expect((await box.git.ref(claim))?.sha).toBe(mine[winner]);
  });

  it("moves no ref at all when one of several is not where it was seen", async () => {
    const next = await addCommit(box.git, box.first, { b: "1" }, "next");
    const answer = await box.git.updateRefs([
      { name: "refs/heads/pawl/issue-1", before: zeroOid, after: next },
      { name: "refs/heads/main", before: next, after: next },
    ]);
    expect(answer).toMatchObject({ kind: "changed", name: "refs/heads/main" });
    expect(await box.git.ref("refs/heads/pawl/issue-1")).toBeNull();
  });

  it("says that a ref to move does not exist", async () => {
    const answer = await box.git.updateRefs([{ name: claim, before: box.first, after: box.first }]);
    expect(answer.kind).toBe("missing");
  });

  it("deletes a ref only from the oid it was seen at", async () => {
    const other = await addCommit(box.git, box.first, {}, "other");
    await box.git.updateRefs([{ name: claim, before: zeroOid, after: box.first }]);
    expect((await box.git.updateRefs([{ name: claim, before: other, after: zeroOid }])).kind).toBe("changed");
    expect((await box.git.updateRefs([{ name: claim, before: box.first, after: zeroOid }])).kind).toBe(
      "moved",
    );
    expect(await box.git.ref(claim)).toBeNull();
  });

  it("refuses malformed names before git sees them", async () => {
    for (const name of ["main", "refs/heads/a..b", "refs/heads/a b", "refs/heads/.x", "refs/heads/x.lock"]) {
      expect((await box.git.updateRefs([{ name, before: null, after: box.first }])).kind).toBe("invalid");
    }
  });

  it("lists refs by prefix, also one that ends inside a name", async () => {
    await box.git.updateRefs([
      { name: "refs/pawl/claims/issue-1", before: zeroOid, after: box.first },
      { name: "refs/pawl/claims/issue-12", before: zeroOid, after: box.first },
      { name: "refs/pawl/claims/issue-2", before: zeroOid, after: box.first },
    ]);
    expect((await box.git.refs("refs/pawl/claims/issue-1")).map((ref) => ref.name)).toEqual([
      "refs/pawl/claims/issue-1",
      "refs/pawl/claims/issue-12",
    ]);
    expect(await box.git.refs("refs/pawl/")).toHaveLength(3);
  });
});
