import { describe, expect, test } from "vitest";
import { openGithubCodeBase } from "../../src/github/github-code-base.ts";
import { openGithubTracker } from "../../src/github/github-tracker.ts";
import { openRepositoryStart } from "../../src/github/repository-start.ts";
import { here, localWorld } from "./local-world.ts";

const settings = ".github/pawl.yml";

describe("what a command begins with", () => {
  test("is read in one request, and once", async () => {
    const world = await localWorld({ [settings]: "app: 7\n" });
    const start = openRepositoryStart(world.app, settings);
    expect(await start()).toMatchObject({ text: "app: 7\n", branch: { name: "main", head: world.first } });
    await start();
    await openGithubCodeBase(world.app, start).head();
    expect(world.local.requests.filter(({ operation }) => operation === "graphql")).toHaveLength(1);
  });

  test("has no text where the file is not there", async () => {
    const world = await localWorld();
    expect((await openRepositoryStart(world.app, settings)()).text).toBeNull();
  });

  test("holds labels that are known without another look, up to the first hundred", async () => {
    const world = await localWorld();
    const person = world.as("ada");
    const names = Array.from({ length: 105 }, (_, label) => `l${label}`);
    const create = (name: string) => person.rest.issues.createLabel({ ...here, name, color: "ededed" });
    await Promise.all(names.map(create));
    const tracker = openGithubTracker(world.app, openRepositoryStart(world.app, settings));
    const issue = { title: "T", body: "", labels: ["l3", "l104"], parent: null };
    expect(await tracker.createIssue(issue)).toMatchObject({
      kind: "written",
      value: { labels: ["l3", "l104"] },
    });
  });
});
