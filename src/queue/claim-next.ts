import type { Config } from "../config/config.ts";
import { done, type Outcome, refused } from "../issues/outcome.ts";
import type { Claim, ClaimRead, ClaimState, Claims } from "./claim.ts";
import { claimAgain, firstClaim, type RunAttempt, takeOver } from "./claim-state.ts";
import { liveClaims } from "./lanes.ts";
import { queueRules } from "./queue-rules.ts";
import { factsOf, releasedBy, verdictsFrom, type Waiting } from "./readiness.ts";
import type { Board, QueueIssue } from "./snapshot.ts";

/** Port: where the base branch stands. */
export interface BaseBranch {
  /** Its name and tip (40 hex). */
  defaultBranch(): Promise<{ readonly name: string; readonly head: string }>;
}

/**
 * Why a ready task was passed over when it came to claiming it. `claim-lost`: another run was faster. `claimed`: its
 * holder is under way. `claim-foreign`: the claim ref does not hold a claim. `exhausted`: the claim's own count of
 * failed tries says so.
 */
type Skipped = {
  readonly number: number;
  readonly code: "claim-lost" | "claimed" | "claim-foreign" | "exhausted";
  readonly text: string;
};

export type ClaimedTask = {
  readonly kind: "claimed";
  readonly issue: QueueIssue;
  readonly claim: Claim;
  /** The claim before this one: `published` means that a branch of ours stands there already; `null` for the first. */
  readonly before: ClaimState | null;
  readonly base: { readonly name: string; readonly head: string };
  /** Login of the person whose release counts. */
  readonly releasedBy: string | null;
  readonly skipped: readonly Skipped[];
};

export type NothingReady = {
  readonly kind: "nothing-ready";
  readonly waiting: readonly Waiting[];
  readonly skipped: readonly Skipped[];
};

/** As many tasks are being worked as the configuration allows at a time (`run.parallel`). */
export type LanesFull = { readonly kind: "lanes-full"; readonly live: number };

type Ports = { readonly board: Board; readonly claims: Claims; readonly baseBranch: BaseBranch };
type Input = { readonly run: RunAttempt; readonly config: Config };

/**
 * Claims the first ready task that can be had, in the order of work, while a lane is free. Refusal `branch-not-allowed`: a rule of the
 * repository forbids Pawl's refs, so that no task could be published.
 */
export async function claimNext(
  ports: Ports,
  input: Input,
): Promise<Outcome<ClaimedTask | NothingReady | LanesFull>> {
  const snapshot = await ports.board.snapshot();
  const live = liveClaims(snapshot, input.run.runId);
  if (live >= input.config.run.parallel) return done({ kind: "lanes-full", live });
  const facts = factsOf(snapshot, queueRules(input.config));
  const { ready, waiting } = verdictsFrom(snapshot, facts);
  if (ready.length === 0) return done({ kind: "nothing-ready", waiting, skipped: [] });

  const base = await ports.baseBranch.defaultBranch();
  const skipped: Skipped[] = [];
  for (const number of ready) {
    const issue = facts.issues.get(number);
    if (issue === undefined) continue;
    const answer = await tryClaim(ports.claims, number, input, base.head);
    if (answer.kind === "claimed") {
      const by = releasedBy(issue, facts);
      return done({ ...answer, issue, base, releasedBy: by, skipped });
    }
    if (answer.kind === "not-allowed") return notAllowed(number, answer.text);
    skipped.push(answer.skipped);
  }
  return done({ kind: "nothing-ready", waiting, skipped });
}

type Attempt =
  | { readonly kind: "claimed"; readonly claim: Claim; readonly before: ClaimState | null }
  | { readonly kind: "skipped"; readonly skipped: Skipped }
  | { readonly kind: "not-allowed"; readonly text: string };

async function tryClaim(claims: Claims, issue: number, input: Input, base: string): Promise<Attempt> {
  const read = await claims.read(issue);
  const next = await nextState(claims, read, issue, input, base);
  if ("code" in next) return { kind: "skipped", skipped: next };
  const last = read.kind === "claim" ? read.claim : null;
  const moved = await claims.move(last, next);
  if (moved.kind === "moved") return { kind: "claimed", claim: moved.claim, before: last?.state ?? null };
  if (moved.kind === "not-allowed") return moved;
  return { kind: "skipped", skipped: skip(issue, "claim-lost", "another run claimed it first") };
}

async function nextState(
  claims: Claims,
  read: ClaimRead,
  issue: number,
  { run, config }: Input,
  base: string,
): Promise<ClaimState | Skipped> {
  if (read.kind === "none") return firstClaim(issue, run, base);
  if (read.kind === "foreign") return skip(issue, "claim-foreign", read.text);
  const last = read.claim.state;
  if (last.state === "claimed" && (await claims.isAlive(last.runId, last.runAttempt))) {
    return skip(issue, "claimed", `run ${last.runId} (attempt ${last.runAttempt}) is working on it`);
  }
  const next = last.state === "claimed" ? takeOver(last, run, base) : claimAgain(last, run, base);
  if (next === null) return skip(issue, "claimed", "this run holds it already");
  if (next.tries >= config.run.tries) {
    return skip(
      issue,
      "exhausted",
      `it failed ${next.tries} times; read the last failure, then comment \`/retry\``,
    );
  }
  return next;
}

function skip(number: number, code: Skipped["code"], text: string): Skipped {
  return { number, code, text };
}

function notAllowed(issue: number, text: string): Outcome<never> {
  return refused(
    "branch-not-allowed",
    `The repository does not let Pawl write its refs for task #${issue}: ${text}`,
    "Allow the workflow to create refs under `refs/pawl/**` and branches under `pawl/**` (Settings → Rules), then run again.",
  );
}
