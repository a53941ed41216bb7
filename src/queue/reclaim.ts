import { done, type Outcome, refused } from "../issues/outcome.ts";
import type { Claim, ClaimState, Claims } from "./claim.ts";
import { claimAgain, type RunAttempt, takeOver } from "./claim-state.ts";

/**
 * The first step of a higher attempt of the same run (*Re-run failed jobs*): its inputs still name the claim of an earlier
 * attempt. Takes that claim over, or takes it again where that attempt gave it back and nobody claimed since. Asked twice by
 * one attempt it answers the same claim. Refusal `claim-lost`: it is somebody else's, stopped or published.
 */
export async function reclaim(
  claims: Claims,
  input: { readonly issue: number; readonly fence: number; readonly run: RunAttempt; readonly tries: number },
): Promise<Outcome<Claim>> {
  const { issue, fence, run } = input;
  const read = await claims.read(issue);
  if (read.kind !== "claim") return lost(issue);
  const last = read.claim.state;
  const isOwn = last.state === "claimed" && last.runId === run.runId && last.runAttempt === run.runAttempt;
  if (isOwn && last.fence >= fence) return done(read.claim);
  const next = nextState(last, fence, run);
  if (next === null) return lost(issue);
  if (next.tries >= input.tries) {
    return refused(
      "exhausted",
      `Task #${issue} failed ${next.tries} times.`,
      "Comment `/retry` on the task.",
    );
  }
  const moved = await claims.move(read.claim, next);
  if (moved.kind === "moved") return done(moved.claim);
  return lost(issue);
}

/** `fence` is what the inputs name: a claim of another run since then has a higher one. */
function nextState(last: ClaimState, fence: number, run: RunAttempt): ClaimState | null {
  if (last.runId !== run.runId || last.runAttempt >= run.runAttempt || last.fence < fence) return null;
  if (last.state === "claimed") return takeOver(last, run, last.base);
  return last.state === "free" ? claimAgain(last, run, last.base) : null;
}

function lost(issue: number): Outcome<never> {
  return refused(
    "claim-lost",
    `This run no longer holds the claim on task #${issue}.`,
    "Start a new run instead of running the failed jobs again.",
  );
}
