import type { People } from "../commands/people.ts";
import type { Config } from "../config/config.ts";
import type { Tracker } from "../issues/tracker.ts";
import type { Claims } from "../queue/claim.ts";
import type { Board } from "../queue/snapshot.ts";
import { readClaims } from "./board-claims.ts";
import { peopleOn, queueIssueOf } from "./board-issue.ts";
import type { BoardNode } from "./board-node.ts";
import { readBoardNodes } from "./board-nodes.ts";
import { openPlans } from "./board-plans.ts";
import { linkedIssueOf } from "./issue-node.ts";
import type { Github } from "./octokit.ts";
import { openPullsByIssue } from "./pull-requests.ts";

export type BoardOptions = {
  readonly config: Config;
  readonly tracker: Pick<Tracker, "comments">;
  readonly people: People;
  readonly claims: Pick<Claims, "isAlive">;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
};

/** The queue's snapshot of one repository over GitHub's API, read anew each time. */
export function openGithubBoard(github: Github, options: BoardOptions): Board {
  return { snapshot: () => readSnapshot(github, options) };
}

async function readSnapshot(github: Github, options: BoardOptions) {
  const { config, tracker, people, claims, now } = options;
  const { labels } = config;
  const plans = openPlans(tracker, { app: config.app ?? null });
  const linked = (nodes: readonly BoardNode[]) =>
    Promise.all(nodes.map((node) => linkedIssueOf(node, github.apps)));
  const edgesOf = async (nodes: readonly BoardNode[]) =>
    [...(await plans.planned(await linked(nodes))).values()].flatMap((planned) => planned.blockedBy);

  const nodes = await readBoardNodes(github, [labels.task, labels.sprint, labels.spec], edgesOf);
  const issues = await linked([...nodes.values()]);
  const facts = {
    nodes,
    planned: await plans.planned(issues),
    claims: await readClaims(github, claims.isAlive),
    pulls: await openPullsByIssue(github),
    writers: await writersAmong(people, peopleOn(nodes.values(), labels.ready)),
    labels,
    budgetUsd: config.run.budgetUsd,
  };
  const board = issues.flatMap((issue) => {
    const node = nodes.get(issue.number);
    return node === undefined ? [] : [queueIssueOf(node, issue, facts)];
  });
  return {
    now: new Date(now()).toISOString(),
    issues: board.sort((a, b) => a.number - b.number),
  };
}

async function writersAmong(people: People, logins: Iterable<string>): Promise<ReadonlySet<string>> {
  const writers = new Set<string>();
  for (const login of logins) {
    const permission = (await people.access(login))?.permission;
    if (permission === "admin" || permission === "write") writers.add(login);
  }
  return writers;
}
