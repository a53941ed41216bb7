/** Who takes part in the model of the claim protocol, and what must be true at every end. */
import { defaultConfig } from "../../src/config/config.ts";
import type { Claim, ClaimState, Claims } from "../../src/queue/claim.ts";
import * as ways from "../../src/queue/claim-state.ts";
import { claimTask } from "../../src/queue/claim-task.ts";
import { freeClaim } from "../../src/queue/free-claim.ts";
import { stopClaim } from "../../src/queue/stop-claim.ts";
import {
  compareAndSet,
  explore,
  type MayMove,
  type Program,
  type Seat,
  type Shared,
} from "./protocol-model.ts";
import { aTask } from "./queue-issue.ts";

const base = "b".repeat(40);
export const number = 14;
const runOf = (worker: number) => ({ runId: worker + 1, runAttempt: 1 });
/** Tries are no limit here, so that the task can always go on. */
const config = { ...defaultConfig, run: { ...defaultConfig.run, tries: 99 } };

/** The parts that a broken variant replaces; everything else is the product's own. */
export type Parts = {
  readonly claims: (real: Claims, seat: Seat) => Claims;
  readonly publish: (seat: Seat, claims: Claims, mine: Claim) => Promise<void>;
  readonly free: (seat: Seat, claims: Claims, mine: Claim) => Promise<void>;
  readonly retry: typeof ways.retry;
  readonly mayMove: MayMove;
};

/** As delivery does it: the claim moves to `published` and the branch with it, from the claim this run holds. */
export async function publishMine(seat: Seat, claims: Claims, mine: Claim): Promise<void> {
  const state = ways.publish(mine.state, 1);
  if (state === null) return;
  const moved = await claims.move(mine, state);
  if (moved.kind === "moved") seat.published.push({ by: seat.worker, fence: state.fence });
}

export const real: Parts = {
  claims: (claims) => claims,
  publish: publishMine,
  free: async (_seat, claims, mine) => void (await freeClaim(claims, mine, { spentUsd: 1, failed: true })),
  retry: ways.retry,
  mayMove: compareAndSet,
};

type End = "publishes" | "fails" | "dies" | "returns late";

/** A run: claims, works, and ends in one of four ways. Late: its run is over, but the process comes back and publishes. */
export function worker(parts: Parts, end: End): Program {
  return async (seat) => {
    const claims = parts.claims(seat.claims, seat);
    await seat.turn();
    // The board, which may be out of date by the time of the claim: an open pull request of ours says no.
    if (seat.published.length > 0) return;
    const issue = aTask(number, { tries: 1 });
    const answer = await claimTask(claims, issue, { run: runOf(seat.worker), config, base });
    if (answer.kind !== "claimed") return;
    // The branch stands already: the run finds its pull request and gives the claim back as it was.
    const again = answer.before?.state === "published" ? ways.publish(answer.claim.state, 0) : null;
    if (again !== null) return void (await claims.move(answer.claim, again));
    if (end === "dies" || end === "returns late") {
      await seat.turn();
      seat.ended.add(`${runOf(seat.worker).runId}/1`);
    }
    if (end === "publishes" || end === "returns late") await parts.publish(seat, claims, answer.claim);
    if (end === "fails") await parts.free(seat, claims, answer.claim);
  };
}

const stopper =
  (parts: Parts): Program =>
  async (seat) =>
    void (await stopClaim(parts.claims(seat.claims, seat), number));

/** A person's `/retry`, as the command does it. */
const retrier =
  (parts: Parts): Program =>
  async (seat) => {
    const read = await seat.claims.read(number);
    if (read.kind !== "claim") return;
    const { runId, runAttempt } = read.claim.state;
    const next = parts.retry(read.claim.state, await seat.claims.isAlive(runId, runAttempt));
    if (next !== null) await seat.claims.move(read.claim, next);
  };

/** What must be true however the steps fell; `null` when all of it is. */
export function judge({ chain, published }: Shared): string | null {
  for (const [index, { state, ended: then, by }] of chain.entries()) {
    const before = chain[index - 1]?.state ?? null;
    if (before === null && state.state !== "claimed") return "the chain does not begin with a claim";
    const fault = before === null ? null : faultOf(before, state, then, by);
    if (fault !== null) return fault;
  }
  if (published.length > 1) return "published twice";
  const isInChain = published.every((one) =>
    chain.some(({ state, by }) => state.state === "published" && by === one.by && state.fence === one.fence),
  );
  if (!isInChain) return "the branch moved without the claim";
  // The run afterwards found the task published, or got it and published it: it is never stuck.
  return published.length === 1 ? null : "the task is lost";
}

function faultOf(
  before: ClaimState,
  after: ClaimState,
  ended: ReadonlySet<string>,
  by: number,
): string | null {
  const isSameHolder = before.runId === after.runId && before.fence === after.fence;
  if (after.spentUsd < before.spentUsd) return "money was forgotten";
  if (before.state === "published") return null;
  if (after.state === "claimed") {
    if (after.fence !== before.fence + 1) return "a new holder without a fence of its own";
    if (after.runId !== by + 1) return "a claim in another run's name";
    if (before.state !== "claimed") return after.tries < before.tries ? "tries were forgotten" : null;
    if (!ended.has(`${before.runId}/1`)) return "two runs held the task";
    return after.tries === before.tries + 1 ? null : "a dead run did not count as a try";
  }
  if (after.state === "published") {
    const isOwn = before.state === "claimed" && isSameHolder && after.runId === by + 1;
    return isOwn ? null : "published by a run that did not hold it";
  }
  if (after.state === "stopped") return isSameHolder && before.state === "claimed" ? null : "a wrong stop";
  const isRetry = after.tries === 0;
  if (isRetry && before.state === "claimed" && !ended.has(`${before.runId}/1`))
    return "freed under a live run";
  return isRetry || after.runId === by + 1 ? null : "given back by a run that did not hold it";
}

type Scene = { readonly name: string; readonly cast: (parts: Parts) => readonly Program[] };

export const scenes: readonly Scene[] = [
  {
    name: "a zombie, a run that dies and one that publishes: two takeovers",
    cast: (parts) => [worker(parts, "returns late"), worker(parts, "dies"), worker(parts, "publishes")],
  },
  {
    name: "two zombies and a run that fails",
    cast: (parts) => [worker(parts, "returns late"), worker(parts, "returns late"), worker(parts, "fails")],
  },
  {
    name: "three runs in the same second, one of which fails",
    cast: (parts) => [worker(parts, "publishes"), worker(parts, "fails"), worker(parts, "publishes")],
  },
  {
    name: "a person stops while a zombie comes back and another run takes over",
    cast: (parts) => [worker(parts, "returns late"), worker(parts, "publishes"), stopper(parts)],
  },
  {
    name: "a person says /retry while one run dies and others claim",
    cast: (parts) => [worker(parts, "dies"), worker(parts, "fails"), retrier(parts)],
  },
];

export async function check(parts: Parts): Promise<{ schedules: number; broken: string | null }> {
  let schedules = 0;
  for (const scene of scenes) {
    const explored = await explore(scene.cast(parts), worker(parts, "publishes"), judge, parts.mayMove);
    schedules += explored.schedules;
    if (explored.broken !== null) return { schedules, broken: explored.broken };
  }
  return { schedules, broken: null };
}
