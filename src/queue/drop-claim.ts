import type { Claims } from "./claim.ts";

/**
 * Deletes the claim ref of a closed task, so that refs do not pile up. A claim whose run is under way stays until that has
 * ended; so does a ref that is no claim of ours. Answers whether it was deleted.
 */
export async function dropClaim(claims: Claims, issue: number): Promise<boolean> {
  const read = await claims.read(issue);
  if (read.kind !== "claim") return false;
  const { state, runId, runAttempt } = read.claim.state;
  if (state === "claimed" && (await claims.isAlive(runId, runAttempt))) return false;
  return (await claims.remove(read.claim)).kind === "moved";
}
