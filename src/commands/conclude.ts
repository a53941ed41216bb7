import type { Config } from "../config/config.ts";
import type { Refusal } from "../issues/outcome.ts";
import { code, codeSpan, issueLink, list, type Markdown, md } from "../issues/render.ts";
import type { Tracker } from "../issues/tracker.ts";
import type { Trust } from "../issues/trust.ts";
import { tasksBehind } from "../queue/behind.ts";
import type { Claim, Claims } from "../queue/claim.ts";
import { freeClaim } from "../queue/free-claim.ts";
import { queueRules } from "../queue/queue-rules.ts";
import { factsOf } from "../queue/readiness.ts";
import type { Board, QueueSnapshot } from "../queue/snapshot.ts";
import { type RunPage, runLink } from "./begin.ts";
import type { Ended } from "./ended.ts";
import { type Ending, endingOf } from "./ending.ts";
import type { Runs } from "./runs.ts";
import { startNext } from "./start-next.ts";
import { putTaskStatus } from "./task-status.ts";

export type ConcludePorts = {
  readonly tracker: Pick<Tracker, "comments" | "createComment" | "editComment" | "addLabels" | "removeLabel">;
  readonly claims: Claims;
  readonly board: Board;
  readonly runs: Pick<Runs, "start">;
  readonly log: (line: string) => void;
};

export type ConcludeInput = {
  /** The claim as this run last knew it. */
  readonly claim: Claim;
  readonly ended: Ended;
  /** Dollars of this attempt alone. */
  readonly spentUsd: number;
  readonly run: RunPage;
  readonly config: Config;
  /** Whose comments are this run's own; see `putTaskStatus`. */
  readonly trust: Trust;
};

/** `claim` is what became of it; `needsHuman` says the line is stopped here; `started`: one more run was asked for. */
export type Concluded = {
  readonly claim: "freed" | "published" | "lost";
  readonly needsHuman: boolean;
  readonly started: boolean;
};

/**
 * The last step of every run that held a claim: gives the claim back unless the work was published, shows on the task
 * what happened and what to do next, and sends on while a ready task waits for a lane.
 */
export async function conclude(ports: ConcludePorts, input: ConcludeInput): Promise<Concluded> {
  const { ended, claim, config } = input;
  if (ended.kind === "published") return published(ports, input, ended);
  if (ended.kind === "lost") return lost(ports, input, ended.refusal);

  const ending = endingOf(ended.refusal);
  const freed = await freeClaim(ports.claims, claim, { spentUsd: input.spentUsd, failed: ending.isTry });
  if (freed.kind === "refused") return lost(ports, input, ended.refusal);
  const { tries } = freed.value;
  const needsHuman = ending.needsHuman || tries >= config.run.tries;

  const snapshot = await ports.board.snapshot();
  await relabel(ports, input, needsHuman ? [config.labels.needsHuman] : []);
  await show(ports, input, [
    ...why(ended.refusal, input.run),
    tally(input, tries),
    ...(needsHuman ? lineStopped(snapshot, claim.state.issue) : [whatFollows(ending)]),
  ]);
  const started = ending.goOn && (await sendOn(ports, snapshot, config));
  return { claim: "freed", needsHuman, started };
}

/** What stopped it, with the changes a person is asked to make where there are some. */
function why({ text, code: reason, next, diff }: Refusal, run: RunPage): readonly Markdown[] {
  const [head = "", ...more] = text.split("\n");
  return [
    md`**${head}** (${codeSpan(reason)}, in ${runLink(run)})`,
    ...(more.length === 0 ? [] : [list(more.map((line) => md`${line.replace(/^- /, "")}`))]),
    ...(diff === undefined ? [] : [code(diff, "diff")]),
    md`Next: ${next}`,
  ];
}

async function published(
  ports: ConcludePorts,
  input: ConcludeInput,
  { pullRequest, notice }: Extract<Ended, { kind: "published" }>,
): Promise<Concluded> {
  const { config } = input;
  const { inReview, needsHuman } = config.labels;
  await relabel(ports, input, [pullRequest === null ? needsHuman : inReview]);
  const head =
    pullRequest === null
      ? md`**The work is done and safe on its branch**, but there is no pull request yet (${runLink(input.run)}).`
      : md`**In review**: ${issueLink(pullRequest)} (${runLink(input.run)}).`;
  const next =
    notice === null
      ? md`Next: review it. Merging completes this task; closing it unmerged leaves the task to a person.`
      : md`${notice.text} ${notice.next}`;
  await show(ports, input, [head, next, tally(input, input.claim.state.tries)]);
  const isBlockedForAll = notice !== null && !endingOf(notice).goOn;
  const started = !isBlockedForAll && (await sendOn(ports, await ports.board.snapshot(), config));
  return { claim: "published", needsHuman: pullRequest === null, started };
}

/**
 * Whoever holds the claim now owns labels and status comment, so this run says nothing and sends nobody on. Two ends
 * nobody else would tell: a person stopped this very claim, or it was published and then something broke.
 */
async function lost(ports: ConcludePorts, input: ConcludeInput, refusal: Refusal): Promise<Concluded> {
  const { state: mine } = input.claim;
  ports.log(`task #${mine.issue}: ${refusal.text} ${refusal.next}`);
  const now = await ports.claims.read(mine.issue);
  const state = now.kind === "claim" && now.claim.state.fence === mine.fence ? now.claim.state.state : null;
  if (state === "published") {
    return published(ports, input, { kind: "published", pullRequest: null, notice: refusal });
  }
  if (state === "stopped") {
    const { ready } = input.config.labels;
    await relabel(ports, input, []);
    await show(ports, input, [
      md`**Stopped by a person** (${runLink(input.run)}). Nothing of this run was published.`,
      md`Next: put ${codeSpan(ready)} on it again to go on, after ${codeSpan("/retry")} if it is held.`,
    ]);
  }
  return { claim: "lost", needsHuman: false, started: false };
}

function sendOn(ports: ConcludePorts, snapshot: QueueSnapshot, config: Config): Promise<boolean> {
  return startNext(ports, snapshot, factsOf(snapshot, queueRules(config)), config);
}

async function relabel(ports: ConcludePorts, input: ConcludeInput, add: readonly string[]): Promise<void> {
  const { issue } = input.claim.state;
  if (add.length > 0) await ports.tracker.addLabels(issue, add);
  await ports.tracker.removeLabel(issue, input.config.labels.inProgress);
}

async function show(ports: ConcludePorts, input: ConcludeInput, blocks: readonly Markdown[]): Promise<void> {
  await putTaskStatus(ports, input.trust, input.claim.state.issue, blocks);
}

function tally({ claim, spentUsd, config }: ConcludeInput, tries: number): Markdown {
  const [now, total] = [spentUsd, claim.state.spentUsd + spentUsd].map((usd) =>
    codeSpan(`$${usd.toFixed(2)}`),
  );
  return md`Failed tries: ${tries} of ${config.run.tries}. Spent: ${now ?? ""} now, ${total ?? ""} in all.`;
}

function whatFollows({ isTry }: Ending): Markdown {
  return isTry
    ? md`The task is free again and will be tried once more.`
    : md`This does not count as a failed try. Comment ${codeSpan("/retry")} when the cause is gone: that starts it again.`;
}

function lineStopped(snapshot: QueueSnapshot, issue: number): readonly Markdown[] {
  const behind = tasksBehind(snapshot, issue);
  const retry = md`The line is stopped here: a person has to look at it, then comment ${codeSpan("/retry")}.`;
  if (behind.length === 0) return [retry];
  return [retry, md`Waiting behind it:`, list(behind.map((number) => md`${issueLink(number)}`))];
}
