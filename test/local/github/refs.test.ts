import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { zeroOid } from "../../../src/local/github/git-refs.ts";
import { refRulesOf } from "../../../src/local/github/refs-rules.ts";
import { addCommit } from "./bare-repository.ts";
import { type GitWorld, gitWorld, graphql, here } from "./git-world.ts";

const claim = "refs/pawl/claims/issue-1";
const mutation = `mutation ($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }`;

describe("refs over REST", () => {
  let world: GitWorld;
  beforeEach(async () => {
    world = await gitWorld();
  });
  afterEach(() => world.close());

  it("creates, reads, lists, moves and deletes a ref", async () => {
    const { bot, git, first } = world;
    const made = await bot.git.createRef({ ...here, ref: claim, sha: first });
    expect(made.status).toBe(201);
    expect(made.data).toMatchObject({ ref: claim, object: { sha: first, type: "commit" } });
    const next = await addCommit(git, first, { b: "1" }, "next");
    expect(
      (await bot.git.updateRef({ ...here, ref: "pawl/claims/issue-1", sha: next })).data.object.sha,
    ).toBe(next);
    expect((await bot.git.getRef({ ...here, ref: "pawl/claims/issue-1" })).data.object.sha).toBe(next);
    const listed = await bot.git.listMatchingRefs({ ...here, ref: "pawl/claims/" });
    expect(listed.data.map((ref) => ref.ref)).toEqual([claim]);
    expect((await bot.git.deleteRef({ ...here, ref: "pawl/claims/issue-1" })).status).toBe(204);
    await expect(bot.git.getRef({ ...here, ref: "pawl/claims/issue-1" })).rejects.toMatchObject({
      status: 404,
    });
  });

  it("says that a ref exists already", async () => {
    await world.bot.git.createRef({ ...here, ref: claim, sha: world.first });
    await expect(world.bot.git.createRef({ ...here, ref: claim, sha: world.first })).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining("Reference already exists"),
    });
  });

  it("lets one of eight concurrent creators win and tells the others that it exists", async () => {
    const answers = await Promise.allSettled(
      Array.from({ length: 8 }, () => world.bot.git.createRef({ ...here, ref: claim, sha: world.first })),
    );
    expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
  });

  it("refuses what is not a fast-forward unless forced", async () => {
    const { bot, git, first } = world;
    const other = await addCommit(git, null, { z: "1" }, "other root");
    await expect(bot.git.updateRef({ ...here, ref: "heads/main", sha: other })).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining("Update is not a fast forward"),
    });
    expect((await git.ref("refs/heads/main"))?.sha).toBe(first);
    await bot.git.updateRef({ ...here, ref: "heads/main", sha: other, force: true });
    expect((await git.ref("refs/heads/main"))?.sha).toBe(other);
  });

  it("refuses objects that do not exist and refs that are not there", async () => {
    const { bot, first } = world;
    const missing = "a".repeat(40);
    await expect(bot.git.createRef({ ...here, ref: claim, sha: missing })).rejects.toMatchObject({
      status: 422,
    });
    await expect(bot.git.updateRef({ ...here, ref: "heads/none", sha: first })).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining("Reference does not exist"),
    });
    await expect(bot.git.deleteRef({ ...here, ref: "heads/none" })).rejects.toMatchObject({ status: 422 });
  });

  it("refuses a reader", async () => {
    await expect(world.rita.git.createRef({ ...here, ref: claim, sha: world.first })).rejects.toMatchObject({
      status: 403,
    });
  });

  it("refuses a ref that a ruleset forbids", async () => {
    refRulesOf(world.github.world).restricted = ["refs/heads/pawl/*"];
    await expect(
      world.bot.git.createRef({ ...here, ref: "refs/heads/pawl/issue-1", sha: world.first }),
    ).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining("Repository rule violations found"),
    });
  });

  it("refuses workflow files that a workflow's token brings in, and takes those a branch has", async () => {
    const path = ".github/workflows/evil.yml";
    const evil = await addCommit(world.git, world.first, { [path]: "on: push" }, "evil");
    const create = (client: GitWorld["bot"]) =>
      client.git.createRef({ ...here, ref: "refs/heads/x", sha: evil });
    await expect(create(world.bot)).rejects.toMatchObject({ status: 403 });
    await world.alice.git.updateRef({ ...here, ref: "heads/main", sha: evil });
    expect((await create(world.bot)).status).toBe(201);
  });
});

describe("updateRefs", () => {
  let world: GitWorld;
  beforeEach(async () => {
    world = await gitWorld();
  });
  afterEach(() => world.close());
  const update = (refUpdates: readonly object[], token = world.botToken) =>
    graphql(world.github, token, mutation, {
      input: { repositoryId: world.github.world.repository.nodeId, refUpdates },
    });

  it("moves claim and branch together", async () => {
    const next = await addCommit(world.git, world.first, { b: "1" }, "next");
    const answer = await update([
      { name: claim, beforeOid: zeroOid, afterOid: world.first },
      { name: "refs/heads/pawl/issue-1", beforeOid: zeroOid, afterOid: next },
    ]);
    expect(answer.errors).toBeUndefined();
    expect((await world.git.ref("refs/heads/pawl/issue-1"))?.sha).toBe(next);
  });

  it("moves neither when one was no longer where it was seen", async () => {
    const next = await addCommit(world.git, world.first, { b: "1" }, "next");
    const answer = await update([
      { name: "refs/heads/pawl/issue-1", beforeOid: zeroOid, afterOid: next },
      { name: claim, beforeOid: next, afterOid: next },
    ]);
    expect(answer.errors?.[0]?.type).toBe("UNPROCESSABLE");
    expect(await world.git.ref("refs/heads/pawl/issue-1")).toBeNull();
  });

  it("lets exactly one of eight concurrent compare-and-sets win", async () => {
    const mine = await Promise.all(
      Array.from({ length: 8 }, (_, n) => addCommit(world.git, world.first, {}, `claim ${n}`)),
    );
    const answers = await Promise.all(
      mine.map((afterOid) => update([{ name: claim, beforeOid: zeroOid, afterOid }])),
    );
    const winners = answers.flatMap((answer, n) => (answer.errors === undefined ? [mine[n]] : []));
    expect(winners).toHaveLength(1);
    expect((await world.git.ref(claim))?.sha).toBe(winners[0]);
  });

  it("deletes with an after of zeros", async () => {
    await update([{ name: claim, beforeOid: zeroOid, afterOid: world.first }]);
    await update([{ name: claim, beforeOid: world.first, afterOid: zeroOid }]);
    expect(await world.git.ref(claim)).toBeNull();
  });

  it("needs contents: write", async () => {
    const reader = world.github.workflowToken({ contents: "read" });
    const answer = await update([{ name: claim, beforeOid: zeroOid, afterOid: world.first }], reader);
    expect(answer.errors?.[0]?.type).toBe("FORBIDDEN");
  });

  it("reads refs, commits, trees and texts in one query", async () => {
    const answer = await graphql(
      world.github,
      world.botToken,
      `{ repository(owner: "acme", name: "shop") {
        defaultBranchRef { name target { oid ... on Commit { message tree { entries { path type object { ... on Blob { text byteSize } } } } } } }
        missing: ref(qualifiedName: "refs/heads/none") { name }
        file: object(expression: "main:src/a.js") { ... on Blob { text } }
        folder: object(expression: "main:src") { ... on Tree { entries { name path } } }
        refs(refPrefix: "refs/heads/", first: 10) { totalCount nodes { name } }
      } }`,
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data?.repository).toMatchObject({
      defaultBranchRef: { name: "main", target: { oid: world.first, message: "first" } },
      missing: null,
      file: { text: "1\n" },
      folder: { entries: [{ name: "a.js", path: "src/a.js" }] },
      refs: { totalCount: 1, nodes: [{ name: "main" }] },
    });
  });
});
