import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { attemptOf, runsOf } from "../../../src/local/github/run-rows.ts";
import { client, here } from "./git-world.ts";
import { patience, runnerWorld, workflow } from "./runner-world.ts";

describe("workflow runs", () => {
  let world: Awaited<ReturnType<typeof runnerWorld>>;
  const start = async (files: Readonly<Record<string, string>>) => {
    world = await runnerWorld(files);
  };
  afterEach(() => world.close());

  it("starts nothing for another activity, nor for what a workflow's token did", async () => {
    await start({ "pawl.yml": workflow() });
    await world.alice.issues.create({ ...here, title: "only opened" });
    const bot = client(world.github, world.github.workflowToken({ issues: "write" }));
    await bot.issues.addLabels({ ...here, issue_number: 1, labels: ["ready"] });
    await world.github.settle();
    expect(world.runs()).toEqual([]);
  });

  it("starts by workflow_dispatch with inputs, also from a workflow's token", async () => {
    const on = "workflow_dispatch: { inputs: { issue: { default: '0' } } }";
    const steps = `      - run: echo "issue \${{ inputs.issue }} \${{ github.event.inputs.issue }}"`;
    await start({ "pawl.yml": workflow({ on, steps }) });
    const bot = client(world.github, world.github.workflowToken({ actions: "write" }));
    await bot.actions.createWorkflowDispatch({
      ...here,
      workflow_id: "pawl.yml",
      ref: "main",
      inputs: { issue: "12" },
    });
    await world.github.settle();
    expect(world.last().log).toContain("issue 12 12");
    await expect(
      bot.actions.createWorkflowDispatch({ ...here, workflow_id: "none.yml", ref: "main" }),
    ).rejects.toMatchObject({ status: 404 });
    await expect(
      bot.actions.createWorkflowDispatch({
        ...here,
        workflow_id: "pawl.yml",
        ref: "main",
        inputs: { other: "1" },
      }),
    ).rejects.toMatchObject({ status: 422 });
  });

  it("starts by repository_dispatch of the named type", async () => {
    const steps = `      - run: echo "payload \${{ github.event.client_payload.issue }}"`;
    await start({ "pawl.yml": workflow({ on: "repository_dispatch: { types: [pawl] }", steps }) });
    const bot = client(world.github, world.github.workflowToken({ contents: "write" }));
    await bot.repos.createDispatchEvent({ ...here, event_type: "other" });
    await bot.repos.createDispatchEvent({ ...here, event_type: "pawl", client_payload: { issue: 9 } });
    await world.github.settle();
    expect(world.runs()).toHaveLength(1);
    expect(world.last().log).toContain("payload 9");
  });

  it("runs one of a concurrency group at a time, keeps one waiting, and cancels the one that is replaced", async () => {
    const steps = `      - run: while [ ! -e $GO ]; do sleep 0.02; done\n        env: { GO: "\${{ vars.MODE }}/\${{ github.run_id }}" }`;
    const gate = await mkdtemp(join(tmpdir(), "pawl-gate-"));
    const text = workflow({ top: "concurrency: pawl-claim", steps }).replace("vars.MODE", `'${gate}'`);
    await start({ "pawl.yml": text });
    for (const name of ["a", "b", "c"]) await world.label(name);
    await expect
      .poll(() => world.runs().map((run) => world.last(run).conclusion), patience)
      .toEqual([null, "cancelled", null]);
    expect(world.runs().map((run) => world.last(run).status)).toEqual(["in_progress", "completed", "queued"]);
    for (const run of world.runs()) await writeFile(join(gate, String(run.id)), "");
    await world.github.settle();
    expect(world.runs().map((run) => world.last(run).conclusion)).toEqual([
      "success",
      "cancelled",
      "success",
    ]);
    await rm(gate, { recursive: true });
  });

  it("cancels a run, kills what it started, and still runs what is always run", async () => {
    const steps = "      - run: echo started && sleep 600\n      - if: always()\n        run: echo cleaned";
    await start({ "pawl.yml": workflow({ steps }) });
    await world.label();
    await expect
      .poll(() => world.runs().length === 1 && world.last().log.includes("started\n"), patience)
      .toBe(true);
    const run_id = world.runs()[0]?.id ?? 0;
    const reader = client(world.github, world.github.workflowToken({ actions: "write" }));
    expect((await reader.actions.getWorkflowRun({ ...here, run_id })).data.status).toBe("in_progress");
    await reader.actions.cancelWorkflowRun({ ...here, run_id });
    await world.github.settle();
    expect(world.last()).toMatchObject({ status: "completed", conclusion: "cancelled" });
    expect(world.last().log).toContain("cleaned");
    await expect(reader.actions.cancelWorkflowRun({ ...here, run_id })).rejects.toMatchObject({
      status: 409,
    });
  });

  it("kills a run when it is closed", async () => {
    await start({ "pawl.yml": workflow({ steps: "      - run: trap '' INT; echo started; sleep 600" }) });
    await world.label();
    await expect
      .poll(() => world.runs().length === 1 && world.last().log.includes("started\n"), patience)
      .toBe(true);
    const rows = runsOf(world.github.world);
    await world.close();
    expect([...rows.values()].map((run) => attemptOf(run).conclusion)).toEqual(["cancelled"]);
    await start({});
  });

  it("counts attempts, and keeps each", async () => {
    await start({
      "pawl.yml": workflow({ steps: `      - run: echo "attempt \${{ github.run_attempt }}"` }),
    });
    await world.label();
    await world.github.settle();
    const run_id = world.runs()[0]?.id ?? 0;
    const bot = client(world.github, world.github.workflowToken({ actions: "write" }));
    await bot.request("POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun", { ...here, run_id });
    await world.github.settle();
    expect(world.last().log).toContain("attempt 2");
    const first = await bot.actions.getWorkflowRunAttempt({ ...here, run_id, attempt_number: 1 });
    expect(first.data).toMatchObject({ run_attempt: 1, status: "completed", conclusion: "success" });
    const all = await bot.actions.listWorkflowRuns({ ...here, workflow_id: "pawl.yml", status: "success" });
    expect(all.data.workflow_runs.map((run) => [run.id, run.run_attempt])).toEqual([[run_id, 2]]);
  });

  it("shows a workflow file that cannot be read as a failed run", async () => {
    await start({ "pawl.yml": `${workflow()}\n    services: {}\n` });
    const told: (string | null)[] = [];
    world.github.world.onEvent(({ name, action }) => {
      if (name === "workflow_run") told.push(action);
    });
    await world.label();
    await world.github.settle();
    // Opening and labelling both name the file's event; no runner completes either a second time.
    expect(told).toEqual(["requested", "completed", "requested", "completed"]);
    expect(world.last().conclusion).toBe("startup_failure");
    expect(world.last().log).toContain(".github/workflows/pawl.yml: jobs.work: `services` is not supported");
  });

  it("tells the states of a run as events", async () => {
    await start({ "pawl.yml": workflow({ steps: "      - run: echo" }) });
    const told: (string | null)[] = [];
    world.github.world.onEvent((event) => {
      if (event.name === "workflow_run") told.push(event.action);
    });
    await world.label();
    await world.github.settle();
    expect(told).toEqual(["requested", "in_progress", "completed"]);
  });
});
