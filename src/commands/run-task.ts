/** A run's whole story in one process: claim the next ready task, work it, verify it, publish it, say how it ended. */
import type { CodeHost } from "../delivery/code-host.ts";
import type { Published } from "../delivery/published.ts";
import { done, type Outcome, refused } from "../issues/outcome.ts";
import { type ClaimInput, type ClaimPorts, claimTasks, type Idle, own } from "./claim-tasks.ts";
import { type Concluded, conclude } from "./conclude.ts";
import { type Ended, endedBy } from "./ended.ts";
import type { ClaimedWork } from "./handover.ts";
import { openMissing } from "./open-missing.ts";
import { publishWork } from "./publish-work.ts";
import { type VerifyPorts, verifyWork } from "./verify-work.ts";
import { type WorkClaimedPorts, workClaimed } from "./work-claimed.ts";

export type RunTaskPorts = ClaimPorts & WorkClaimedPorts & VerifyPorts & { readonly codeHost: CodeHost };

export type RunTaskInput = Omit<ClaimInput, "most"> & {
  /** Real secrets of this machine; nothing that holds a part of one is published. */
  readonly secrets: readonly string[];
  /** A line for the pull request about how this machine was set up; `null` when there is nothing to say. */
  readonly remark: string | null;
};

export type TaskRun =
  | ({ readonly kind: "idle" } & Idle)
  | { readonly kind: "ended"; readonly issue: number; readonly ended: Ended; readonly concluded: Concluded };

/** Refused when not even a claim could be made (`branch-not-allowed`). Everything after the claim is concluded on the task. */
export async function runTask(ports: RunTaskPorts, input: RunTaskInput): Promise<Outcome<TaskRun>> {
  const taken = await claimTasks(ports, { ...input, most: 1 });
  if (taken.kind === "refused") return taken;
  const [claimed] = taken.value.claimed;
  const nothing: Idle = { code: "nothing-ready", text: "No task is ready." };
  if (claimed === undefined) return done({ kind: "idle", ...(taken.value.idle ?? nothing) });
  const attempt = await deliver(ports, input, claimed).catch((fault) => broken(ports, fault));
  const ended = endedBy(attempt.outcome);
  const { claim } = claimed;
  const { spentUsd } = attempt;
  const concluded = await conclude(ports, { ...input, claim, ended, spentUsd, run: input.page, trust: own });
  return done({ kind: "ended", issue: claim.state.issue, ended, concluded });
}

type Attempt = { readonly outcome: Outcome<Published>; readonly spentUsd: number };

async function deliver(ports: RunTaskPorts, input: RunTaskInput, claimed: ClaimedWork): Promise<Attempt> {
  const opened = await openMissing(ports, claimed);
  if (opened !== null) return { outcome: opened, spentUsd: 0 };
  const { config, secrets, remark } = input;
  const { record, changeSet } = await workClaimed(ports, { claimed, config, secrets });
  const { spentUsd, refusal, report } = record;
  if (refusal !== null) return { outcome: { kind: "refused", refusal }, spentUsd };
  if (changeSet === null) throw new Error("Work ended without a change set and without a reason.");
  const verified = await verifyWork(ports, { claimed, changeSet, config });
  if (verified.kind === "refused") return { outcome: verified, spentUsd };
  const work = { claimed, changeSet, report, spentUsd, config, secrets, remark };
  return { outcome: await publishWork(ports, work), spentUsd };
}

/** A fault in the middle: the claim must not stay behind, and the person hears one sentence, not a stack. */
function broken({ log }: RunTaskPorts, fault: unknown): Attempt {
  log(`fault: ${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}`);
  const text = "Something broke on Pawl's side in the middle of the run.";
  return {
    outcome: refused("fault", text, "The run's log has the details; the task is tried again."),
    spentUsd: 0,
  };
}
