import { expect, test } from "vitest";
import { openGithubClaims } from "../../src/github/github-claims.ts";
import { firstClaim } from "../../src/queue/claim-state.ts";
import { here, localWorld } from "./local-world.ts";

async function asked(world: Awaited<ReturnType<typeof localWorld>>, work: () => Promise<unknown>) {
  const before = world.local.requests.length;
  await work();
  return world.local.requests.slice(before).map(({ operation, status }) => `${status} ${operation}`);
}

test("what was read before is asked for with its tag, and read again where it changed", async () => {
  const world = await localWorld();
  const { octokit } = world.action;
  const issue = await world.as("ada").rest.issues.create({ ...here, title: "A cart" });
  const get = async () =>
    (await octokit.rest.issues.get({ ...here, issue_number: issue.data.number })).data.title;
  const titles: string[] = [];
  const read = () => asked(world, async () => void titles.push(await get()));
  expect(await read()).toEqual(["200 issues/get"]);
  expect(await read()).toEqual(["304 issues/get"]);
  await world.as("ada").rest.issues.update({ ...here, issue_number: issue.data.number, title: "Two carts" });
  expect(await read()).toEqual(["200 issues/get"]);
  expect(await read()).toEqual(["304 issues/get"]);
  expect(titles).toEqual(["A cart", "A cart", "Two carts", "Two carts"]);
});

test("a 304 leaves the rate limit alone", async () => {
  const world = await localWorld();
  const left = async () =>
    (await world.action.octokit.rest.repos.get(here)).headers["x-ratelimit-used"] ?? "none";
  const first = await left();
  await asked(world, left);
  await asked(world, left);
  const { headers } = await world.action.octokit.rest.issues.listForRepo(here);
  expect([first, headers["x-ratelimit-used"]]).toEqual(["1", "2"]);
});

test("pages that did not change come back whole, however often they are read", async () => {
  const world = await localWorld();
  const ada = world.as("ada");
  for (const title of ["one", "two", "three"]) await ada.rest.issues.create({ ...here, title });
  const { octokit } = world.action;
  const titles = async () =>
    (await octokit.paginate(octokit.rest.issues.listForRepo, { ...here, per_page: 2 })).map(
      ({ title }) => title,
    );
  const first = await titles();
  const again = await asked(world, async () => expect(await titles()).toEqual(first));
  expect(again).toEqual(["304 issues/list-for-repo", "304 issues/list-for-repo"]);
  expect(first).toHaveLength(3);
});

test("one client never sees what another has read", async () => {
  const world = await localWorld();
  const read = (github: typeof world.action) =>
    asked(world, () => github.octokit.rest.issues.listForRepo(here));
  await read(world.action);
  const [answer] = (await read(world.app)).slice(-1);
  expect(answer).toBe("200 issues/list-for-repo");
});

test("a claim that stands where it was seen costs one look at its ref", async () => {
  const world = await localWorld();
  const claims = openGithubClaims(world.action);
  const moved = await claims.move(null, firstClaim(14, { runId: 900, runAttempt: 1 }, world.first));
  const read = () => asked(world, () => claims.read(14));
  expect(await read()).toEqual(["200 git/get-ref"]);
  expect(await read()).toEqual(["304 git/get-ref"]);
  if (moved.kind !== "moved") throw new Error("not moved");
  await openGithubClaims({ ...world.action }).move(moved.claim, { ...moved.claim.state, state: "stopped" });
  expect(await claims.read(14)).toMatchObject({ claim: { state: { state: "stopped" } } });
});
