import { done, type Outcome } from "../issues/outcome.ts";
import type { Claim, Claims } from "../queue/claim.ts";
import type { RunAttempt } from "../queue/claim-state.ts";
import { reclaim } from "../queue/reclaim.ts";
import type { ClaimedWork } from "./handover.ts";
import { checkClaim } from "./work-claimed.ts";

/**
 * The claim to publish with. *Re-run failed jobs* comes with the claim of an earlier attempt of the same run: it is taken
 * again, if nobody else claimed the task since, so that work which was paid for is not lost. Refusals: `claim-lost`,
 * `exhausted`.
 */
export async function holdClaim(
  claims: Claims,
  claimed: ClaimedWork,
  run: RunAttempt,
  tries: number,
): Promise<Outcome<Claim>> {
  const { issue, fence, runId, runAttempt } = claimed.claim.state;
  if (runId === run.runId && runAttempt < run.runAttempt)
    return reclaim(claims, { issue, fence, run, tries });
  const lost = await checkClaim({ claims }, claimed, run);
  return lost === null ? done(claimed.claim) : { kind: "refused", refusal: lost };
}

/** The claim that this attempt holds in the end: the one it was given, or the one that a job of it took again. */
export async function heldClaim(
  { claims }: { readonly claims: Pick<Claims, "read"> },
  { claim }: ClaimedWork,
  run: RunAttempt,
): Promise<Claim> {
  if (claim.state.runAttempt === run.runAttempt) return claim;
  const now = await claims.read(claim.state.issue);
  if (now.kind !== "claim") return claim;
  const { runId, runAttempt } = now.claim.state;
  return runId === run.runId && runAttempt === run.runAttempt ? now.claim : claim;
}
