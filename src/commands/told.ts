/** What each step of the Action says: a code, a sentence, its outputs, and whether the step failed. Pure. */
import type { Outcome, Refusal } from "../issues/outcome.ts";
import type { Taken } from "./claim-tasks.ts";
import type { Concluded } from "./conclude.ts";
import { type Ended, endedBy } from "./ended.ts";
import { endedText } from "./ended-of.ts";
import { shortRefusal, type WorkRecord } from "./handover.ts";
import type { TaskRun } from "./run-task.ts";
import type { Verified } from "./verify-work.ts";

export type Told = {
  readonly code: string;
  readonly text: string;
  /** A failed step stops the jobs that need it; `conclude` still runs. */
  readonly failed: boolean;
  /** Beside `outcome`, by the names of action.yml. */
  readonly outputs: Readonly<Record<string, string>>;
};

/** A step that could not do its part. `ended` tells `conclude` why. */
export function refusalTold(refusal: Refusal): Told {
  const { code, text, next } = refusal;
  const ended = endedBy({ kind: "refused", refusal: shortRefusal(refusal) });
  return { code, text: `${text} ${next}`, failed: true, outputs: { ended: endedText(ended) } };
}

/** `unopened`: the tasks whose work stands on its branch already and only needs a pull request. */
export function claimTold(outcome: Outcome<Taken>, unopened: ReadonlySet<number>): Told {
  if (outcome.kind === "refused") return refusalTold(outcome.refusal);
  const { claimed, idle } = outcome.value;
  if (claimed.length === 0) {
    const { code, text } = idle ?? { code: "nothing-ready", text: "No task is ready." };
    return { code, text, failed: false, outputs: { tasks: "[]" } };
  }
  const tasks = claimed.map((work) => ({
    issue: work.packet.number,
    fence: work.claim.state.fence,
    base: work.claim.state.base,
    worked: unopened.has(work.packet.number),
    claim: JSON.stringify(work),
  }));
  const numbers = tasks.map(({ issue }) => `#${issue}`).join(", ");
  return {
    code: "claimed",
    text: `Claimed ${numbers}.`,
    failed: false,
    outputs: { tasks: JSON.stringify(tasks) },
  };
}

/** Work that ended with a reason is no failed step: the reason is the answer, and `conclude` says it. */
export function workTold({ issue, spentUsd, refusal }: WorkRecord): Told {
  const outputs = { issue: String(issue), "spent-usd": spentUsd.toFixed(6) };
  if (refusal === null) return { code: "worked", text: `Task #${issue} is worked.`, failed: false, outputs };
  const told = refusalTold(refusal);
  return { ...told, failed: false, outputs: { ...outputs, ...told.outputs } };
}

export function verifyTold(outcome: Outcome<Verified>): Told {
  if (outcome.kind === "refused") return refusalTold(outcome.refusal);
  const { digest, steps } = outcome.value;
  return { code: "verified", text: `${steps} steps replayed.`, failed: false, outputs: { verified: digest } };
}

export function publishTold(outcome: Outcome<{ readonly ended: Ended; readonly issue: number }>): Told {
  if (outcome.kind === "refused") return refusalTold(outcome.refusal);
  const { ended, issue } = outcome.value;
  const told = endTold(ended, issue);
  return { ...told, outputs: { ...told.outputs, ended: endedText(shortEnd(ended)) } };
}

export function concludeTold(ended: Ended, concluded: Concluded, issue: number): Told {
  const { code, text, outputs } = endTold(ended, issue);
  return { code, text: `${text} The claim is ${concluded.claim}.`, failed: false, outputs };
}

export function runTold(outcome: Outcome<TaskRun>): Told {
  if (outcome.kind === "refused") return refusalTold(outcome.refusal);
  const run = outcome.value;
  if (run.kind === "idle") return { code: run.code, text: run.text, failed: false, outputs: {} };
  return { ...endTold(run.ended, run.issue), failed: false };
}

function endTold(ended: Ended, number: number): Told {
  const issue = String(number);
  if (ended.kind !== "published") {
    const { code, text, next } = ended.refusal;
    return { code, text: `${text} ${next}`, failed: true, outputs: { issue } };
  }
  const pull = String(ended.pullRequest ?? "");
  const text = `Task #${issue}: pull request #${pull}`;
  return { code: "published", text, failed: false, outputs: { issue, "pull-request": pull } };
}

function shortEnd(ended: Ended): Ended {
  if (ended.kind === "published")
    return { ...ended, notice: ended.notice === null ? null : shortRefusal(ended.notice) };
  return { ...ended, refusal: shortRefusal(ended.refusal) };
}
