/**
 * How many requests `/plan` makes, counted at the local GitHub's door while the real App process works: from the webhook
 * to the rocket. The floor is one request per issue and per edge; the promise is at most twelve more (DESIGN section 14).
 * As agreed there, the repository map, the creation of missing labels and further record parts are listed, not counted.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startScriptedClaude } from "../src/local/claude/scripted-claude.ts";
import type { Operation } from "../src/local/github/faults.ts";
import { bareFromFolder } from "../src/local/stage/bare-repository.ts";
import { openStage, type Stage } from "../src/local/stage/stage.ts";
import { type MadePlan, madePlan } from "./made-plan.ts";

const home = join(import.meta.dirname, "..");
const sizes = [8, 25, 100];

export type Counted = {
  readonly issues: number;
  readonly edges: number;
  readonly requests: number;
  readonly limit: number;
  readonly within: boolean;
  /** Requests by name; those in `uncounted` are not part of `requests`. */
  readonly byName: Readonly<Record<string, number>>;
  readonly uncounted: Readonly<Record<string, number>>;
  readonly milliseconds: number;
};

/** One measurement per size. Throws when the App does not come to its end. */
export async function planRequests(): Promise<{ readonly name: string; readonly sizes: readonly Counted[] }> {
  const counted: Counted[] = [];
  for (const size of sizes) counted.push(await count(madePlan(size)));
  return { name: "requests of /plan", sizes: counted };
}

async function count(made: MadePlan): Promise<Counted> {
  const folder = await mkdtemp(join(tmpdir(), "pawl-bench-"));
  const claude = await startScriptedClaude({ scenario: () => ({ json: made.plan }) });
  try {
    const bare = await bareFromFolder(join(home, "src/local/sample/library"), folder, "shop");
    const stage = await openStage({
      home,
      appEntry: join(home, "src/app.ts"),
      bare,
      branch: "main",
      repository: { owner: "acme", name: "shop" },
      claude: { url: claude.url, apiKey: claude.apiKey },
      maintainer: "alice",
      sandbox: false,
      config: "plan: { previewOver: 1000, budgetUsd: 100 }\n",
    });
    try {
      return await countOn(stage, made);
    } finally {
      await stage.close();
    }
  } finally {
    await claude.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function countOn(stage: Stage, made: MadePlan): Promise<Counted> {
  const { names, milliseconds } = await watchPlan(stage, made.spec, "/plan", 60);
  return tally(
    { issues: made.plan.sprints.length + made.plan.tasks.length, edges: made.edges },
    names,
    milliseconds,
  );
}

type Watched = {
  readonly spec: number;
  readonly names: readonly string[];
  readonly milliseconds: number;
};

/** Opens a spec issue, comments `command` and waits for its end. Answers the names of all requests the App made for it. */
export async function watchPlan(
  stage: Stage,
  body: string,
  command: string,
  patienceSeconds: number,
): Promise<Watched> {
  const { github } = stage;
  const alice = stage.person("alice");
  const spec = await alice.openIssue("A shop", body);
  await quiet(stage);
  const names: string[] = [];
  const started = performance.now();
  const ended = new Promise<string>((resolve, reject) => {
    const tooLate = () => reject(new Error(`no end after ${patienceSeconds} s:\n${stage.app.output()}`));
    const late = setTimeout(tooLate, patienceSeconds * 1000);
    github.faults.before = (operation) => {
      if (operation.request.token === "person" || operation.operation.startsWith("graphql/"))
        return undefined;
      names.push(nameOf(operation));
      const end = /"content":"(rocket|confused)"/.exec(JSON.stringify(operation.request.body))?.[1];
      if (end !== undefined && operation.operation.startsWith("reactions/")) {
        clearTimeout(late);
        resolve(end);
      }
      return undefined;
    };
  });
  await alice.comment(spec, command);
  const end = await ended;
  const milliseconds = Math.round(performance.now() - started);
  github.faults.before = null;
  await github.settle();
  if (end !== "rocket") throw new Error(`/plan was refused:\n${await lastComment(stage, spec)}`);
  return { spec, names, milliseconds };
}

/** The App looks around once after the issue was opened; that is no part of the plan. */
async function quiet({ github }: Stage): Promise<void> {
  for (let seen = -1; seen !== github.requests.length; ) {
    seen = github.requests.length;
    await github.settle();
    await new Promise((resolve) => setTimeout(resolve, 400));
  }
}

const free = /^(git\/get-tree|query fileTexts|mutation createLabels)$/;

/** `issues` counts sprints and tasks. */
export function tally(
  { issues, edges }: { readonly issues: number; readonly edges: number },
  names: readonly string[],
  milliseconds: number,
): Counted {
  // The record follows the status; whatever comes behind its first part is a further one.
  const parts = Math.max(0, names.filter((name) => name === "issues/create-comment").length - 2);
  const all = countBy(names);
  const uncounted: Record<string, number> = parts > 0 ? { "record parts": parts } : {};
  for (const [name, times] of Object.entries(all)) if (free.test(name)) uncounted[name] = times;
  const requests = names.length - Object.values(uncounted).reduce((sum, times) => sum + times, 0);
  const limit = issues + edges + 12;
  return { issues, edges, requests, limit, within: requests <= limit, byName: all, uncounted, milliseconds };
}

function countBy(names: readonly string[]): Record<string, number> {
  const times: Record<string, number> = {};
  for (const name of names) times[name] = (times[name] ?? 0) + 1;
  return times;
}

/** A GraphQL document by its kind and name, anything else by GitHub's operation id. */
function nameOf({ operation, request }: Operation): string {
  if (operation !== "graphql")
    return operation === "unknown" ? `${request.method} ${request.path}` : operation;
  const query = JSON.stringify(request.body);
  const [, kind, name] = /"query":"(?:\\n|\s)*(query|mutation) (\w+)/.exec(query) ?? [];
  return kind === undefined ? "graphql" : `${kind} ${name}`;
}

async function lastComment(stage: Stage, spec: number): Promise<string> {
  return JSON.stringify(await stage.person("alice").get(`/issues/${spec}/comments`), null, 1);
}
