/** A repository without an App: the workflow answers what people comment, and works what they release. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listOf, readSubIssues } from "../../src/local/demo/final-state.ts";
import { sampleScenario } from "../../src/local/demo/scenario.ts";
import { fieldOf } from "../../src/local/stage/person.ts";
import { workflowWorld } from "./workflow-world.ts";

/** The README's workflow for use without an App: two more lines. */
const withoutApp = (text: string) =>
  text
    .replace("  schedule:", "  issue_comment: { types: [created] }\n  schedule:")
    .replace(/( +)(uses: [^\n]+\n)/, "$1$2$1with: { commands: true }\n");

describe("a repository with the workflow alone", () => {
  let world: Awaited<ReturnType<typeof workflowWorld>>;
  let spec = 0;
  let comment = 0;

  beforeAll(async () => {
    world = await workflowWorld({ scenario: sampleScenario, workflow: withoutApp });
    const text = await readFile(join(import.meta.dirname, "../../src/local/sample/spec.md"), "utf8");
    spec = await world.alice.openIssue("Browse and buy", text);
    comment = await world.alice.comment(spec, "/plan");
    await world.github.settle();
  }, 60_000);
  afterAll(() => world?.close());

  const reactions = async (id: number) =>
    listOf(await world.alice.get(`/issues/comments/${id}/reactions`)).map((one) => fieldOf(one, "content"));

  it("plans on /plan", async () => {
    expect(await reactions(comment)).toEqual(["eyes", "rocket"]);
    expect(await readSubIssues(world.alice, spec)).toHaveLength(8);
    expect(world.log()).toContain("Answered a comment.");
  });

  it("answers once, however often it is woken", async () => {
    const calls = world.claude.requests.length;

    await world.alice.runWorkflow("pawl.yml");
    await world.github.settle();

    expect(world.claude.requests.length).toBe(calls);
    expect(await readSubIssues(world.alice, spec)).toHaveLength(8);
    expect(world.log()).toContain("No comment waits for an answer.");
  });

  it("gives the model's key to the answering job, and a token that cannot open pull requests", () => {
    const seen = world.sights.filter(({ job }) => job.endsWith("command")).at(0);

    expect(seen?.permissions).toEqual({
      contents: "write",
      issues: "write",
      pull_requests: "read",
      actions: "read",
    });
    expect(seen?.environment).toContain("INPUT_ANTHROPIC-API-KEY");
  });

  it("does nothing at all for a command of somebody without write access", async () => {
    const before = world.claude.requests.length;
    const id = await world.stranger.comment(spec, "/plan");
    await world.github.settle();

    expect(await reactions(id)).toEqual([]);
    expect(world.claude.requests.length).toBe(before);
  });
});
