/**
 * The claim: the exclusive right of one workflow run to work a task. It lives in a ref whose commits form a chain; each
 * claim, release, takeover and publication is a commit whose parent is the previous one, so nothing is ever forced.
 */
import { z } from "zod";

export const ClaimState = z.strictObject({
  issue: z.number().int().positive(),
  state: z.enum(["claimed", "free", "published", "stopped"]),
  runId: z.number().int(),
  runAttempt: z.number().int().min(1),
  tries: z.number().int().min(0),
  fence: z.number().int().min(1),
  base: z.string().regex(/^[0-9a-f]{40}$/),
  spentUsd: z.number().min(0),
});
export type ClaimState = z.infer<typeof ClaimState>;

/** A claim as read: `oid` is the commit the ref points to, to be named as `before` by the next move. */
export type Claim = { readonly oid: string; readonly state: ClaimState };

/** A claim ref that is there but does not hold a claim (made by hand): refused, never overwritten. */
export type ClaimRead =
  | { readonly kind: "none" }
  | { readonly kind: "claim"; readonly claim: Claim }
  | { readonly kind: "foreign"; readonly text: string };

/** A ref move that is built but not made: `before` is the oid last seen (forty zeros: the ref must not exist). */
export type PreparedMove = { readonly name: string; readonly before: string; readonly after: string };

/** Port: the claim refs. `move` is a compare-and-set; exactly one of several racing callers gets `moved`. */
export interface Claims {
  read(issue: number): Promise<ClaimRead>;
  move(
    from: Claim | null,
    to: ClaimState,
  ): Promise<
    | { readonly kind: "moved"; readonly claim: Claim }
    | { readonly kind: "lost" }
    | { readonly kind: "not-allowed"; readonly text: string }
  >;
  /**
   * Creates the commit of the next state and moves nothing, so that the caller can move the claim together with other
   * refs in one atomic update (publication: claim and branch).
   */
  prepare(from: Claim, to: ClaimState): Promise<PreparedMove>;
  /** Deletes the ref, by the same compare-and-set: only while it still points to this claim. */
  remove(
    claim: Claim,
  ): Promise<{ readonly kind: "moved" | "lost" } | { readonly kind: "not-allowed"; readonly text: string }>;
  /** Whether the run attempt that holds a claim is still under way. What cannot be read counts as alive. */
  isAlive(runId: number, runAttempt: number): Promise<boolean>;
}
