import type { Config } from "../config/config.ts";
import { done, type Outcome, refused } from "../issues/outcome.ts";
import type { Claims } from "./claim.ts";
import type { BaseBranch, TaskClaim } from "./claim-next.ts";
import type { RunAttempt } from "./claim-state.ts";
import { claimTask, notAllowed } from "./claim-task.ts";
import { liveClaims } from "./lanes.ts";
import { queueRules } from "./queue-rules.ts";
import { factsOf, verdictOf } from "./readiness.ts";
import type { ReasonCode } from "./rules.ts";
import type { Board } from "./snapshot.ts";

type Ports = { readonly board: Board; readonly claims: Claims; readonly baseBranch: BaseBranch };

export type ContinueInput = {
  readonly issue: number;
  readonly run: RunAttempt;
  readonly config: Config;
  /** Login of the person with write access whose command or review this is: that is the release. */
  readonly askedBy: string;
};

/** What a command on an open pull request of ours stands in for. */
const notAsked: ReadonlySet<ReasonCode> = new Set(["open-pr", "not-released", "changed-after-release"]);

/**
 * Claims a task again that has an open pull request of ours, to go on with its branch. Refusals: `no-pull-request`,
 * `lanes-full`, any other reason of readiness, and what stands in the way of the claim itself.
 */
export async function continueClaim(ports: Ports, input: ContinueInput): Promise<Outcome<TaskClaim>> {
  const { issue: number, run, config, askedBy } = input;
  const snapshot = await ports.board.snapshot({ kind: "released", also: [number] });
  const facts = factsOf(snapshot, queueRules(config));
  const issue = facts.issues.get(number);
  if (issue === undefined || issue.openPullRequest === null) {
    return refused(
      "no-pull-request",
      `Task #${number} has no open pull request of ours.`,
      "Release the task instead; a run then starts it from the beginning.",
    );
  }
  const verdict = verdictOf(issue, facts, notAsked);
  if (verdict !== null) return refused(verdict.code, verdict.text, "Say it again when that is done.");
  const live = liveClaims(snapshot, run.runId);
  if (live >= config.run.parallel) {
    return refused(
      "lanes-full",
      `${live} tasks are being worked, which is all that is allowed.`,
      "Say it again later.",
    );
  }
  const base = await ports.baseBranch.defaultBranch();
  const answer = await claimTask(ports.claims, issue, { run, config, base: base.head });
  if (answer.kind === "not-allowed") return notAllowed(number, answer.text);
  if (answer.kind === "skipped") {
    return refused(answer.skipped.code, `Task #${number}: ${answer.skipped.text}.`, "Nothing was changed.");
  }
  const { claim, before } = answer;
  return done({ issue, claim, before, base, releasedBy: askedBy });
}
