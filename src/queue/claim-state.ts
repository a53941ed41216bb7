/**
 * The states of a claim and the only ways between them. Pure: each function answers the next state, or `null` where
 * this way does not lead on from here. The fence grows with every new holder, so that a late one is known by it.
 */
import type { ClaimState } from "./claim.ts";

/** One attempt of one workflow run. */
export type RunAttempt = { readonly runId: number; readonly runAttempt: number };

/** How a holder's work ended: what it cost (dollars of this attempt alone), and whether it counts as a failed try. */
export type ClaimEnd = { readonly spentUsd: number; readonly failed: boolean };

/** The first claim ever on a task. `base` is the commit the work starts from (40 hex). */
export function firstClaim(issue: number, run: RunAttempt, base: string): ClaimState {
  return { issue, state: "claimed", ...attempt(run), tries: 0, fence: 1, base, spentUsd: 0 };
}

/**
 * A claim on a task that nobody holds: freed, stopped and released again, or published and to be continued. Money spent
 * and failed tries stay with the task.
 */
export function claimAgain(last: ClaimState, run: RunAttempt, base: string): ClaimState | null {
  if (last.state === "claimed") return null;
  return { ...last, ...attempt(run), state: "claimed", fence: last.fence + 1, base };
}

/** Takes a claim over from a holder that has ended without a word, which counts as a failed try. */
export function takeOver(last: ClaimState, run: RunAttempt, base: string): ClaimState | null {
  if (last.state !== "claimed" || isSameAttempt(last, run)) return null;
  return { ...last, ...attempt(run), fence: last.fence + 1, tries: last.tries + 1, base };
}

/** The holder gives the task back. */
export function free(last: ClaimState, end: ClaimEnd): ClaimState | null {
  return last.state === "claimed" ? { ...ended(last, end), state: "free" } : null;
}

/** The holder's work becomes a pull request. */
export function publish(last: ClaimState, spentUsd: number): ClaimState | null {
  if (last.state !== "claimed") return null;
  return { ...ended(last, { spentUsd, failed: false }), state: "published" };
}

/** A person stops the work. No failed try: a person's word is not the task's fault. */
export function stop(last: ClaimState): ClaimState | null {
  return last.state === "claimed" ? { ...last, state: "stopped" } : null;
}

/**
 * A person asks for another go: the count of failed tries starts anew, the money stays spent. Not while a holder is
 * under way (`isAlive`); one that ended without a word loses the claim.
 */
export function retry(last: ClaimState, isAlive: boolean): ClaimState | null {
  return last.state === "claimed" && isAlive ? null : { ...last, state: "free", tries: 0 };
}

/** Failed tries of a task as readiness counts them: a holder that ended without a word has failed too. */
export function failedTries(last: ClaimState, isAlive: boolean): number {
  return last.state === "claimed" && !isAlive ? last.tries + 1 : last.tries;
}

/** Whether `now`, read from the ref, is still the claim that `mine` is: same holder, same fence, still claimed. */
export function isStillOurs(now: ClaimState, mine: ClaimState): boolean {
  return now.state === "claimed" && now.fence === mine.fence && isSameAttempt(now, mine);
}

function isSameAttempt(a: RunAttempt, b: RunAttempt): boolean {
  return a.runId === b.runId && a.runAttempt === b.runAttempt;
}

function ended(last: ClaimState, { spentUsd, failed }: ClaimEnd): ClaimState {
  return { ...last, spentUsd: last.spentUsd + spentUsd, tries: last.tries + (failed ? 1 : 0) };
}

function attempt({ runId, runAttempt }: RunAttempt): RunAttempt {
  return { runId, runAttempt };
}
