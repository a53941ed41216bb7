import { done, type Outcome, refused } from "../issues/outcome.ts";
import type { ClaimState, Claims } from "./claim.ts";
import { stop } from "./claim-state.ts";

const attempts = 3;

/**
 * Moves the claim of a task to `stopped`, so that its run ends before the next model call and cannot publish. Answers
 * the stopped claim, whose `runId` is to be cancelled, or `null` where nobody was working. Refusals: `claim-foreign`, `claim-lost`.
 */
export async function stopClaim(claims: Claims, issue: number): Promise<Outcome<ClaimState | null>> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const read = await claims.read(issue);
    if (read.kind === "none") return done(null);
    if (read.kind === "foreign") {
      return refused("claim-foreign", read.text, "Look at the ref that stands there, and delete it by hand.");
    }
    const next = stop(read.claim.state);
    if (next === null) return done(null);
    const moved = await claims.move(read.claim, next);
    if (moved.kind === "moved") return done(next);
    if (moved.kind === "not-allowed") {
      return refused("branch-not-allowed", moved.text, "Cancel the workflow run by hand.");
    }
  }
  return refused(
    "claim-lost",
    `The claim of task #${issue} changed hands each time it was read.`,
    "Say `/stop` once more, or set the repository variable PAWL_DISABLED to 1.",
  );
}
