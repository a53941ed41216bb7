/** The workflows as text: permissions of every job, pins, and the union that the README's snippet grants. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { snippet } from "./workflow-world.ts";

const home = join(import.meta.dirname, "../..");
const text = (path: string) => readFileSync(join(home, path), "utf8");
const pawl = parse(text(".github/workflows/pawl.yml"));
const task = parse(text(".github/workflows/task.yml"));

const writer = { contents: "write", issues: "write", "pull-requests": "read", actions: "read" };
const reader = { contents: "read", actions: "read" };

type Level = "read" | "write";
function union(...all: readonly Readonly<Record<string, Level>>[]): Record<string, Level> {
  const found: Record<string, Level> = {};
  for (const [name, level] of all.flatMap((one) => Object.entries(one)))
    found[name] = found[name] === "write" ? "write" : level;
  return found;
}

describe("the shipped workflows", () => {
  it.each([
    ["command", pawl.jobs.command, writer],
    ["claim", pawl.jobs.claim, writer],
    ["work", task.jobs.work, reader],
    ["verify", task.jobs.verify, reader],
    ["publish", task.jobs.publish, { contents: "write", issues: "write", "pull-requests": "write" }],
    ["conclude", task.jobs.conclude, writer],
  ])("give the job %s exactly the permissions it needs", (_, job, permissions) => {
    expect(job.permissions).toEqual(permissions);
  });

  it("grant nothing to a job that says nothing", () => {
    expect([pawl.permissions, task.permissions]).toEqual([{}, {}]);
  });

  it("are granted exactly their union by the README's snippet", async () => {
    const tasks = union(
      ...Object.values<{ permissions: Record<string, Level> }>(task.jobs).map((job) => job.permissions),
    );

    expect(pawl.jobs.task.permissions).toEqual(tasks);
    expect(parse(await snippet()).jobs.pawl.permissions).toEqual(union(tasks, pawl.jobs.claim.permissions));
  });

  it("are what the demo installs, word for word", async () => {
    expect(text("src/local/sample/library/.github/workflows/pawl.yml")).toBe(await snippet());
  });

  it("answer comments only where they are asked to", async () => {
    expect(pawl.on.workflow_call.inputs.commands.default).toBe(false);
    expect(pawl.jobs.command.if).toMatch(/^inputs\.commands && /);
    expect(Object.keys(parse(await snippet()).on)).not.toContain("issue_comment");
  });

  it("start nothing for what a bot labels or closes", () => {
    expect(pawl.jobs.claim.if).toContain("github.event.sender.type == 'User'");
  });

  it("are reached by ten lines that a person can read", async () => {
    const lines = (await snippet()).trim().split("\n");

    expect(lines.length).toBeLessThanOrEqual(13);
  });

  it("never run for pull requests", async () => {
    expect(
      Object.keys(parse(await snippet()).on).filter((event) => event.startsWith("pull_request")),
    ).toEqual([]);
  });

  it("pin every action by commit, and their own by the commit they stand in", () => {
    const files = [
      ".github/workflows/pawl.yml",
      ".github/workflows/task.yml",
      ".github/actions/prepare/action.yml",
    ];
    const used = files.flatMap((file) =>
      [...text(file).matchAll(/uses: (\S+)/g)].map((match) => match[1] ?? ""),
    );
    const loose = used.filter(
      (uses) => !/@[0-9a-f]{40}$|^\$\/|^\.\/\.github\/actions\/pawl-setup$/.test(uses),
    );

    expect(used.length).toBeGreaterThan(8);
    expect(loose).toEqual([]);
  });

  type Given = { uses?: string; with?: Record<string, string> };

  it("give the key to the steps that ask the model, and the set-up token to set-up alone", () => {
    const holding = (secret: string) =>
      Object.entries<{ steps?: Given[] }>({ ...pawl.jobs, ...task.jobs }).flatMap(([id, job]) =>
        (job.steps ?? [])
          .filter((step) => JSON.stringify(step).includes(`secrets.${secret}`))
          .map((step) => `${id}: ${step.with?.step ?? step.uses}`),
      );

    expect(holding("ANTHROPIC_API_KEY")).toEqual(["command: command", "work: work"]);
    expect(holding("setup-token")).toEqual([
      "work: ./.github/actions/pawl-setup",
      "verify: ./.github/actions/pawl-setup",
    ]);
  });

  it("publish without a checkout", () => {
    const used = task.jobs.publish.steps.map(({ uses }: { uses: string }) => uses.split("@")[0]);

    expect(used).toEqual(["actions/download-artifact", "$/"]);
  });

  it("work every claimed task on its own, and conclude whatever happened", () => {
    expect(pawl.jobs.task.strategy).toMatchObject({ "fail-fast": false });
    expect(task.jobs.conclude.if).toBe("always()");
    expect(task.jobs.conclude.needs).toEqual(["work", "verify", "publish"]);
  });

  it("let no expression reach a shell", () => {
    for (const job of Object.values<{ steps?: { run?: string }[] }>({ ...pawl.jobs, ...task.jobs }))
      for (const { run = "" } of job.steps ?? []) expect(run).not.toContain("${{");
  });
});
