import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { zeroOid } from "../../../src/local/github/git-refs.ts";
import { pullSettingsOf } from "../../../src/local/github/pull-rows.ts";
import type { WorldEvent } from "../../../src/local/github/world.ts";
import { addCommit } from "./bare-repository.ts";
import { client, type GitWorld, gitWorld, here } from "./git-world.ts";

describe("pull requests", () => {
  let world: GitWorld;
  let events: WorldEvent[];
  let bot: GitWorld["bot"];
  beforeEach(async () => {
    world = await gitWorld();
    events = [];
    world.github.world.onEvent((event) => events.push(event));
    bot = client(world.github, world.github.workflowToken({ "pull-requests": "write", contents: "write" }));
  });
  afterEach(() => world.close());

  const named = () => events.map((event) => [event.name, event.action].filter(Boolean).join("."));
  /** A branch of its own with one commit that changes the given files. */
  const branch = async (name: string, files: Record<string, string | null>, message = `change ${name}`) => {
    const sha = await addCommit(world.git, world.first, files, message);
    await world.git.updateRefs([{ name: `refs/heads/${name}`, before: zeroOid, after: sha }]);
    return sha;
  };
  const open = (head: string, more: { draft?: boolean; body?: string } = {}) =>
    bot.pulls.create({ ...here, title: `Task ${head}`, head, base: "main", ...more });

  it("opens a draft, tells it as an event, and counts its commits and files", async () => {
    const head = await branch("pawl/issue-1", { "src/b.js": "1\n2\n" });
    const made = await open("pawl/issue-1", { draft: true, body: "text" });
    expect(made.status).toBe(201);
    expect(made.data).toMatchObject({
      draft: true,
      state: "open",
      merged: false,
      mergeable: true,
      commits: 1,
      changed_files: 1,
      additions: 2,
      head: { ref: "pawl/issue-1", sha: head, label: "acme:pawl/issue-1" },
      base: { ref: "main", sha: world.first },
      user: { login: "github-actions[bot]" },
    });
    expect(named()).toEqual(["pull_request.opened"]);
    const files = await bot.pulls.listFiles({ ...here, pull_number: made.data.number });
    expect(files.data).toMatchObject([
      { filename: "src/b.js", status: "added", patch: "@@ -0,0 +1,2 @@\n+1\n+2" },
    ]);
    const commits = await bot.pulls.listCommits({ ...here, pull_number: made.data.number });
    expect(commits.data.map((commit) => commit.sha)).toEqual([head]);
  });

  it("shares its number with issues, and its id with nothing", async () => {
    await branch("x", { b: "1" });
    const made = await open("x");
    const issue = await world.alice.issues.get({ ...here, issue_number: made.data.number });
    expect(issue.data.title).toBe("Task x");
    expect(made.data.id).not.toBe(issue.data.id);
    expect(made.data.id).toBeGreaterThan(made.data.number);
  });

  it("lists by head branch and state", async () => {
    await branch("x", { b: "1" });
    await branch("y", { c: "1" });
    const x = await open("x");
    await open("y");
    const found = await bot.pulls.list({ ...here, head: "acme:x" });
    expect(found.data.map((pull) => pull.number)).toEqual([x.data.number]);
    await bot.pulls.update({ ...here, pull_number: x.data.number, state: "closed" });
    expect((await bot.pulls.list({ ...here, head: "acme:x" })).data).toEqual([]);
    expect((await bot.pulls.list({ ...here, head: "acme:x", state: "all" })).data).toHaveLength(1);
  });

  it("says in GitHub's words that one exists already", async () => {
    await branch("x", { b: "1" });
    await open("x");
    await expect(open("x")).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining("A pull request already exists for acme:x."),
    });
  });

  it.each([
    ["a head that is no branch", { head: "none", base: "main" }, '"field":"head","code":"invalid"'],
    ["a base that is no branch", { head: "x", base: "none" }, '"field":"base","code":"invalid"'],
    ["nothing to merge", { head: "main", base: "main" }, "No commits between main and main"],
  ])("refuses %s", async (_, sides, message) => {
    await branch("x", { b: "1" });
    await expect(bot.pulls.create({ ...here, title: "t", ...sides })).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining(message),
    });
  });

  it("refuses workflows and not people when the setting is off", async () => {
    pullSettingsOf(world.github.world).actionsMayOpen = false;
    await branch("x", { b: "1" });
    await expect(open("x")).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining("GitHub Actions is not permitted to create or approve pull requests."),
    });
    const byAlice = await world.alice.pulls.create({ ...here, title: "t", head: "x", base: "main" });
    expect(byAlice.status).toBe(201);
  });

  it("refuses drafts where they are not supported", async () => {
    pullSettingsOf(world.github.world).drafts = false;
    await branch("x", { b: "1" });
    await expect(open("x", { draft: true })).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining("Draft pull requests are not supported"),
    });
    expect((await open("x")).status).toBe(201);
  });

  it("merges with a merge commit, closes the issue it names as completed, and tells both", async () => {
    const issue = await world.alice.issues.create({ ...here, title: "a task" });
    await branch("x", { b: "1" });
    const made = await open("x", { body: `Does it.\n\nCloses #${issue.data.number}` });
    events.length = 0;
    const merged = await world.alice.pulls.merge({ ...here, pull_number: made.data.number });
    const tip = await world.git.commit("main");
    expect(tip).toMatchObject({ sha: merged.data.sha, parents: [world.first, made.data.head.sha] });
    expect(tip?.message).toBe(`Merge pull request #${made.data.number} from acme/x\n\nTask x`);
    const closed = await world.alice.issues.get({ ...here, issue_number: issue.data.number });
    expect(closed.data).toMatchObject({
      state: "closed",
      state_reason: "completed",
      closed_by: { login: "alice" },
    });
    expect((await bot.pulls.get({ ...here, pull_number: made.data.number })).data).toMatchObject({
      state: "closed",
      merged: true,
      merged_by: { login: "alice" },
      merge_commit_sha: merged.data.sha,
    });
    expect(named()).toEqual(["push", "pull_request.closed", "issues.closed"]);
  });

  it("closes no issue when it is merged into another branch than the default one", async () => {
    const issue = await world.alice.issues.create({ ...here, title: "a task" });
    await world.git.updateRefs([{ name: "refs/heads/next", before: zeroOid, after: world.first }]);
    await branch("x", { b: "1" });
    const made = await bot.pulls.create({
      ...here,
      title: "t",
      head: "x",
      base: "next",
      body: `Fixes #${issue.data.number}`,
    });
    await world.alice.pulls.merge({ ...here, pull_number: made.data.number });
    expect((await world.alice.issues.get({ ...here, issue_number: issue.data.number })).data.state).toBe(
      "open",
    );
  });

  it("squashes to one commit on the base", async () => {
    await branch("x", { b: "1" });
    const made = await open("x");
    await world.alice.pulls.merge({ ...here, pull_number: made.data.number, merge_method: "squash" });
    const tip = await world.git.commit("main");
    expect(tip).toMatchObject({
      parents: [world.first],
      message: `Task x (#${made.data.number})\n\n* change x`,
    });
  });

  it("rebases each commit onto a base that moved on", async () => {
    const one = await branch("x", { b: "1" }, "one");
    const two = await addCommit(world.git, one, { c: "2" }, "two");
    await world.git.updateRefs([{ name: "refs/heads/x", before: one, after: two }]);
    const made = await open("x");
    const moved = await addCommit(world.git, world.first, { other: "1" }, "moved");
    await world.alice.git.updateRef({ ...here, ref: "heads/main", sha: moved });
    await world.alice.pulls.merge({ ...here, pull_number: made.data.number, merge_method: "rebase" });
    const log = await world.git.between(moved, "refs/heads/main");
    expect(log.map((commit) => commit.message)).toEqual(["one", "two"]);
    const files = await world.git.list("refs/heads/main", true);
    expect(files.map((file) => file.path)).toEqual(["README.md", "b", "c", "other", "src", "src/a.js"]);
  });

  it("refuses to merge a conflict, a draft, a moved head, and one that is closed", async () => {
    await branch("x", { "src/a.js": "mine\n" });
    const made = await open("x", { draft: true });
    const merge = (sha?: string) =>
      world.alice.pulls.merge({ ...here, pull_number: made.data.number, ...(sha ? { sha } : {}) });
    await expect(merge()).rejects.toMatchObject({
      status: 405,
      message: expect.stringContaining("still a draft"),
    });
    await bot.pulls.update({ ...here, pull_number: made.data.number, state: "closed" });
    await expect(merge()).rejects.toMatchObject({ status: 405 });

    await branch("y", { "src/a.js": "yours\n" });
    const other = await open("y");
    await expect(
      world.alice.pulls.merge({ ...here, pull_number: other.data.number, sha: world.first }),
    ).rejects.toMatchObject({ status: 409, message: expect.stringContaining("Head branch was modified") });
    const theirs = await addCommit(world.git, world.first, { "src/a.js": "theirs\n" }, "theirs");
    await world.alice.git.updateRef({ ...here, ref: "heads/main", sha: theirs });
    expect((await bot.pulls.get({ ...here, pull_number: other.data.number })).data.mergeable).toBe(false);
    await expect(world.alice.pulls.merge({ ...here, pull_number: other.data.number })).rejects.toMatchObject({
      status: 405,
      message: expect.stringContaining("not mergeable"),
    });
  });

  it("follows its branch, and says that it was synchronized", async () => {
    const one = await branch("x", { b: "1" });
    const made = await open("x");
    const two = await addCommit(world.git, one, { c: "2" }, "two");
    await bot.git.updateRef({ ...here, ref: "heads/x", sha: two });
    expect((await bot.pulls.get({ ...here, pull_number: made.data.number })).data.head.sha).toBe(two);
    expect(named()).toEqual(["pull_request.opened", "push", "pull_request.synchronize"]);
  });

  it("keeps reviews, and lets nobody approve their own", async () => {
    await branch("x", { b: "1" });
    const made = await open("x");
    const pull_number = made.data.number;
    const review = await world.alice.pulls.createReview({
      ...here,
      pull_number,
      event: "REQUEST_CHANGES",
      body: "Please handle zero.",
    });
    expect(review.data).toMatchObject({ state: "CHANGES_REQUESTED", user: { login: "alice" } });
    expect((await bot.pulls.listReviews({ ...here, pull_number })).data).toHaveLength(1);
    expect(named().at(-1)).toBe("pull_request_review.submitted");
    await expect(bot.pulls.createReview({ ...here, pull_number, event: "APPROVE" })).rejects.toMatchObject({
      status: 422,
    });
  });
});
