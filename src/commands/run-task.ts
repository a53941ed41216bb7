/** A run's whole story: claim the next ready task, work it, publish it, say how it ended, send the next run on. */
import type { Config } from "../config/config.ts";
import { buildChangeSet } from "../delivery/build-change-set.ts";
import type { CodeHost } from "../delivery/code-host.ts";
import { publish } from "../delivery/publish.ts";
import type { Published } from "../delivery/published.ts";
import { done, type Outcome, type Refusal, refused } from "../issues/outcome.ts";
import type { Digest } from "../issues/plan-record.ts";
import type { TaskPacket } from "../issues/task.ts";
import type { Tracker } from "../issues/tracker.ts";
import type { Trust } from "../issues/trust.ts";
import type { Claim, Claims } from "../queue/claim.ts";
import {
  type BaseBranch,
  type ClaimedTask,
  claimNext,
  type LanesFull,
  type NothingReady,
} from "../queue/claim-next.ts";
import { publish as publishedState, type RunAttempt } from "../queue/claim-state.ts";
import type { Board } from "../queue/snapshot.ts";
import { type WorkPorts, workTask } from "../tdd/work-task.ts";
import type { Worked } from "../tdd/worked.ts";
import { begin, type RunPage } from "./begin.ts";
import { type Concluded, conclude } from "./conclude.ts";
import { type Ended, endedBy } from "./ended.ts";
import { readPacket } from "./read-packet.ts";
import type { Runs } from "./runs.ts";

/** What a task is worked with, opened only once a task is claimed. `facts` are texts of the repository, in fixed order. */
export type Workshop = WorkPorts & { readonly facts: readonly string[] };

export type RunTaskPorts = {
  readonly board: Board;
  readonly claims: Claims;
  readonly baseBranch: BaseBranch;
  readonly tracker: Tracker;
  readonly codeHost: CodeHost;
  readonly runs: Runs;
  readonly digest: Digest;
  readonly log: (line: string) => void;
  /** Refusals, all before any model call: `sandbox-unavailable`, `sandbox-leak`, `no-runner`, `model-key`. */
  readonly openWorkshop: (packet: TaskPacket, claim: Claim) => Promise<Outcome<Workshop>>;
};

export type RunTaskInput = {
  readonly run: RunAttempt;
  readonly page: RunPage;
  readonly config: Config;
  /** Whose plan records and task issues count. */
  readonly trust: Trust;
  /** Real secrets of this machine; nothing that holds a part of one is published. */
  readonly secrets: readonly string[];
  /** A line for the pull request about how this machine was set up; `null` when there is nothing to say. */
  readonly remark: string | null;
};

export type TaskRun =
  | {
      readonly kind: "idle";
      readonly code: "nothing-ready" | "lanes-full" | "disabled";
      readonly text: string;
    }
  | { readonly kind: "ended"; readonly issue: number; readonly ended: Ended; readonly concluded: Concluded };

/** Refused when not even a claim could be made (`branch-not-allowed`). Everything after the claim is concluded on the task. */
export async function runTask(ports: RunTaskPorts, input: RunTaskInput): Promise<Outcome<TaskRun>> {
  const next = await claimNext(ports, { run: input.run, config: input.config });
  if (next.kind === "refused") return next;
  if (next.value.kind !== "claimed") return done(idle(next.value));
  const { claim, issue } = next.value;
  ports.log(`claimed #${issue.number}: ${issue.title}`);
  await begin(ports, {
    ...input,
    claim: claim.state,
    releasedBy: next.value.releasedBy,
    run: input.page,
    trust: own,
  });

  const attempt = await deliver(ports, input, next.value).catch((fault) => broken(ports, fault));
  const ended = endedBy(attempt.outcome);
  const spentUsd = attempt.spentUsd;
  const concluded = await conclude(ports, { ...input, claim, ended, spentUsd, run: input.page, trust: own });
  return done({ kind: "ended", issue: issue.number, ended, concluded });
}

/** A workflow's comments are its own, whichever App is configured: nobody can edit another's comment. */
const own: Trust = { app: null };

type Attempt = { readonly outcome: Outcome<Published>; readonly spentUsd: number };

async function deliver(ports: RunTaskPorts, input: RunTaskInput, task: ClaimedTask): Promise<Attempt> {
  const { releasedBy, claim, issue } = task;
  const packet = await readPacket(ports, { number: issue.number, releasedBy, trust: input.trust });
  if (packet.kind === "refused") return { outcome: packet, spentUsd: 0 };
  const workshop = await ports.openWorkshop(packet.value, claim);
  if (workshop.kind === "refused") return { outcome: workshop, spentUsd: 0 };
  const worked = await workTask(workshop.value, {
    packet: packet.value,
    facts: workshop.value.facts,
    limits: input.config.run,
    protect: input.config.protect,
  });
  if (worked.kind === "refused") return { outcome: worked, spentUsd: 0 };
  const spentUsd = worked.value.usage.usd;
  const refusal = unpublishable(worked.value);
  if (refusal !== null) return { outcome: { kind: "refused", refusal }, spentUsd };
  return { outcome: await publishWork(ports, input, claim, packet.value, worked.value), spentUsd };
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

async function publishWork(
  ports: RunTaskPorts,
  input: RunTaskInput,
  claim: Claim,
  packet: TaskPacket,
  worked: Worked,
): Promise<Outcome<Published>> {
  const built = buildChangeSet(worked, claim.state);
  if (built.kind === "impossible") {
    const text = built.violations.map((violation) => `${violation.path}: ${violation.text}`).join(" ");
    return refused(
      "change-set-rejected",
      text,
      "Nothing was published. Look at the files, then comment `/retry`.",
    );
  }
  const state = publishedState(claim.state, worked.usage.usd);
  if (state === null) return refused("claim-lost", "The claim is no longer held.", "Nothing was published.");
  const remarks = input.remark === null ? worked.remarks : [input.remark, ...worked.remarks];
  const unfinished = worked.reason === null ? null : `${worked.reason.text} ${worked.reason.next}`;
  return publish(ports, {
    changeSet: built.changeSet,
    claimMove: await ports.claims.prepare(claim, state),
    packet,
    config: input.config,
    secrets: input.secrets,
    allowDependencies: [],
    report: { reuse: worked.reuse, remarks, unfinished },
  });
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

function idle(answer: NothingReady | LanesFull): TaskRun {
  if (answer.kind === "lanes-full")
    return {
      kind: "idle",
      code: "lanes-full",
      text: `${answer.live} tasks are being worked, which is all that is allowed.`,
    };
  const waiting = answer.waiting.map(({ number, text }) => `#${number}: ${text}`);
  const skipped = answer.skipped.map(({ number, text }) => `#${number}: ${text}`);
  return {
    kind: "idle",
    code: "nothing-ready",
    text: ["No task is ready.", ...waiting, ...skipped].join("\n"),
  };
}
