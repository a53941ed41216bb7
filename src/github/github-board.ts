import type { People } from "../commands/people.ts";
import type { Config } from "../config/config.ts";
import type { LinkedIssue } from "../issues/issue.ts";
import type { Tracker } from "../issues/tracker.ts";
import type { Claims } from "../queue/claim.ts";
import type { Board, BoardScope, QueueIssue } from "../queue/snapshot.ts";
import { type KnownClaim, readClaims } from "./board-claims.ts";
import { closedQueueIssue, peopleOn, queueIssueOf } from "./board-issue.ts";
import { type BoardNode, type FarEnd, takenOffSince } from "./board-node.ts";
import { type BoardNodes, readBoardNodes } from "./board-nodes.ts";
import { issuesByNumber } from "./board-pages.ts";
import { openPlans } from "./board-plans.ts";
import { orNull } from "./failure.ts";
import { type IssueNode, linkedIssueOf, nodesOf } from "./issue-node.ts";
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
  return { snapshot: (scope = { kind: "all" }) => readSnapshot(github, options, scope) };
}

async function readSnapshot(github: Github, options: BoardOptions, scope: BoardScope) {
  const { config, tracker, people, claims, now } = options;
  const { labels } = config;
  const plans = openPlans(tracker, { app: config.app ?? null });
  const linked = ({ nodes, ends }: BoardNodes) =>
    Promise.all(
      [...nodes.values(), ...[...ends.values()].map(bare)].map((node) => linkedIssueOf(node, github.apps)),
    );
  const edgesOf = async (found: BoardNodes) =>
    [...(await plans.planned(await linked(found))).values()].flatMap((planned) => planned.blockedBy);

  const found = await readBoardNodes(github, scope, labels, edgesOf);
  const { nodes, ends } = found;
  const issues = await linked(found);
  const planned = await plans.planned(issues);
  const known = { planned, labels, claims: await readClaims(github, claims.isAlive) };
  const facts = {
    ...known,
    nodes,
    ends,
    pulls: await openPullsByIssue(github),
    writers: await writersAmong(people, peopleOn(nodes.values(), known)),
    ownSlug: await ownSlug(github, config, issues, [...nodes.values()]),
    budgetUsd: config.run.budgetUsd,
  };
  const board = issues.flatMap((issue) => {
    const node = nodes.get(issue.number);
    return node === undefined ? [] : [queueIssueOf(node, issue, facts)];
  });
  const all = [...board, ...closedBeside(found)].sort((a, b) => a.number - b.number);
  const isReleased = scope.kind === "released";
  const today = new Date(now()).toISOString().slice(0, 10);
  return {
    now: new Date(now()).toISOString(),
    issues: all,
    files: new Map([...planned].map(([number, { files }]) => [number, files])),
    spentToday: spentOn(today, known.claims, config.run.budgetUsd),
    ...(isReleased
      ? { closedClaims: await closedClaims(github, all, claimsBefore(today, known.claims)) }
      : {}),
  };
}

/** `day` is a date (UTC). A claim tells all that its task ever cost, so this is never too little. */
function spentOn(day: string, claims: ReadonlyMap<number, KnownClaim>, budgetUsd: number): number {
  return [...claims.values()]
    .filter(({ at, alive }) => alive || at.startsWith(day))
    .reduce(
      (sum, { alive, state }) => sum + (alive ? Math.max(budgetUsd, state.spentUsd) : state.spentUsd),
      0,
    );
}

/** Today's claims of closed tasks stay, because they tell what the day has cost. */
function claimsBefore(day: string, claims: ReadonlyMap<number, KnownClaim>): ReadonlyMap<number, KnownClaim> {
  return new Map([...claims].filter(([, { at }]) => !at.startsWith(day)));
}

/** A claim of a task that is not on the board costs a look at the issue: one request per 50. */
async function closedClaims(
  github: Github,
  board: readonly QueueIssue[],
  claims: ReadonlyMap<number, unknown>,
): Promise<readonly number[]> {
  const states = new Map(board.map(({ number, state }) => [number, state]));
  const unknown = [...claims.keys()].filter((number) => !states.has(number));
  for (const { number, state } of await issuesByNumber(github, unknown))
    states.set(number, state === "OPEN" ? "open" : "closed");
  return [...claims.keys()].filter((number) => states.get(number) !== "open").sort((a, b) => a - b);
}

/** Closed issues that were not read whole: blockers, and what stands beside a released task. */
function closedBeside({ nodes, ends }: BoardNodes): readonly QueueIssue[] {
  const parents = new Map<number, number>();
  const closed = new Map<number, QueueIssue>();
  for (const node of nodes.values()) {
    for (const child of nodesOf(node.subIssues)) {
      if (child.state === "OPEN" || nodes.has(child.number) || child.repository.id !== node.repository.id)
        continue;
      parents.set(child.number, node.number);
      closed.set(
        child.number,
        closedQueueIssue({ ...child, title: "", createdAt: node.createdAt }, node.number),
      );
    }
  }
  for (const end of ends.values())
    closed.set(end.number, closedQueueIssue(end, parents.get(end.number) ?? null));
  return [...closed.values()];
}

/** A link's far end as an issue without links of its own. */
function bare(end: FarEnd): IssueNode {
  return {
    ...end,
    labels: null,
    parent: null,
    blockedBy: { nodes: [] },
    issueDependenciesSummary: { totalBlockedBy: 0 },
    subIssuesSummary: { total: 0 },
  };
}

/** Our App's slug: from what it wrote, else asked of GitHub for the bots that took `needs-human` off. */
async function ownSlug(
  { octokit }: Github,
  { app, labels }: Config,
  issues: readonly LinkedIssue[],
  nodes: readonly BoardNode[],
): Promise<string | null> {
  if (app === undefined) return null;
  const own = issues.find(({ author }) => author.app === app);
  if (own !== undefined) return own.author.login.replace(/\[bot\]$/, "");
  const bots = nodes.flatMap((node) =>
    takenOffSince(node, labels.needsHuman, "").filter(({ isApp }) => isApp),
  );
  for (const slug of new Set(bots.map(({ login }) => login))) {
    const answer = await orNull(() => octokit.rest.apps.getBySlug({ app_slug: slug }));
    if (answer?.data?.id === app) return slug;
  }
  return null;
}

async function writersAmong(people: People, logins: Iterable<string>): Promise<ReadonlySet<string>> {
  const writers = new Set<string>();
  for (const login of logins) {
    const permission = (await people.access(login))?.permission;
    if (permission === "admin" || permission === "write") writers.add(login);
  }
  return writers;
}
