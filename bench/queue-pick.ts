/**
 * Requests and time of picking the next task among 1,000, 10,000 and 100,000 issues, over HTTP against the local GitHub:
 * `claimNext`'s own board, read by a client that has just started. The promise (DESIGN section 6): ceil(R / 100) + P + S and
 * a constant, with R released open tasks, P people who released and S released ancestors. The floor is R / 100 pages alone.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultConfig } from "../src/config/config.ts";
import { openGithubBoard } from "../src/github/github-board.ts";
import { openGithubClaims } from "../src/github/github-claims.ts";
import { openGithubPeople } from "../src/github/github-people.ts";
import { openGithubTracker } from "../src/github/github-tracker.ts";
import { openGithub } from "../src/github/octokit.ts";
import { openIssue } from "../src/local/github/issue-changes.ts";
import { addLabels } from "../src/local/github/labelling.ts";
import { ensureLabels } from "../src/local/github/labels.ts";
import { addSubIssue } from "../src/local/github/links.ts";
import type { Actor } from "../src/local/github/rows.ts";
import { type LocalGithub, startGithub } from "../src/local/github/server.ts";
import { bareFromFolder } from "../src/local/stage/bare-repository.ts";
import { verdicts } from "../src/queue/readiness.ts";
import { milliseconds } from "./timing.ts";

const home = join(import.meta.dirname, "..");
const sizes = [1_000, 10_000, 100_000];
const releasedAlone = 150;
const below = 20;
const people = ["ada", "wren", "max"];
/** Claims, open pull requests and their namespace, and the parents of all tasks at once. */
const constant = 5;

export type Picked = {
  readonly issues: number;
  readonly released: number;
  readonly people: number;
  readonly ancestors: number;
  readonly requests: number;
  readonly limit: number;
  readonly within: boolean;
  readonly byName: Readonly<Record<string, number>>;
  readonly ready: number;
  readonly milliseconds: number;
};

export async function queuePick(): Promise<{ readonly name: string; readonly sizes: readonly Picked[] }> {
  const picked: Picked[] = [];
  for (const size of sizes) picked.push(await pickAmong(size));
  return { name: "requests of picking the next task", sizes: picked };
}

/** One repository with that many issues, of which 170 tasks are released: 150 alone, 20 by their spec. */
async function pickAmong(issues: number): Promise<Picked> {
  const folder = await mkdtemp(join(tmpdir(), "pawl-bench-"));
  const clock = { now: Date.now() };
  const users = { ada: "admin", wren: "write", max: "write" } as const;
  const local = await startGithub({
    owner: "acme",
    name: "shop",
    users,
    repository: await bareFromFolder(join(home, "src/local/sample/library"), folder, "shop"),
    clock: () => clock.now,
  });
  try {
    fill(local, issues, clock);
    return await measure(local, issues);
  } finally {
    await local.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const body = "Wanted.\n\n## Acceptance criteria\n\n- it works\n";

function fill({ world }: LocalGithub, issues: number, clock: { now: number }): void {
  const actors = people.map((login) => personOf(world, login));
  const [ada] = actors;
  if (ada === undefined) throw new Error("there are no people");
  const [task, ready] = ensureLabels(world, ["task", "ready"]);
  if (task === undefined || ready === undefined) throw new Error("there are no labels");
  const open = (title: string) =>
    openIssue(world, ada, { title, body, labels: [], assignees: [], pull: false }).number;
  const spec = open("Spec");
  const tasks = Array.from({ length: releasedAlone + below }, (_, index) => open(`Task ${index}`));
  for (const number of tasks.slice(releasedAlone)) addSubIssue(world, ada, spec, number, false);
  crowd(world, spec, issues - tasks.length - 1);
  clock.now += 60_000;
  for (const number of tasks) addLabels(world, ada, number, [task]);
  clock.now += 60_000;
  for (const [index, number] of [...tasks.slice(0, releasedAlone), spec].entries())
    addLabels(world, actors[index % actors.length] ?? ada, number, [ready]);
}

/** Open issues that nobody labelled, put there without their events: each would be a webhook and a look for workflows. */
function crowd(world: LocalGithub["world"], like: number, count: number): void {
  const row = world.issues.get(like);
  if (row === undefined) throw new Error(`there is no #${like}`);
  const bare = { ...row, subIssues: [], blockedBy: [], blocking: [] };
  for (let index = 0; index < count; index++) {
    const number = 1_000_000 + index;
    world.issues.set(number, { ...bare, number, id: 900_000_000 + index, nodeId: `I_crowd${index}` });
  }
}

function personOf(world: LocalGithub["world"], login: string): Actor {
  const user = [...world.users.values()].find((one) => one.login === login);
  if (user === undefined) throw new Error(`there is no ${login}`);
  return { kind: "person", user, app: null };
}

async function measure(local: LocalGithub, issues: number): Promise<Picked> {
  const token = local.workflowToken({
    contents: "write",
    issues: "write",
    actions: "read",
    pull_requests: "read",
  });
  const github = openGithub({
    ...{ owner: "acme", name: "shop", baseUrl: local.url, throttle: false },
    credentials: { kind: "token", token },
  });
  const ports = {
    tracker: openGithubTracker(github),
    people: openGithubPeople(github),
    claims: openGithubClaims(github),
  };
  const board = openGithubBoard(github, { ...ports, config: defaultConfig, now: Date.now });
  const before = local.requests.length;
  let ready = 0;
  const time = await milliseconds(async () => {
    ready = verdicts(await board.snapshot({ kind: "released" })).ready.length;
  });
  const seen = local.requests.slice(before);
  const byName: Record<string, number> = {};
  for (const { operation, fields } of seen) {
    const name = fields.length > 0 ? `graphql ${fields.join(" ")}` : operation;
    byName[name] = (byName[name] ?? 0) + 1;
  }
  const limit = Math.ceil((releasedAlone + below) / 100) + people.length + 1 + constant;
  return {
    issues,
    released: releasedAlone + below,
    people: people.length,
    ancestors: 1,
    requests: seen.length,
    limit,
    within: seen.length <= limit,
    byName,
    ready,
    milliseconds: Math.round(time),
  };
}
