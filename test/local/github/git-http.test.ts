import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { gitText, runGit } from "../../../src/local/github/git-process.ts";
import { onRefsMoved } from "../../../src/local/github/refs-move.ts";
import { refRulesOf } from "../../../src/local/github/refs-rules.ts";
import { type GitWorld, gitWorld } from "./git-world.ts";

const author = ["-c", "user.name=Ada", "-c", "user.email=ada@example.test"];

describe("git over HTTP", () => {
  let world: GitWorld;
  let folder: string;
  beforeEach(async () => {
    world = await gitWorld();
    folder = await mkdtemp(join(tmpdir(), "pawl-clone-"));
  });
  afterEach(async () => {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  });
  const url = (token: string) => world.github.url.replace("http://", `http://x-access-token:${token}@`);
  const clone = async (token: string, suffix = ".git") => {
    await gitText(folder, ["clone", "--quiet", `${url(token)}/acme/shop${suffix}`, "copy"]);
    return join(folder, "copy");
  };
  const commit = async (copy: string, file: string, text: string) => {
    await writeFile(join(copy, file), text);
    await gitText(copy, ["add", file]);
    await gitText(copy, [...author, "commit", "--quiet", "-m", `add ${file}`]);
    return (await gitText(copy, ["rev-parse", "HEAD"])).trim();
  };

  it("clones and pushes a branch with the token as password, and tells who moved what", async () => {
    const seen: object[] = [];
    onRefsMoved(world.github.world, (_, actor, moves) => {
      seen.push({ login: actor.user.login, moves });
    });
    const copy = await clone(world.github.tokenOf("alice"));
    const sha = await commit(copy, "new.js", "1\n");
    await gitText(copy, ["push", "--quiet", "origin", "HEAD:refs/heads/feature"]);
    expect((await world.git.ref("refs/heads/feature"))?.sha).toBe(sha);
    expect(seen).toEqual([
      { login: "alice", moves: [{ name: "refs/heads/feature", before: "0".repeat(40), after: sha }] },
    ]);
  });

  it("clones without the .git at the end, and one commit by its id", async () => {
    const copy = await clone(world.github.tokenOf("rita"), "");
    expect((await gitText(copy, ["rev-parse", "HEAD"])).trim()).toBe(world.first);
    const fetched = await runGit(copy, ["fetch", "--quiet", "--depth=1", "origin", world.first]);
    expect(fetched.code).toBe(0);
  });

  it("refuses the push of a reader, of a read-only token and of a wrong token", async () => {
    const copy = await clone(world.github.tokenOf("rita"));
    await commit(copy, "new.js", "1\n");
    for (const token of [
      world.github.tokenOf("rita"),
      world.github.workflowToken({ contents: "read" }),
      "wrong",
    ]) {
      const pushed = await runGit(copy, ["push", `${url(token)}/acme/shop`, "HEAD:refs/heads/feature"]);
      expect(pushed.code).not.toBe(0);
    }
    expect(await world.git.ref("refs/heads/feature")).toBeNull();
  });

  it("refuses a push that is not a fast-forward", async () => {
    const copy = await clone(world.github.tokenOf("alice"));
    await gitText(copy, [...author, "commit", "--quiet", "--amend", "-m", "other"]);
    expect((await runGit(copy, ["push", "origin", "HEAD:refs/heads/main"])).code).not.toBe(0);
    expect((await world.git.ref("refs/heads/main"))?.sha).toBe(world.first);
  });

  it("refuses the push of a ref that a ruleset forbids", async () => {
    refRulesOf(world.github.world).restricted = ["refs/heads/pawl/*"];
    const copy = await clone(world.github.tokenOf("alice"));
    await commit(copy, "new.js", "1\n");
    expect((await runGit(copy, ["push", "origin", "HEAD:refs/heads/pawl/issue-1"])).code).not.toBe(0);
    expect(await world.git.ref("refs/heads/pawl/issue-1")).toBeNull();
  });

  it("answers 404 for another repository", async () => {
    const answer = await fetch(`${world.github.url}/acme/other.git/info/refs?service=git-upload-pack`);
    expect(answer.status).toBe(404);
  });

  it("pushes a file larger than git sends in one piece", async () => {
    const copy = await clone(world.github.tokenOf("alice"));
    const noise = Array.from({ length: 120_000 }, (_, n) => `${(n * 2654435761) % 4294967296}`).join("\n");
    const sha = await commit(copy, "large.txt", noise);
    await gitText(copy, [
      "-c",
      "http.postBuffer=65536",
      "push",
      "--quiet",
      "origin",
      "HEAD:refs/heads/large",
    ]);
    expect((await world.git.read(`${sha}:large.txt`))?.body.length).toBe(noise.length);
  });
});
