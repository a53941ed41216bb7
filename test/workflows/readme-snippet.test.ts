import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listOf } from "../../src/local/demo/final-state.ts";
import { fieldOf } from "../../src/local/stage/person.ts";
import { sandboxAvailability } from "../../src/workspace/sandbox-availability.ts";
import { workflowWorld } from "./workflow-world.ts";

const available = (await sandboxAvailability()).kind === "available";

describe.skipIf(!available)("the README's workflow, word for word", () => {
  let world: Awaited<ReturnType<typeof workflowWorld>>;
  let issue = 0;

  beforeAll(async () => {
    world = await workflowWorld();
    issue = await world.release();
  }, 90_000);
  afterAll(() => world?.close());

  it("goes from the label to a draft pull request", async () => {
    const pulls = listOf(await world.alice.get("/pulls?state=all"));

    expect(pulls.map((pull) => [fieldOf(pull, "draft"), fieldOf(fieldOf(pull, "head"), "ref")])).toEqual([
      [true, `pawl/issue-${issue}`],
    ]);
    expect(world.conclusions()).toContain("success");
    expect(world.log()).toContain("Replayed step 2 of 2.");
    expect(world.log()).not.toMatch(/^Error/m);
  });

  it("shows on the task what came of it", async () => {
    const labels = listOf(await world.alice.get(`/issues/${issue}/labels`)).map((label) =>
      fieldOf(label, "name"),
    );

    expect(labels).toContain("in-review");
    expect(labels).not.toContain("in-progress");
  });

  it("runs the five steps as processes of their own, each with what it needs and no more", () => {
    const seen = world.sights.map(({ job, environment, permissions }) => ({
      job: job.replace("pawl / ", ""),
      key: environment.includes("INPUT_ANTHROPIC-API-KEY"),
      token: Object.entries(permissions)
        .map(([name, level]) => `${name}: ${level}`)
        .join(", "),
    }));
    const ofTask = seen.filter(({ job }) => job.startsWith("task"));

    expect([seen[0], ...ofTask]).toEqual([
      {
        job: "claim",
        key: false,
        token: "contents: write, issues: write, pull_requests: read, actions: read",
      },
      { job: "task / work", key: true, token: "contents: read, actions: read" },
      { job: "task / verify", key: false, token: "contents: read, actions: read" },
      { job: "task / publish", key: false, token: "contents: write, issues: write, pull_requests: write" },
      {
        job: "task / conclude",
        key: false,
        token: "contents: write, issues: write, pull_requests: read, actions: read",
      },
    ]);
  });

  it("names everything that a process of the publishing step has in its environment", () => {
    const publish = world.sights.find(({ job }) => job.endsWith("publish"));

    expect(publish?.environment.filter((name) => !/^(GITHUB|RUNNER)_/.test(name))).toEqual([
      "CI",
      "HOME",
      "INPUT_CLAIM",
      "INPUT_DANGEROUSLY-DISABLE-SANDBOX",
      "INPUT_GITHUB-TOKEN",
      "INPUT_STEP",
      "INPUT_VERIFIED",
      "LANG",
      "PATH",
    ]);
  });
});
