import type { Claim, Claims } from "./claim.ts";
import { isStillOurs } from "./claim-state.ts";

/** How long a yes holds: what a person stops goes on no longer than this, and a quick worker does not ask each time. */
const heldMilliseconds = 2_000;

/**
 * Whether a claim is still the one that `mine` is, for a worker to ask before each step. A no is final. `now` answers
 * milliseconds.
 */
export function stillOurs(
  claims: Pick<Claims, "read">,
  mine: Claim,
  now: () => number,
): () => Promise<boolean> {
  let last: { readonly at: number; readonly held: boolean } | null = null;
  return async () => {
    if (last !== null && (!last.held || now() - last.at < heldMilliseconds)) return last.held;
    const read = await claims.read(mine.state.issue);
    last = { at: now(), held: read.kind === "claim" && isStillOurs(read.claim.state, mine.state) };
    return last.held;
  };
}
