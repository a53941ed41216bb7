import type { Config } from "../config/config.ts";
import { done, type Outcome } from "../issues/outcome.ts";
import { type Busy, choose, touchSameFiles } from "./choose.ts";
import type { Claim, ClaimState, Claims } from "./claim.ts";
import type { RunAttempt } from "./claim-state.ts";
import { claimTask, notAllowed, type Skipped } from "./claim-task.ts";
import { dropClaim } from "./drop-claim.ts";
import { affordable } from "./lanes.ts";
import { queueRules } from "./queue-rules.ts";
import { factsOf, releasedBy, type Waiting } from "./readiness.ts";
import type { Board, QueueIssue } from "./snapshot.ts";

/** Port: where the base branch stands. */
export interface BaseBranch {
  /** Its name and tip (40 hex). */
  defaultBranch(): Promise<{ readonly name: string; readonly head: string }>;
}

export type TaskClaim = {
  readonly issue: QueueIssue;
  readonly claim: Claim;
  /** The claim before this one: `published` means that a branch of ours stands there already; `null` for the first. */
  readonly before: ClaimState | null;
  readonly base: { readonly name: string; readonly head: string };
  /** Login of the person whose release counts. */
  readonly releasedBy: string | null;
};

export type ClaimedTask = TaskClaim & { readonly kind: "claimed"; readonly skipped: readonly Skipped[] };

export type ClaimedTasks = {
  readonly kind: "claimed";
  /** In the order of work; at least one. */
  readonly tasks: readonly TaskClaim[];
  readonly skipped: readonly Skipped[];
};

export type NothingReady = {
  readonly kind: "nothing-ready";
  readonly waiting: readonly Waiting[];
  readonly skipped: readonly Skipped[];
};

/** As many tasks are being worked as the configuration allows at a time (`run.parallel`). */
export type LanesFull = { readonly kind: "lanes-full"; readonly live: number };

/** One more task at its whole budget could cross `run.dayUsd`; it goes on by itself on the next day (UTC). Dollars. */
export type DaySpent = { readonly kind: "day-spent"; readonly spentUsd: number; readonly dayUsd: number };

type Ports = { readonly board: Board; readonly claims: Claims; readonly baseBranch: BaseBranch };
type Input = { readonly run: RunAttempt; readonly config: Config };

/**
 * Claims the first ready task that can be had, in the order of work, while a lane is free. Refusal `branch-not-allowed`: a rule of the
 * repository forbids Pawl's refs, so that no task could be published.
 */
export async function claimNext(
  ports: Ports,
  input: Input,
): Promise<Outcome<ClaimedTask | NothingReady | LanesFull | DaySpent>> {
  const claimed = await claimTasks(ports, { ...input, most: 1 });
  if (claimed.kind === "refused") return claimed;
  const { value } = claimed;
  if (value.kind !== "claimed") return done(value);
  const [first] = value.tasks;
  return first === undefined
    ? done({ kind: "nothing-ready", waiting: [], skipped: value.skipped })
    : done({ kind: "claimed", ...first, skipped: value.skipped });
}

/** Claims of closed tasks that one run deletes at most; the next run goes on. */
const mostDropped = 20;

/**
 * Claims up to `most` tasks at once, for the lanes of a matrix, and never two that may touch the same file. What was
 * claimed is kept when a later one is refused. On the way the claims of tasks that were closed meanwhile are deleted.
 */
export async function claimTasks(
  ports: Ports,
  input: Input & { readonly most: number },
): Promise<Outcome<ClaimedTasks | NothingReady | LanesFull | DaySpent>> {
  const snapshot = await ports.board.snapshot({ kind: "released" });
  for (const number of (snapshot.closedClaims ?? []).slice(0, mostDropped))
    await dropClaim(ports.claims, number);
  const facts = factsOf(snapshot, queueRules(input.config));
  const { parallel } = input.config.run;
  const { free, busy, waiting, lanes } = choose(snapshot, facts, { parallel, runId: input.run.runId });
  if (lanes === 0) return done({ kind: "lanes-full", live: parallel });
  const skipped: Skipped[] = busy.map(busyWith);
  if (free.length === 0) return done({ kind: "nothing-ready", waiting, skipped });
  const room = affordable(snapshot, input.config.run);
  if (room === 0) {
    return done({ kind: "day-spent", spentUsd: snapshot.spentToday ?? 0, dayUsd: input.config.run.dayUsd });
  }

  const base = await ports.baseBranch.defaultBranch();
  const tasks: TaskClaim[] = [];
  for (const number of free) {
    if (tasks.length >= Math.min(input.most, lanes, room)) break;
    const issue = facts.issues.get(number);
    const other = tasks.find((task) => touchSameFiles(snapshot, task.issue.number, number));
    if (other !== undefined) skipped.push(busyWith({ number, with: other.issue.number }));
    if (issue === undefined || other !== undefined) continue;
    const answer = await claimTask(ports.claims, issue, { ...input, base: base.head });
    if (answer.kind === "not-allowed" && tasks.length === 0) return notAllowed(number, answer.text);
    if (answer.kind === "not-allowed") break;
    if (answer.kind === "skipped") skipped.push(answer.skipped);
    else {
      const { claim, before } = answer;
      tasks.push({ issue, claim, before, base, releasedBy: releasedBy(issue, facts) });
    }
  }
  return done(
    tasks.length === 0 ? { kind: "nothing-ready", waiting, skipped } : { kind: "claimed", tasks, skipped },
  );
}

function busyWith({ number, with: other }: Busy): Skipped {
  return { number, code: "files-busy", text: `#${other} is under way and touches the same files` };
}
