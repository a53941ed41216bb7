import { done, type Outcome } from "../issues/outcome.ts";
import type { ClaimState, Claims } from "../queue/claim.ts";
import { stopClaim } from "../queue/stop-claim.ts";
import type { Runs } from "./runs.ts";

type Ports = {
  readonly claims: Claims;
  readonly runs: Pick<Runs, "cancel">;
  readonly log: (line: string) => void;
};

/**
 * Stops the work on a task: moves its claim to `stopped`, then cancels the run. The claim alone is enough to keep the run from
 * publishing, so a cancellation that fails is only logged. Where the caller may not write refs (an App may not), the
 * cancellation alone ends the claim: a run that has ended holds nothing. Answers the claim, or `null` where nobody worked.
 */
export async function stopTask(ports: Ports, issue: number): Promise<Outcome<ClaimState | null>> {
  const stopped = await stopClaim(ports.claims, issue);
  if (stopped.kind === "refused" && stopped.refusal.code === "branch-not-allowed") {
    const read = await ports.claims.read(issue);
    if (read.kind !== "claim" || read.claim.state.state !== "claimed") return done(null);
    await ports.runs.cancel(read.claim.state.runId);
    return done(read.claim.state);
  }
  if (stopped.kind === "refused" || stopped.value === null) return stopped;
  try {
    await ports.runs.cancel(stopped.value.runId);
  } catch (error) {
    ports.log(`run ${stopped.value.runId} could not be cancelled, its claim is stopped: ${String(error)}`);
  }
  return stopped;
}
