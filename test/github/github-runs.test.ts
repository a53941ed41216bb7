import { expect, test } from "vitest";
import { openGithubClaims } from "../../src/github/github-claims.ts";
import { openGithubRuns } from "../../src/github/github-runs.ts";
import { localWorld } from "./local-world.ts";

const workflow = `
name: Pawl
on:
  workflow_dispatch: {}
  repository_dispatch: { types: [pawl] }
jobs:
  run:
    runs-on: ubuntu-latest
    steps:
      - run: "true"
`;

async function runsWorld() {
  const world = await localWorld({ ".github/workflows/pawl.yml": workflow });
  const events: (string | null)[] = [];
  world.local.world.onEvent((event) => {
    events.push(event.name);
  });
  return { ...world, events };
}

test("the App starts the workflow by its file", async () => {
  const { app, events } = await runsWorld();
  await openGithubRuns(app, { kind: "workflow", file: "pawl.yml", branch: "main" }).start();
  expect(events).toContain("workflow_dispatch");
});

test("the App asks for no second run while one waits to begin", async () => {
  const { app, events, local } = await runsWorld();
  const runs = openGithubRuns(app, { kind: "workflow", file: "pawl.yml", branch: "main" });
  await runs.start();
  // As on GitHub, the run is listed only some time after the dispatch was answered.
  await local.settle();
  await runs.start();
  expect(events.filter((name) => name === "workflow_dispatch")).toHaveLength(1);
});

test("the Action sends itself on by a repository dispatch", async () => {
  const { action, events } = await runsWorld();
  await openGithubRuns(action, { kind: "repository" }).start();
  expect(events).toContain("repository_dispatch");
});

test("a run that is not there can be cancelled and counts as alive", async () => {
  const { app, action } = await runsWorld();
  await openGithubRuns(app, { kind: "repository" }).cancel(4711);
  expect(await openGithubClaims(action).isAlive(4711, 1)).toBe(true);
});
