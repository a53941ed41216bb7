import { describe, expect, test } from "vitest";
import { openGithubClaims } from "../../src/github/github-claims.ts";
import { openGithubCodeHost } from "../../src/github/github-code-host.ts";
import { refRulesOf } from "../../src/local/github/refs-rules.ts";
import { firstClaim } from "../../src/queue/claim-state.ts";
import { claimsContract } from "../contracts/claims.ts";
import { localWorld } from "./local-world.ts";

claimsContract("GitHub", async () => {
  const world = await localWorld();
  return { claims: openGithubClaims(world.action), base: world.first };
});

const run = { runId: 900, runAttempt: 1 };

describe("a claim ref", () => {
  test("that a person made is foreign", async () => {
    const world = await localWorld();
    await openGithubCodeHost(world.action).moveRefs([
      { name: "refs/pawl/claims/issue-14", before: "0".repeat(40), after: world.first },
    ]);
    expect(await openGithubClaims(world.action).read(14)).toMatchObject({ kind: "foreign" });
  });

  test("of another issue is foreign", async () => {
    const world = await localWorld();
    const claims = openGithubClaims(world.action);
    const moved = await claims.move(null, firstClaim(14, run, world.first));
    const after = moved.kind === "moved" ? moved.claim.oid : "";
    const name = "refs/pawl/claims/issue-15";
    await openGithubCodeHost(world.action).moveRefs([{ name, before: "0".repeat(40), after }]);
    expect(await claims.read(15)).toMatchObject({ kind: "foreign", text: expect.stringContaining("#14") });
  });

  test("leaves every claim before it as its parent", async () => {
    const world = await localWorld();
    const claims = openGithubClaims(world.action);
    const first = await claims.move(null, firstClaim(14, run, world.first));
    if (first.kind !== "moved") throw new Error("not moved");
    const next = { ...first.claim.state, state: "free" as const };
    const second = await claims.move(first.claim, next);
    const oid = second.kind === "moved" ? second.claim.oid : "";
    const { data } = await world.action.octokit.rest.git.getCommit({
      owner: "acme",
      repo: "shop",
      commit_sha: oid,
    });
    expect(data.parents.map((parent) => parent.sha)).toEqual([first.claim.oid]);
  });
});

test("without the right to write, the answer says so", async () => {
  const world = await localWorld();
  // The App reads contents only.
  const answer = await openGithubClaims(world.app).move(null, firstClaim(14, run, world.first));
  expect(answer).toMatchObject({ kind: "not-allowed", text: expect.stringMatching(/not accessible/i) });
});

test("a run attempt that cannot be read counts as alive", async () => {
  const world = await localWorld();
  expect(await openGithubClaims(world.action).isAlive(4711, 1)).toBe(true);
});

describe("a server that refuses refs outside the branches", () => {
  const refused = async () => {
    const world = await localWorld();
    refRulesOf(world.local.world).restricted = ["refs/pawl/*"];
    return world;
  };

  test("gets the claims as branches", async () => {
    const world = await refused();
    const claims = openGithubClaims(world.action);
    const moved = await claims.move(null, firstClaim(14, run, world.first));
    expect(moved.kind).toBe("moved");
    expect(await world.git.ref("refs/heads/pawl/claims/issue-14")).not.toBeNull();
  });

  test("is understood by the next run without another try", async () => {
    const world = await refused();
    const moved = await openGithubClaims(world.action).move(null, firstClaim(14, run, world.first));
    const other = openGithubClaims({ ...world.action });
    expect(await other.read(14)).toEqual({ kind: "claim", claim: moved.kind === "moved" && moved.claim });
  });

  test("is understood by a client that looked before the first claim stood", async () => {
    const world = await refused();
    const other = openGithubClaims({ ...world.action });
    expect(await other.read(14)).toEqual({ kind: "none" });
    await openGithubClaims(world.action).move(null, firstClaim(14, run, world.first));
    expect(await other.read(14)).toMatchObject({ kind: "claim" });
  });

  test("and branches of ours too is told so", async () => {
    const world = await refused();
    refRulesOf(world.local.world).restricted = ["refs/pawl/*", "refs/heads/pawl/*"];
    const moved = await openGithubClaims(world.action).move(null, firstClaim(14, run, world.first));
    expect(moved).toMatchObject({ kind: "not-allowed", text: expect.stringContaining("rule violations") });
  });
});

test("a claim is deleted only while it is the last one", async () => {
  const world = await localWorld();
  const claims = openGithubClaims(world.action);
  const first = await claims.move(null, firstClaim(14, run, world.first));
  if (first.kind !== "moved") throw new Error("not moved");
  const second = await claims.move(first.claim, { ...first.claim.state, state: "free" });
  expect(await claims.remove(first.claim)).toMatchObject({ kind: "lost" });
  expect(second.kind === "moved" && (await claims.remove(second.claim))).toMatchObject({ kind: "moved" });
  expect(await claims.read(14)).toEqual({ kind: "none" });
});
