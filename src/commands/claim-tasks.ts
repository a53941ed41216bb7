import type { Config } from "../config/config.ts";
import { done, type Outcome, refused } from "../issues/outcome.ts";
import type { Digest } from "../issues/plan-record.ts";
import type { TaskPacket } from "../issues/task.ts";
import type { Tracker } from "../issues/tracker.ts";
import type { Trust } from "../issues/trust.ts";
import type { Claims } from "../queue/claim.ts";
import {
  type BaseBranch,
  claimTasks as claimReady,
  type DaySpent,
  type LanesFull,
  type NothingReady,
  type TaskClaim,
} from "../queue/claim-next.ts";
import type { RunAttempt } from "../queue/claim-state.ts";
import type { Board } from "../queue/snapshot.ts";
import { begin, type RunPage } from "./begin.ts";
import { conclude } from "./conclude.ts";
import { showForeignClaims } from "./foreign-claim.ts";
import type { ClaimedWork } from "./handover.ts";
import { readPacket } from "./read-packet.ts";
import type { Runs } from "./runs.ts";

export type ClaimPorts = {
  readonly board: Board;
  readonly claims: Claims;
  readonly baseBranch: BaseBranch;
  readonly tracker: Pick<
    Tracker,
    "issue" | "comments" | "createComment" | "editComment" | "addLabels" | "removeLabel"
  >;
  readonly runs: Pick<Runs, "start">;
  readonly digest: Digest;
  readonly log: (line: string) => void;
};

export type ClaimInput = {
  readonly run: RunAttempt;
  readonly page: RunPage;
  readonly config: Config;
  /** Whose plan records and task issues count. */
  readonly trust: Trust;
  /** Tasks to claim at most; `run.parallel` bounds it too. */
  readonly most: number;
};

export type Idle = {
  readonly code: "nothing-ready" | "lanes-full" | "day-spent" | "disabled";
  readonly text: string;
};

/** `idle` says why not one task was claimed. A task that could not be read was given back, with the reason on it. */
export type Taken = { readonly claimed: readonly ClaimedWork[]; readonly idle: Idle | null };

/** A workflow's comments are its own, whichever App is configured: nobody can edit another's comment. */
export const own: Trust = { app: null };

/**
 * The first step of a run: claims ready tasks in the order of work, shows each as being worked, and reads what the work
 * needs to know. Refused when not even a claim could be made (`branch-not-allowed`).
 */
export async function claimTasks(ports: ClaimPorts, input: ClaimInput): Promise<Outcome<Taken>> {
  const { run, config, most } = input;
  const next = await claimReady(ports, { run, config, most });
  if (next.kind === "refused") return next;
  if (next.value.kind === "claimed" || next.value.kind === "nothing-ready")
    await showForeignClaims(ports, next.value.skipped, own);
  if (next.value.kind !== "claimed") return done({ claimed: [], idle: idle(next.value) });
  const claimed: ClaimedWork[] = [];
  let left: Idle | null = null;
  for (const task of next.value.tasks) {
    const one = await taken(ports, input, task);
    if (one !== null) claimed.push(one);
    else left = unreadable(task);
  }
  return done({ claimed, idle: claimed.length > 0 ? null : left });
}

async function taken(ports: ClaimPorts, input: ClaimInput, task: TaskClaim): Promise<ClaimedWork | null> {
  const { claim, issue, releasedBy, before } = task;
  ports.log(`claimed #${issue.number}: ${issue.title}`);
  const { page, config } = input;
  const packet = await readReleased(ports, input, task);
  if (packet.kind === "done") {
    await begin(ports, { claim: claim.state, releasedBy, run: page, config, trust: own });
    return { version: 1, claim, before, packet: packet.value };
  }
  const ended = { kind: "failed", refusal: packet.refusal } as const;
  await conclude(ports, { claim, ended, spentUsd: 0, run: page, config, trust: own });
  return null;
}

/**
 * The task's text, and that it is the text that was released: what a person wrote is read after the queue judged it, so it
 * is judged once more. A planned task's text is the plan record, which only Pawl writes.
 */
async function readReleased(
  ports: ClaimPorts,
  { trust }: ClaimInput,
  { issue, releasedBy }: TaskClaim,
): Promise<Outcome<TaskPacket>> {
  const { number } = issue;
  const packet = await readPacket(ports, { number, releasedBy, trust });
  if (packet.kind === "refused" || packet.value.spec !== null) return packet;
  const { issues } = await ports.board.snapshot({ kind: "released", also: [number] });
  const now = issues.find((one) => one.number === number);
  const changedAt = Date.parse(now?.changedAt ?? "");
  if (now?.release && !(changedAt >= Date.parse(now.release.at))) return packet;
  return refused(
    "changed-after-release",
    `Task #${number} was changed, or its release was taken back, just when a run claimed it.`,
    "Read it again and release it again.",
  );
}

function unreadable({ issue }: TaskClaim): Idle {
  return { code: "nothing-ready", text: `Task #${issue.number} could not be read; the reason stands on it.` };
}

function idle(answer: NothingReady | LanesFull | DaySpent): Idle {
  if (answer.kind === "day-spent") {
    const { spentUsd, dayUsd } = answer;
    const text = `Up to $${spentUsd.toFixed(2)} of the day's $${dayUsd.toFixed(2)} (run.dayUsd) are spent; it goes on tomorrow (UTC).`;
    return { code: "day-spent", text };
  }
  if (answer.kind === "lanes-full") {
    const text = `${answer.live} tasks are being worked, which is all that is allowed.`;
    return { code: "lanes-full", text };
  }
  const waiting = answer.waiting.map(({ number, text }) => `#${number}: ${text}`);
  const skipped = answer.skipped.map(({ number, text }) => `#${number}: ${text}`);
  return { code: "nothing-ready", text: ["No task is ready.", ...waiting, ...skipped].join("\n") };
}
