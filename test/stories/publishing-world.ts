/** A spec planned by the real use-case over the real adapters on the local GitHub, with deaths of the process on purpose. */
import { createHash } from "node:crypto";
import { madePlan } from "../../bench/made-plan.ts";
import { Config } from "../../src/config/config.ts";
import { openGithubCodeBase } from "../../src/github/github-code-base.ts";
import { openGithubTracker } from "../../src/github/github-tracker.ts";
import { openGithub } from "../../src/github/octokit.ts";
import type { Fault, Operation } from "../../src/local/github/faults.ts";
import { setReadLag } from "../../src/local/github/read-lag.ts";
import { type PlanPorts, planSpec } from "../../src/plan/plan-spec.ts";
import type { Planner } from "../../src/plan/planner.ts";
import { as, repo, start } from "../local/github/start.ts";

const usage = {
  calls: 1,
  inputTokens: 1,
  outputTokens: 1,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  usd: 0.01,
};

const digest = (text: string) => createHash("sha256").update(text).digest("hex");

/** `tasks` in two sprints. One world is one repository with one spec issue, on a clock that only waiting moves. */
export async function publishingWorld(tasks: number) {
  let now = Date.now();
  const github = await start({ clock: () => now });
  const made = madePlan(tasks + 2);
  const { data } = await as(github, "ada").rest.issues.create({ ...repo, title: "Shop", body: made.spec });
  const plans: number[] = [];
  const planner: Planner = {
    draft: async () => {
      plans.push(data.number);
      return { kind: "drafted", candidate: made.plan, draft: null, usage };
    },
    repair: () => Promise.reject(new Error("the plan was thought to be sound")),
  };
  const waits: number[] = [];
  /** A process of its own: nothing is remembered from an earlier one. */
  const run = () => {
    const { id, privateKey, installationId } = github.app;
    const credentials = { kind: "app", appId: id, privateKey, installationId } as const;
    const place = { owner: repo.owner, name: repo.repo, baseUrl: github.url };
    const client = openGithub({ ...place, credentials, throttle: false, retries: 0 });
    const ports: PlanPorts = {
      tracker: openGithubTracker(client),
      codeBase: openGithubCodeBase(client),
      planner,
      digest,
      pause: async (milliseconds) => {
        waits.push(milliseconds);
        now += milliseconds;
      },
      log: () => {},
    };
    const config = Config.parse({ app: id, plan: { previewOver: 1000 } });
    const input = { spec: data.number, guidance: "", from: [], preview: false, config, mapText: "" };
    return planSpec(ports, input);
  };
  return {
    github,
    made,
    spec: data.number,
    run,
    plans,
    waits,
    lag: (s: number) => setReadLag(github.world, s),
  };
}

export type PublishingWorld = Awaited<ReturnType<typeof publishingWorld>>;

/** Runs until the plan stands, as a sweep would; a run that died is followed by the next. Answers how many it took. */
export async function runUntilDone(world: PublishingWorld, most = 4): Promise<number> {
  for (let runs = 1; runs <= most; runs++) {
    const outcome = await world.run().catch(() => null);
    world.github.faults.before = null;
    world.github.faults.after = null;
    if (outcome?.kind === "done") return runs;
  }
  return Number.POSITIVE_INFINITY;
}

/** Kills the process when the answer to operation `at` was on its way: nothing it asks afterwards arrives. */
export function killAfter({ github }: PublishingWorld, at: number): void {
  let place = 0;
  let dead = false;
  const drop: Fault = { kind: "drop" };
  github.faults.before = () => (dead ? drop : undefined);
  github.faults.after = () => {
    dead ||= place++ === at;
    return dead ? drop : undefined;
  };
}

/** Loses the answer to operation `at`, and only that. */
export function loseAnswer({ github }: PublishingWorld, at: number): void {
  let place = 0;
  github.faults.after = () => (place++ === at ? { kind: "drop" } : undefined);
}

/** The names of all operations of an undisturbed run, mutation fields of a GraphQL document one by one. */
export async function operationsOf(world: PublishingWorld): Promise<readonly string[]> {
  const seen: string[] = [];
  world.github.faults.after = ({ operation }: Operation) => {
    seen.push(operation);
    return undefined;
  };
  await world.run();
  world.github.faults.after = null;
  return seen;
}

/** What a person does on the issue's page; GitHub has it only for administrators. */
export function deleteIssue({ github: { world } }: PublishingWorld, number: number): void {
  const rows = [...world.issues.values()];
  const without = (list: readonly number[]) => list.filter((one) => one !== number);
  for (const row of rows) {
    world.issues.set(row.number, {
      ...row,
      parent: row.parent === number ? null : row.parent,
      subIssues: without(row.subIssues),
      blockedBy: without(row.blockedBy),
      blocking: without(row.blocking),
    });
  }
  world.issues.delete(number);
}

export function taskTitles({ github: { world } }: PublishingWorld): readonly string[] {
  return [...world.issues.values()].filter(({ parent }) => parent !== null).map(({ title }) => title);
}

/** Everything that people would see, numbers included, times excluded. */
export function endState({ github: { world } }: PublishingWorld): string {
  const sorted = (list: readonly (number | string)[]) => [...list].sort();
  const issues = [...world.issues.values()].map((issue) => ({
    ...{ number: issue.number, title: issue.title, body: issue.body, state: issue.state },
    ...{ parent: issue.parent, subIssues: issue.subIssues, author: issue.author.login },
    labels: sorted(issue.labels.map((id) => world.labels.get(id)?.name ?? "?")),
    blockedBy: sorted(issue.blockedBy),
    blocking: sorted(issue.blocking),
  }));
  const comments = [...world.comments.values()].map(({ issue, body }) => ({ issue, body }));
  const lines = [...issues, ...comments].map((one) => JSON.stringify(one));
  return lines
    .map((line) => (line.length < 3000 ? line : `${line.slice(0, 200)} ${digest(line)}`))
    .join("\n");
}
