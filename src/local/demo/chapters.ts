/** The chapters that the demo and `pawl try` have in common: planning, and waiting for the next pull request. */
import { fieldOf, type Person } from "../stage/person.ts";
import type { Stage } from "../stage/stage.ts";
import {
  type FinalPullRequest,
  listOf,
  readEdges,
  readPullRequests,
  readSubIssues,
  type SubIssue,
} from "./final-state.ts";
import type { Narrator } from "./narrator.ts";
import { until } from "./patience.ts";
import type { Watch } from "./watch.ts";

export type Scene = {
  readonly stage: Stage;
  readonly alice: Person;
  readonly look: Watch;
  readonly narrator: Narrator;
  readonly bare: string;
  /** Seconds one step may take: a scripted step is quick, Claude thinks. */
  readonly patience: number;
};

/** Opens the spec, comments `/plan`, and tells what came of it. Answers the spec's number. Throws what Pawl refused. */
export async function plan(
  { alice, look, narrator, patience, stage }: Scene,
  title: string,
  text: string,
): Promise<number> {
  narrator.chapter("1. alice writes a spec and comments /plan");
  const spec = await alice.openIssue(title, text);
  narrator.tell(`alice opened #${spec} "${title}"`);
  const before = stage.github.requests.length;
  const comment = await alice.comment(spec, "/plan");
  await until("👀", () => (look.hasSeen(comment) ? true : null), patience);
  narrator.tell("Pawl answered with 👀 before it asked any model");
  narrator.doing("Pawl reads the repository, plans and checks");
  const end = await until("the plan", () => look.endOf(comment), patience);
  if (end === "confused") throw new Error(`Pawl refused to plan: ${await lastComment(alice, spec)}`);
  const issues = await readSubIssues(alice, spec);
  for (const { number, task } of issues)
    narrator.tell(`${task ? "  task" : "sprint"} #${number} ${await titleOf(alice, number)}`);
  const edges = await readEdges(alice, issues);
  narrator.tell(`blocked by: ${edges.map(({ blocked, blocker }) => `#${blocked} ← #${blocker}`).join(", ")}`);
  narrator.tell(
    `${issues.length} issues and ${edges.length} links took ${stage.github.requests.length - before} GitHub requests`,
  );
  return spec;
}

/** Waits for the next pull request, showing what the run under way is doing. Gives up when nothing runs any more. */
export async function nextPull({ look, narrator, patience }: Scene): Promise<number> {
  let quietSince = Date.now();
  return until(
    "a pull request",
    () => {
      const pull = look.openPull();
      if (pull !== null && !look.isRunning()) return pull;
      if (look.isRunning()) quietSince = Date.now();
      if (Date.now() - quietSince > 15_000)
        throw new Error("No run is under way, and there is no pull request.");
      narrator.doing(look.lastLine() ?? "The Action starts");
      return null;
    },
    patience,
  );
}

/** Tells of a pull request that is open now, with the proof of each commit. Answers it. */
export async function tellPull({ alice, narrator, bare }: Scene, pull: number): Promise<FinalPullRequest> {
  const read = (await readPullRequests(alice, bare)).find(({ number }) => number === pull);
  if (read === undefined) throw new Error(`Pull request #${pull} cannot be read.`);
  narrator.tell(`pull request #${pull} for task #${read.issue} ${await titleOf(alice, read.issue)}`);
  for (const line of evidenceLines(read)) narrator.tell(`    ${line}`);
  return read;
}

function evidenceLines({ commits, evidence }: FinalPullRequest): readonly string[] {
  return commits.map(({ sha, subject }) => {
    const proof = evidence.find((one) => one.sha === sha);
    const text = proof ? `red: ${proof.red}, green: ${proof.green}` : "same tests";
    return `✔ ${sha.slice(0, 7)} ${subject} (${text})`;
  });
}

export function list(issues: readonly SubIssue[]): string {
  return issues.length === 0 ? "none" : issues.map(({ number }) => `#${number}`).join(", ");
}

async function titleOf(person: Person, number: number): Promise<string> {
  return String(fieldOf(await person.get(`/issues/${number}`), "title"));
}

export async function stateOf(person: Person, number: number): Promise<string> {
  return String(fieldOf(await person.get(`/issues/${number}`), "state"));
}

async function lastComment(person: Person, number: number): Promise<string> {
  const comments = await person.get(`/issues/${number}/comments?per_page=100`);
  return String(fieldOf(listOf(comments).at(-1), "body"));
}
