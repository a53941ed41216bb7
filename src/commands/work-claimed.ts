import type { Config } from "../config/config.ts";
import { branchOf, branchRefOf } from "../delivery/branch.ts";
import { buildChangeSet } from "../delivery/build-change-set.ts";
import type { CodeHost } from "../delivery/code-host.ts";
import { secretViolations } from "../delivery/path-policy.ts";
import type { Outcome, Refusal } from "../issues/outcome.ts";
import type { TaskPacket } from "../issues/task.ts";
import type { Claim, Claims } from "../queue/claim.ts";
import { isStillOurs, type RunAttempt } from "../queue/claim-state.ts";
import { type WorkPorts, workTask } from "../tdd/work-task.ts";
import type { Worked } from "../tdd/worked.ts";
import { builtAgain } from "./built-again.ts";
import { type ClaimedWork, nothingReported, shortRefusal, shortReport, type WorkRecord } from "./handover.ts";

/** What a task is worked with, opened only once a task is claimed. `facts` are texts of the repository, in fixed order. */
export type Workshop = WorkPorts & { readonly facts: readonly string[] };

export type WorkClaimedPorts = {
  readonly claims: Pick<Claims, "read">;
  /** Refusals, all before any model call: `sandbox-unavailable`, `sandbox-leak`, `no-runner`, `model-key`. */
  readonly openWorkshop: (packet: TaskPacket, claim: Claim) => Promise<Outcome<Workshop>>;
};

export type WorkClaimedInput = {
  readonly claimed: ClaimedWork;
  readonly config: Config;
  /** Real secrets of this machine; nothing that holds a part of one leaves it. */
  readonly secrets: readonly string[];
};

/** `changeSet` is the text of the one file that leaves the machine; `null` when there is nothing to publish. */
export type WorkedClaim = { readonly record: WorkRecord; readonly changeSet: string | null };

/** The step in which the model is: works the claimed task, and writes down what came of it. Writes nothing to GitHub. */
export async function workClaimed(ports: WorkClaimedPorts, input: WorkClaimedInput): Promise<WorkedClaim> {
  const { claimed, config } = input;
  const { claim, packet } = claimed;
  const workshop = await ports.openWorkshop(packet, claim);
  if (workshop.kind === "refused") return nothing(claimed, workshop.refusal, 0);
  const worked = await workTask(workshop.value, {
    packet,
    facts: workshop.value.facts,
    limits: config.run,
    protect: config.protect,
    mutation: config.run.mutation === "on",
    entry: config.run.entry,
  });
  if (worked.kind === "refused") return nothing(claimed, worked.refusal, 0);
  const value =
    config.run.reimplement === "on" ? await builtAgain(workshop.value, packet, worked.value) : worked.value;
  const refusal = unpublishable(value);
  if (refusal !== null) return nothing(claimed, refusal, value.usage.usd);
  return delivered(claimed, value, input.secrets);
}

/**
 * Refused with `claim-lost` when the claim is not this attempt's any more. *Re-run failed jobs* comes with the claim of
 * the attempt before, which has ended: the next run claims the task anew.
 */
export async function checkClaim(
  { claims }: { readonly claims: Pick<Claims, "read"> },
  { claim }: ClaimedWork,
  run: RunAttempt,
): Promise<Refusal | null> {
  const now = await claims.read(claim.state.issue);
  const held = now.kind === "claim" && isStillOurs(now.claim.state, claim.state);
  if (held && claim.state.runId === run.runId && claim.state.runAttempt === run.runAttempt) return null;
  return {
    code: "claim-lost",
    text: `This run does not hold the claim on task #${claim.state.issue} any more.`,
    next: "Nothing was published. Whoever holds the claim goes on, or the next run takes it.",
  };
}

/**
 * Refused with `branch-moved` when the task's branch holds commits that this claim does not start from: what would be made
 * here could not be published, so nothing is spent on it.
 */
export async function checkBranch(
  { codeHost }: { readonly codeHost: Pick<CodeHost, "ref"> },
  { claim }: ClaimedWork,
): Promise<Refusal | null> {
  const { issue, base } = claim.state;
  const head = await codeHost.ref(branchRefOf(issue));
  if (head === null || head === base) return null;
  return {
    code: "branch-moved",
    text: `\`${branchOf(issue)}\` holds commits already that this run does not start from.`,
    next: "Open its pull request by hand, or delete the branch and comment `/retry`.",
  };
}

function nothing({ claim }: ClaimedWork, refusal: Refusal, spentUsd: number): WorkedClaim {
  const { issue, fence } = claim.state;
  const record = {
    version: 1,
    issue,
    fence,
    spentUsd,
    refusal: shortRefusal(refusal),
    report: nothingReported,
  } as const;
  return { record, changeSet: null };
}

function delivered(claimed: ClaimedWork, worked: Worked, secrets: readonly string[]): WorkedClaim {
  const { state } = claimed.claim;
  const built = buildChangeSet(worked, state);
  const found = built.kind === "impossible" ? built.violations : secretViolations(built.changeSet, secrets);
  if (built.kind === "impossible" || found.length > 0) {
    const text = found.map((violation) => `${violation.path}: ${violation.text}`).join(" ");
    const next = "Nothing was published. Look at the files, then comment `/retry`.";
    return nothing(claimed, { code: "change-set-rejected", text, next }, worked.usage.usd);
  }
  const { reuse, remarks, reason } = worked;
  const unfinished = reason === null ? null : `${reason.text} ${reason.next}`;
  const report = shortReport({ reuse, remarks, unfinished });
  const { issue, fence } = state;
  const record = { version: 1, issue, fence, spentUsd: worked.usage.usd, refusal: null, report } as const;
  return { record, changeSet: JSON.stringify(built.changeSet) };
}

/** Whole tasks are published, and so are unfinished ones that hold at least one proved step, unless somebody stopped them. */
function unpublishable({ exit, steps, reason }: Worked): Refusal | null {
  if (exit === "stopped" && reason !== null) return reason;
  if (steps.length > 0) return null;
  return (
    reason ?? {
      code: "already-done",
      text: "Every criterion holds already: its tests pass without new code.",
      next: "Look at the criteria; close the task if nothing is missing.",
    }
  );
}
