/** One attempt to claim one task, by compare-and-set. */
import type { Config } from "../config/config.ts";
import { type Outcome, refused } from "../issues/outcome.ts";
import type { Claim, ClaimRead, ClaimState, Claims } from "./claim.ts";
import { claimAgain, firstClaim, type RunAttempt, takeOver } from "./claim-state.ts";
import type { QueueIssue } from "./snapshot.ts";

/**
 * Why a ready task was passed over when it came to claiming it. `claim-lost`: another run was faster. `claimed`: its
 * holder is under way. `claim-foreign`: the claim ref does not hold a claim. `exhausted`: the claim's own count of
 * failed tries says so. `files-busy`: a task under way touches the same files.
 */
export type Skipped = {
  readonly number: number;
  readonly code: "claim-lost" | "claimed" | "claim-foreign" | "exhausted" | "files-busy";
  readonly text: string;
};

export type ClaimAttempt =
  | { readonly kind: "claimed"; readonly claim: Claim; readonly before: ClaimState | null }
  | { readonly kind: "skipped"; readonly skipped: Skipped }
  | { readonly kind: "not-allowed"; readonly text: string };

export type ClaimTaskInput = { readonly run: RunAttempt; readonly config: Config; readonly base: string };

/** `issue` is the task as the board saw it; `base` in `input` is the commit to work from (40 hex). */
export async function claimTask(
  claims: Claims,
  issue: QueueIssue,
  input: ClaimTaskInput,
): Promise<ClaimAttempt> {
  const read = await claims.read(issue.number);
  const next = await nextState(claims, read, issue, input);
  if ("code" in next) return { kind: "skipped", skipped: next };
  const last = read.kind === "claim" ? read.claim : null;
  const moved = await claims.move(last, next);
  if (moved.kind === "moved") return { kind: "claimed", claim: moved.claim, before: last?.state ?? null };
  if (moved.kind === "not-allowed") return moved;
  return { kind: "skipped", skipped: skip(issue.number, "claim-lost", "another run claimed it first") };
}

async function nextState(
  claims: Claims,
  read: ClaimRead,
  { number, tries }: QueueIssue,
  { run, config, base }: ClaimTaskInput,
): Promise<ClaimState | Skipped> {
  if (read.kind === "none") return firstClaim(number, run, base);
  if (read.kind === "foreign") return skip(number, "claim-foreign", read.text);
  const last = read.claim.state;
  if (last.state === "claimed" && (await claims.isAlive(last.runId, last.runAttempt))) {
    return skip(number, "claimed", `run ${last.runId} (attempt ${last.runAttempt}) is working on it`);
  }
  const next = last.state === "claimed" ? takeOver(last, run, base) : claimAgain(last, run, base);
  if (next === null) return skip(number, "claimed", "this run holds it already");
  if (next.tries < config.run.tries) return next;
  // The board knows of a `/retry` that an App without the right to write refs could not put into the claim.
  if (tries === 0) return { ...next, tries: 0 };
  const text = `it failed ${next.tries} times; read the last failure, then comment \`/retry\``;
  return skip(number, "exhausted", text);
}

function skip(number: number, code: Skipped["code"], text: string): Skipped {
  return { number, code, text };
}

export function notAllowed(issue: number, text: string): Outcome<never> {
  return refused(
    "branch-not-allowed",
    `The repository does not let Pawl write its refs for task #${issue}: ${text}`,
    "Allow the workflow to create refs under `refs/pawl/**` and branches under `pawl/**` (Settings → Rules), then run again.",
  );
}
