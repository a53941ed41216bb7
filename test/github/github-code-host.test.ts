import { describe, expect, test } from "vitest";
import { defaultConfig } from "../../src/config/config.ts";
import { noOid } from "../../src/delivery/code-host.ts";
import { publish } from "../../src/delivery/publish.ts";
import { openGithubClaims } from "../../src/github/github-claims.ts";
import { openGithubCodeBase } from "../../src/github/github-code-base.ts";
import { openGithubCodeHost } from "../../src/github/github-code-host.ts";
import { firstClaim } from "../../src/queue/claim-state.ts";
import { blobId, change, changeSet, step } from "../delivery/change-set-builder.ts";
import { taskPacket } from "../delivery/task-packet.ts";
import { localWorld } from "./local-world.ts";

const branch = "refs/heads/pawl/issue-14";

describe("the code host", () => {
  test("reads the tree and texts of a commit", async () => {
    const { action, first } = await localWorld({ "README.md": "hello\n", "src/a.js": "1\n" });
    const host = openGithubCodeHost(action);
    expect(await host.defaultBranch()).toEqual({ name: "main", head: first });
    expect([...(await host.tree(first))].map(([path, entry]) => [path, entry.sha, entry.mode])).toEqual([
      ["README.md", blobId(Buffer.from("hello\n")), "100644"],
      ["src/a.js", blobId(Buffer.from("1\n")), "100644"],
    ]);
    expect(await host.texts(first, ["src/a.js", "none"])).toEqual(new Map([["src/a.js", "1\n"]]));
  });

  test("builds commits from text, bytes, modes and deletions, without naming an author", async () => {
    const { action, first, git } = await localWorld({ "a.txt": "a", "b.txt": "b" });
    const host = openGithubCodeHost(action);
    const bytes = Uint8Array.from([0, 255, 128, 7]);
    const oid = await host.createCommit({
      parent: first,
      message: "feat: x\n\nTask: #14",
      changes: [
        { path: "a.txt", mode: "100755", content: Buffer.from("new") },
        { path: "b.txt", mode: "100644", content: null },
        { path: "c.bin", mode: "100644", content: bytes },
      ],
    });
    const tree = await host.tree(oid);
    expect([...tree].map(([path, entry]) => [path, entry.mode, entry.sha])).toEqual([
      ["a.txt", "100755", blobId(Buffer.from("new"))],
      ["c.bin", "100644", blobId(bytes)],
    ]);
    const commit = await git.commit(oid);
    expect(commit?.message.trim()).toBe("feat: x\n\nTask: #14");
    expect(commit?.author.name).toBe("github-actions[bot]");
  });

  test("moves all refs or none", async () => {
    const { action, first } = await localWorld();
    const host = openGithubCodeHost(action);
    const claim = "refs/pawl/claims/issue-14";
    expect(await host.moveRefs([{ name: claim, before: noOid, after: first }])).toEqual({ kind: "moved" });
    const both = [
      { name: claim, before: noOid, after: first },
      { name: branch, before: noOid, after: first },
    ];
    expect((await host.moveRefs(both)).kind).toBe("lost");
    expect(await host.ref(branch)).toBeNull();
  });

  test("knows that a move was made although its answer was lost", async () => {
    const { action, first, local } = await localWorld();
    const host = openGithubCodeHost(action);
    local.faults.after = ({ operation }) =>
      operation === "graphql/updateRefs" ? { kind: "drop" } : undefined;
    expect(await host.moveRefs([{ name: branch, before: noOid, after: first }])).toEqual({ kind: "moved" });
  });
});

test("the code base is read at one commit", async () => {
  const { app, first } = await localWorld({ "src/a.js": "1\n", "b.md": "x" });
  const code = openGithubCodeBase(app);
  expect(await code.head()).toBe(first);
  expect(await code.files()).toEqual([
    { path: "b.md", size: 1 },
    { path: "src/a.js", size: 2 },
  ]);
  expect(await code.texts(["b.md", "no.md"])).toEqual(new Map([["b.md", "x"]]));
});

test("a change set is published: branch, claim and draft pull request", async () => {
  const world = await localWorld({ "src/cart.js": "old" });
  const claims = openGithubClaims(world.action);
  const codeHost = openGithubCodeHost(world.action);
  const held = await claims.move(null, firstClaim(14, { runId: 1, runAttempt: 1 }, world.first));
  if (held.kind !== "moved") throw new Error("not claimed");
  const claimMove = await claims.prepare(held.claim, { ...held.claim.state, state: "published" });
  const before = world.local.requests.length;
  const outcome = await publish(
    { codeHost },
    {
      changeSet: changeSet(
        [
          step({ tests: [change("test/c.test.js", null, "t")], code: [change("src/cart.js", "old", "new")] }),
          step({ code: [change("src/cart.js", "new", "newer")] }),
        ],
        { base: world.first },
      ),
      claimMove,
      packet: taskPacket,
      config: defaultConfig,
      secrets: [],
      allowDependencies: [],
      report: { reuse: [], remarks: [], unfinished: null },
    },
  );
  expect(world.local.requests.length - before).toBeLessThan(15);
  expect(outcome).toMatchObject({ kind: "done", value: { pullRequest: { state: "open", draft: true } } });
  expect(await claims.read(14)).toMatchObject({ claim: { state: { state: "published" } } });
  const head = (await codeHost.ref(branch)) ?? "";
  expect(await codeHost.texts(head, ["src/cart.js"])).toEqual(new Map([["src/cart.js", "newer"]]));
  expect(await codeHost.pullRequestOf("pawl/issue-14")).toMatchObject({ state: "open", draft: true });
});
