import { done, type Outcome, refused } from "../issues/outcome.ts";
import type { Claim, ClaimState, Claims } from "./claim.ts";
import { type ClaimEnd, free } from "./claim-state.ts";

/**
 * Gives a claimed task back, with what the attempt cost and whether it counts as a failed try. Refusal `claim-lost`: the
 * claim is no longer the caller's (taken over, stopped or published); nothing was changed.
 */
export async function freeClaim(claims: Claims, mine: Claim, end: ClaimEnd): Promise<Outcome<ClaimState>> {
  const next = free(mine.state, end);
  if (next === null) return lost(mine);
  const moved = await claims.move(mine, next);
  if (moved.kind === "moved") return done(moved.claim.state);
  if (moved.kind === "lost") return lost(mine);
  return refused(
    "branch-not-allowed",
    `The claim of task #${mine.state.issue} could not be given back: ${moved.text}`,
    "Nothing is lost: the claim ends with this run, and the next run takes it over.",
  );
}

function lost(mine: Claim): Outcome<never> {
  return refused(
    "claim-lost",
    `This run no longer holds the claim on task #${mine.state.issue}.`,
    "Nothing to do: whoever holds it now goes on, and nothing of this run is published.",
  );
}
