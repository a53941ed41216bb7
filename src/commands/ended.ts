import type { Outcome, Refusal } from "../issues/outcome.ts";

/**
 * How the work on a task ended. `published`: claim and branch have moved; `pullRequest` is `null` where GitHub refused
 * it, and `notice` says why. `failed`: nothing was published. `lost`: the claim is somebody else's, or was stopped.
 */
export type Ended =
  | { readonly kind: "published"; readonly pullRequest: number | null; readonly notice: Refusal | null }
  | { readonly kind: "failed"; readonly refusal: Refusal }
  | { readonly kind: "lost"; readonly refusal: Refusal };

/** Reads the answer of working or publishing a task: which refusals leave the work published, which mean it is not ours. */
export function endedBy(outcome: Outcome<{ readonly pullRequest: { readonly number: number } }>): Ended {
  if (outcome.kind === "done") {
    return { kind: "published", pullRequest: outcome.value.pullRequest.number, notice: null };
  }
  const { refusal } = outcome;
  if (refusal.code === "pull-request-not-allowed") {
    return { kind: "published", pullRequest: null, notice: refusal };
  }
  const isLost = refusal.code === "claim-lost" || refusal.code === "stopped";
  return { kind: isLost ? "lost" : "failed", refusal };
}
