/**
 * What safety costs: the sandbox per command against the bare process, the break-out probes before the first model call,
 * publishing a change set of 20 files against the local GitHub, and the start of the bundled Action.
 */
import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultConfig } from "../src/config/config.ts";
import { publish } from "../src/delivery/publish.ts";
import { openGithubClaims } from "../src/github/github-claims.ts";
import { openGithubCodeHost } from "../src/github/github-code-host.ts";
import { openGithub } from "../src/github/octokit.ts";
import { startGithub } from "../src/local/github/server.ts";
import { bareFromFolder } from "../src/local/stage/bare-repository.ts";
import { firstClaim, publish as publishedState } from "../src/queue/claim-state.ts";
import { probeSandbox } from "../src/workspace/probe.ts";
import { createSandbox, type Sandbox } from "../src/workspace/sandbox.ts";
import { sandboxAvailability } from "../src/workspace/sandbox-availability.ts";
import { change, changeSet, step } from "../test/delivery/change-set-builder.ts";
import { taskPacket } from "../test/delivery/task-packet.ts";
import { actionBundle } from "./action-bundle.ts";
import { milliseconds, spread } from "./timing.ts";

export async function safety(): Promise<object> {
  const available = (await sandboxAvailability()).kind === "available";
  return {
    sandbox: available ? await sandboxCost() : "not available here",
    probes: available ? await probeTime() : "not available here",
    publishTwentyFiles: await publishTime(20),
    actionStart: { limitMilliseconds: 150, ...(await actionBundle()) },
  };
}

/** Taken in turns, so that a busy machine slows both. */
async function sandboxCost(): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), "pawl-bench-"));
  const options = { cwd: folder, writable: [folder], timeoutMs: 10_000 };
  const time = (sandbox: Sandbox) => milliseconds(() => sandbox.run(["/bin/true"], options));
  const bare = createSandbox({ mode: "off" });
  const walled = createSandbox({ mode: "bubblewrap" });
  const [without, within]: [number[], number[]] = [[], []];
  for (let round = 0; round < 60; round++) {
    without.push(await time(bare));
    within.push(await time(walled));
  }
  await rm(folder, { recursive: true, force: true });
  const [floor, cost] = [spread(without), spread(within)];
  return {
    limitMilliseconds: 15,
    overTheBareProcess: Math.round((cost.median - floor.median) * 100) / 100,
    bareMilliseconds: floor,
    sandboxMilliseconds: cost,
    ratio: Math.round((cost.median / floor.median) * 100) / 100,
  };
}

async function probeTime(): Promise<object> {
  const runs: number[] = [];
  let last: Awaited<ReturnType<typeof probeSandbox>> | null = null;
  for (let round = 0; round < 5; round++)
    runs.push(
      await milliseconds(async () => {
        last = await probeSandbox();
      }),
    );
  return { limitMilliseconds: 2000, milliseconds: spread(runs), result: last };
}

async function publishTime(files: number): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), "pawl-bench-"));
  const sample = join(import.meta.dirname, "../src/local/sample/library");
  const repository = await bareFromFolder(sample, folder, "shop");
  const place = { owner: "acme", name: "shop" };
  const github = await startGithub({ ...place, users: { ada: "admin" }, repository, rateLimit: 1_000_000 });
  try {
    const granted = { contents: "write", issues: "write", pull_requests: "write" } as const;
    const token = github.workflowToken(granted);
    const credentials = { kind: "token", token } as const;
    const client = openGithub({ ...place, credentials, baseUrl: github.url, throttle: false, retries: 0 });
    const runs: number[] = [];
    const before = github.requests.length;
    for (let issue = 1; issue <= 5; issue++)
      runs.push(await milliseconds(() => publishOne(client, issue, files)));
    const requests = (github.requests.length - before) / runs.length;
    return {
      limitMilliseconds: 3000,
      milliseconds: spread(runs),
      requests,
      gitFloorMilliseconds: gitFloor(repository),
    };
  } finally {
    await github.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function publishOne(
  client: ReturnType<typeof openGithub>,
  issue: number,
  files: number,
): Promise<void> {
  const codeHost = openGithubCodeHost(client);
  const claims = openGithubClaims(client);
  const { head } = await codeHost.defaultBranch();
  const run = { runId: issue, runAttempt: 1 };
  const made = await claims.move(null, firstClaim(issue, run, head));
  if (made.kind !== "moved") throw new Error(`The claim was not made: ${made.kind}.`);
  const state = publishedState(made.claim.state, 0);
  if (state === null) throw new Error("The claim cannot be published.");
  const code = Array.from({ length: files - 1 }, (_, at) =>
    change(`src/part-${issue}-${at}.js`, null, `export const part${at} = ${at};\n`),
  );
  const set = {
    ...changeSet([step({ tests: [change(`test/part-${issue}.test.js`, null, "// test\n")], code })]),
    issue,
    base: head,
  };
  const outcome = await publish(
    { codeHost },
    {
      changeSet: set,
      claimMove: await claims.prepare(made.claim, state),
      packet: { ...taskPacket, number: issue },
      config: defaultConfig,
      secrets: [],
      allowDependencies: [],
      report: { reuse: [], remarks: [], unfinished: null },
    },
  );
  if (outcome.kind === "refused") throw new Error(`${outcome.refusal.code}: ${outcome.refusal.text}`);
}

/** The least that any publishing does: one `git commit-tree` and one `git update-ref`. */
function gitFloor(repository: string): number {
  const started = performance.now();
  const git = (...args: readonly string[]) =>
    spawnSync("git", ["-C", repository, ...args], { encoding: "utf8" }).stdout.trim();
  const author = ["-c", "user.name=bench", "-c", "user.email=bench@example.com"];
  const commit = git(...author, "commit-tree", "-p", "main", "-m", "floor", "main^{tree}");
  git("update-ref", "refs/heads/floor", commit);
  return Math.round(performance.now() - started);
}
