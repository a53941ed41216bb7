import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { attemptOf, type RunRow, runsOf } from "../../../src/local/github/run-rows.ts";
import { runner } from "../../../src/local/github/runner.ts";
import { client, type GitWorld, gitWorld, here } from "./git-world.ts";

const patience = { timeout: 20_000 };
const actionFile = `
name: Probe
inputs:
  step: { default: run }
  github-token: { required: true }
  two words: { default: "" }
  actor: { default: "\${{ github.actor }}" }
outputs:
  outcome: { description: what happened }
runs: { using: node24, main: main.js, post: post.js }
`;
const main = `
import { appendFileSync, readFileSync } from "node:fs";
const event = JSON.parse(readFileSync(process.env.GITHUB_EVENT_PATH, "utf8"));
console.log("ENV " + Object.keys(process.env).sort().join(" "));
console.log("VALUES " + JSON.stringify({
  event: process.env.GITHUB_EVENT_NAME, action: event.action, issue: event.issue?.number,
  step: process.env.INPUT_STEP, actor: process.env.INPUT_ACTOR, words: process.env.INPUT_TWO_WORDS,
  dashes: process.env["INPUT_GITHUB-TOKEN"] !== undefined, token: process.env.GITHUB_TOKEN ?? null,
  cwd: process.cwd() === process.env.GITHUB_WORKSPACE, node: process.version.split(".")[0],
}));
console.error("the token is " + process.env["INPUT_GITHUB-TOKEN"] + " and the key " + process.env.KEY);
appendFileSync(process.env.GITHUB_OUTPUT, "outcome=done\\nlong<<END\\nline 1\\nline 2\\nEND\\n");
appendFileSync(process.env.GITHUB_STATE, "opened=yes\\n");
appendFileSync(process.env.GITHUB_STEP_SUMMARY, "## Worked\\n");
`;
const post = `console.log("POST " + process.env.STATE_opened);`;

const workflow = (more: { on?: string; steps?: string; job?: string; top?: string } = {}) => `
name: Pawl
on:
  ${more.on ?? "issues: { types: [labeled] }"}
permissions: { contents: read, issues: write }
env: { KEY: "\${{ secrets.KEY }}" }
${more.top ?? ""}
jobs:
  work:
    runs-on: ubuntu-latest
${more.job ?? ""}
    steps:
${more.steps ?? `      - id: probe\n        uses: acme/probe@v1\n        with: { github-token: "\${{ github.token }}" }`}
`;

describe("the runner", () => {
  let world: GitWorld;
  let folder: string;
  const secrets = { KEY: "sk-very-secret" };
  const start = async (files: Record<string, string>) => {
    const paths = Object.entries(files).map(([name, text]) => [`.github/workflows/${name}`, text]);
    world = await gitWorld({
      files: { "README.md": "hello\n", ...Object.fromEntries(paths) },
      resources: [
        runner({ actions: [{ uses: /^acme\/probe@/, folder }], secrets, variables: { MODE: "fast" } }),
      ],
    });
  };
  const runs = () => [...runsOf(world.github.world).values()];
  const last = (run: RunRow | undefined = runs().at(-1)) => {
    if (run === undefined) throw new Error("nothing ran");
    return attemptOf(run);
  };
  /** An issue that alice labels, which starts the workflow. */
  const label = async (name = "ready") => {
    const issue = await world.alice.issues.create({ ...here, title: "a task" });
    await world.alice.issues.addLabels({ ...here, issue_number: issue.data.number, labels: [name] });
    return issue.data.number;
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "pawl-action-"));
    await writeFile(join(folder, "package.json"), '{"type":"module"}');
    await writeFile(join(folder, "action.yml"), actionFile);
    await writeFile(join(folder, "main.js"), main);
    await writeFile(join(folder, "post.js"), post);
  });
  afterEach(async () => {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("starts the action with a hosted runner's environment and nothing of this process's", async () => {
    process.env.PAWL_LEAK = "leaked";
    await start({ "pawl.yml": workflow() });
    const issue = await label();
    await world.github.settle();
    const { log, conclusion, summary } = last();
    expect(conclusion).toBe("success");
    expect(summary).toBe("## Worked\n");
    const names = /^ENV (.*)$/m.exec(log)?.[1]?.split(" ") ?? [];
    expect(names.filter((name) => !name.startsWith("GITHUB_"))).toEqual(
      [
        "CI",
        "HOME",
        "INPUT_ACTOR",
        "INPUT_GITHUB-TOKEN",
        "INPUT_STEP",
        "INPUT_TWO_WORDS",
        "KEY",
        "LANG",
        "PATH",
      ].concat([
        "RUNNER_ARCH",
        "RUNNER_ENVIRONMENT",
        "RUNNER_NAME",
        "RUNNER_OS",
        "RUNNER_TEMP",
        "RUNNER_TOOL_CACHE",
      ]),
    );
    for (const name of [
      "API_URL",
      "GRAPHQL_URL",
      "OUTPUT",
      "REPOSITORY_ID",
      "RUN_ID",
      "RUN_ATTEMPT",
      "SHA",
      "REF",
    ]) {
      expect(names).toContain(`GITHUB_${name}`);
    }
    expect(JSON.parse(/^VALUES (.*)$/m.exec(log)?.[1] ?? "")).toEqual({
      event: "issues",
      action: "labeled",
      issue,
      step: "run",
      actor: "alice",
      words: "",
      dashes: true,
      token: null,
      cwd: true,
      node: process.version.split(".")[0],
    });
    expect(log).toContain("POST yes");
    delete process.env.PAWL_LEAK;
  });

  it("hides secrets and the token in the log", async () => {
    await start({ "pawl.yml": workflow() });
    await label();
    await world.github.settle();
    expect(last().log).toContain("the token is *** and the key ***");
    expect(last().log).not.toContain(secrets.KEY);
  });

  it("gives the workflow's token the permissions of the job and no more", async () => {
    const steps = `      - run: |
          curl -s -o /dev/null -w 'comment %{http_code}\\n' -X POST -H "authorization: bearer $T" -d '{"body":"hi"}' $GITHUB_API_URL/repos/$GITHUB_REPOSITORY/issues/1/comments
          curl -s -o /dev/null -w 'blob %{http_code}\\n' -X POST -H "authorization: bearer $T" -d '{"content":"x"}' $GITHUB_API_URL/repos/$GITHUB_REPOSITORY/git/blobs
        env: { T: "\${{ secrets.GITHUB_TOKEN }}" }`;
    await start({ "pawl.yml": workflow({ steps }) });
    await label();
    await world.github.settle();
    expect(last().log).toContain("comment 201\nblob 403");
  });

  it("checks out the default branch without leaving the token behind", async () => {
    const steps = `      - uses: actions/checkout@v6
        with: { persist-credentials: false }
      - run: cat README.md && git rev-parse HEAD && ! grep -ri authorization .git/config`;
    await start({ "pawl.yml": workflow({ steps }) });
    await label();
    await world.github.settle();
    expect(last()).toMatchObject({ conclusion: "success" });
    expect(last().log).toContain(`hello\n${world.first}`);
  });

  it("hands outputs on to later steps and jobs, and honours conditions", async () => {
    const steps = `      - id: probe
        uses: acme/probe@v1
        with: { github-token: x }
      - run: echo "got \${{ steps.probe.outputs.outcome }} and \${{ steps.probe.outputs.long }} in \${{ vars.MODE }}"
      - run: exit 3
      - run: echo never
      - if: failure()
        run: echo "after failure"
  conclude:
    runs-on: ubuntu-latest
    needs: work
    if: always()
    steps:
      - run: echo "work ended as \${{ needs.work.result }} with \${{ needs.work.outputs.told }}"`;
    const job = `    outputs: { told: "\${{ steps.probe.outputs.outcome }}" }`;
    await start({ "pawl.yml": workflow({ steps, job }) });
    await label();
    await world.github.settle();
    const { log, conclusion } = last();
    expect(conclusion).toBe("failure");
    expect(log).toContain("got done and line 1\nline 2 in fast");
    expect(log).toContain("exit code 3");
    expect(log).not.toMatch(/^never$/m);
    expect(log).toContain("after failure");
    expect(log).toContain("work ended as failure with done");
  });

  it("starts nothing for another activity, nor for what a workflow's token did", async () => {
    await start({ "pawl.yml": workflow() });
    await world.alice.issues.create({ ...here, title: "only opened" });
    const bot = client(world.github, world.github.workflowToken({ issues: "write" }));
    await bot.issues.addLabels({ ...here, issue_number: 1, labels: ["ready"] });
    await world.github.settle();
    expect(runs()).toEqual([]);
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
    expect(last().log).toContain("issue 12 12");
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
    expect(runs()).toHaveLength(1);
    expect(last().log).toContain("payload 9");
  });

  it("runs one of a concurrency group at a time, keeps one waiting, and cancels the one that is replaced", async () => {
    const steps = `      - run: while [ ! -e $GO ]; do sleep 0.02; done\n        env: { GO: "\${{ vars.MODE }}/\${{ github.run_id }}" }`;
    const gate = await mkdtemp(join(tmpdir(), "pawl-gate-"));
    const text = workflow({ top: "concurrency: pawl-claim", steps }).replace("vars.MODE", `'${gate}'`);
    await start({ "pawl.yml": text });
    for (const name of ["a", "b", "c"]) await label(name);
    await expect
      .poll(() => runs().map((run) => last(run).conclusion), patience)
      .toEqual([null, "cancelled", null]);
    expect(runs().map((run) => last(run).status)).toEqual(["in_progress", "completed", "queued"]);
    for (const run of runs()) await writeFile(join(gate, String(run.id)), "");
    await world.github.settle();
    expect(runs().map((run) => last(run).conclusion)).toEqual(["success", "cancelled", "success"]);
    await rm(gate, { recursive: true });
  });

  it("cancels a run, kills what it started, and still runs what is always run", async () => {
    const steps = "      - run: echo started && sleep 600\n      - if: always()\n        run: echo cleaned";
    await start({ "pawl.yml": workflow({ steps }) });
    await label();
    await expect.poll(() => runs().length === 1 && last().log.includes("started\n"), patience).toBe(true);
    const run_id = runs()[0]?.id ?? 0;
    const reader = client(world.github, world.github.workflowToken({ actions: "write" }));
    expect((await reader.actions.getWorkflowRun({ ...here, run_id })).data.status).toBe("in_progress");
    await reader.actions.cancelWorkflowRun({ ...here, run_id });
    await world.github.settle();
    expect(last()).toMatchObject({ status: "completed", conclusion: "cancelled" });
    expect(last().log).toContain("cleaned");
    await expect(reader.actions.cancelWorkflowRun({ ...here, run_id })).rejects.toMatchObject({
      status: 409,
    });
  });

  it("kills a run when it is closed", async () => {
    await start({ "pawl.yml": workflow({ steps: "      - run: trap '' INT; echo started; sleep 600" }) });
    await label();
    await expect.poll(() => runs().length === 1 && last().log.includes("started\n"), patience).toBe(true);
    const rows = runsOf(world.github.world);
    await world.close();
    expect([...rows.values()].map((run) => attemptOf(run).conclusion)).toEqual(["cancelled"]);
    await start({});
  });

  it("counts attempts, and keeps each", async () => {
    await start({
      "pawl.yml": workflow({ steps: `      - run: echo "attempt \${{ github.run_attempt }}"` }),
    });
    await label();
    await world.github.settle();
    const run_id = runs()[0]?.id ?? 0;
    const bot = client(world.github, world.github.workflowToken({ actions: "write" }));
    await bot.request("POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun", { ...here, run_id });
    await world.github.settle();
    expect(last().log).toContain("attempt 2");
    const first = await bot.actions.getWorkflowRunAttempt({ ...here, run_id, attempt_number: 1 });
    expect(first.data).toMatchObject({ run_attempt: 1, status: "completed", conclusion: "success" });
    const all = await bot.actions.listWorkflowRuns({ ...here, workflow_id: "pawl.yml", status: "success" });
    expect(all.data.workflow_runs.map((run) => [run.id, run.run_attempt])).toEqual([[run_id, 2]]);
  });

  it.each([
    [
      "an action it does not have",
      "      - uses: acme/other@v1",
      "acme/other@v1 is not available on the local runner",
    ],
    ["an expression it does not know", `      - run: echo "\${{ matrix.os }}"`, "unknown context `matrix`"],
  ])("fails with a clear line for %s", async (_, steps, message) => {
    await start({ "pawl.yml": workflow({ steps }) });
    await label();
    await world.github.settle();
    expect(last().conclusion).toBe("failure");
    expect(last().log).toContain(message);
  });

  it("shows a workflow file that cannot be read as a failed run", async () => {
    await start({ "pawl.yml": `${workflow()}\n    strategy: {}\n` });
    await label();
    await world.github.settle();
    expect(last().conclusion).toBe("startup_failure");
    expect(last().log).toContain(".github/workflows/pawl.yml: jobs.work: `strategy` is not supported");
  });

  it("tells the states of a run as events", async () => {
    await start({ "pawl.yml": workflow({ steps: "      - run: echo" }) });
    const told: (string | null)[] = [];
    world.github.world.onEvent((event) => {
      if (event.name === "workflow_run") told.push(event.action);
    });
    await label();
    await world.github.settle();
    expect(told).toEqual(["requested", "in_progress", "completed"]);
  });
});
