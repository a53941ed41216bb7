import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AttemptRow, attemptOf, type RunRow, runsOf } from "../../../src/local/github/run-rows.ts";
import { runner } from "../../../src/local/github/runner.ts";
import { type GitWorld, gitWorld, here } from "./git-world.ts";

/** How long a test waits for a state that a process has to reach. */
export const patience = { timeout: 20_000 };
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

/** A workflow file that runs the probe action, or other steps, when an issue is labelled. */
export const workflow = (more: { on?: string; steps?: string; job?: string; top?: string } = {}) => `
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

export const secrets = { KEY: "sk-very-secret" };

/** A local GitHub with a runner, these workflow files, and the probe action as `acme/probe`. */
export async function runnerWorld(files: Readonly<Record<string, string>>) {
  const folder = await mkdtemp(join(tmpdir(), "pawl-action-"));
  await writeFile(join(folder, "package.json"), '{"type":"module"}');
  await writeFile(join(folder, "action.yml"), actionFile);
  await writeFile(join(folder, "main.js"), main);
  await writeFile(join(folder, "post.js"), post);
  const paths = Object.entries(files).map(([name, text]) => [`.github/workflows/${name}`, text]);
  const world: GitWorld = await gitWorld({
    files: { "README.md": "hello\n", ...Object.fromEntries(paths) },
    resources: [
      runner({ actions: [{ uses: /^acme\/probe@/, folder }], secrets, variables: { MODE: "fast" } }),
    ],
  });
  const runs = () => [...runsOf(world.github.world).values()];
  const last = (run: RunRow | undefined = runs().at(-1)): AttemptRow => {
    if (run === undefined) throw new Error("nothing ran");
    return attemptOf(run);
  };
  return {
    ...world,
    runs,
    /** The latest attempt of a run, by default of the last. */
    last,
    /** An issue that alice labels, which starts the workflow. Answers its number. */
    label: async (name = "ready") => {
      const issue = await world.alice.issues.create({ ...here, title: "a task" });
      await world.alice.issues.addLabels({ ...here, issue_number: issue.data.number, labels: [name] });
      return issue.data.number;
    },
    close: async () => {
      await world.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
