/** One small function per readiness rule, in the order that decides which code a task gets. */
import type { Ancestry } from "./ancestry.ts";
import { abandonedBlocker, hasUnknownBlocker, openBlocker } from "./blockers.ts";
import { hasLabel } from "./has-label.ts";
import type { OwnEdges } from "./own-edges.ts";
import { isLeafTask } from "./own-edges.ts";
import type { QueueRules } from "./queue-rules.ts";
import { effectiveRelease, isAtOrAfter } from "./release.ts";
import type { QueueIssue } from "./snapshot.ts";

/** Everything a rule may look at. `now` in milliseconds since 1970. */
export type Facts = {
  readonly now: number;
  readonly issues: ReadonlyMap<number, QueueIssue>;
  readonly edges: OwnEdges;
  readonly ancestry: (parent: number | null) => Ancestry;
  readonly rules: QueueRules;
};

/** `null`: the rule holds. Else the issue or pull request to look at, itself `null` where the code names none. */
type Finding = { readonly ref: number | null } | null;
type Rule = (task: QueueIssue, facts: Facts) => Finding;

const broken = { ref: null };
const when = (isBroken: boolean): Finding => (isBroken ? broken : null);
const at = (ref: number | null): Finding => (ref === null ? null : { ref });

function changedAfterRelease(task: QueueIssue, facts: Facts): Finding {
  const release = effectiveRelease(task, facts.ancestry(task.parent).release);
  if (release === null) return null;
  const isChanged = task.changedAt !== null && isAtOrAfter(task.changedAt, release);
  return when(isChanged || (release !== task.release && isAtOrAfter(task.createdAt, release)));
}

function held(task: QueueIssue, { now, rules }: Facts): Finding {
  const isDeferred = task.deferUntil !== null && Date.parse(task.deferUntil) > now;
  return when(isDeferred || hasLabel(task.labels, rules.needsHumanLabel));
}

/** First failing row from top to bottom is the reason. */
export const readinessRules = [
  ["not-open", (task) => when(task.state !== "open")],
  ["not-task", (task) => when(!isLeafTask(task))],
  ["no-criteria", (task) => when(!task.hasCriteria)],
  [
    "not-released",
    (task, facts) => when(effectiveRelease(task, facts.ancestry(task.parent).release) === null),
  ],
  ["changed-after-release", changedAfterRelease],
  ["dependency-cycle", (task, { edges }) => when(edges.onCycle(task.number))],
  [
    "unknown-blocker",
    (task, facts) => when(hasUnknownBlocker(task, facts.issues) || facts.ancestry(task.parent).unknown),
  ],
  ["blocker-abandoned", (task, { issues }) => at(abandonedBlocker(task, issues))],
  ["blocked-by", (task, { issues }) => at(openBlocker(task, issues))],
  ["ancestor-blocked", (task, { ancestry }) => at(ancestry(task.parent).blocker)],
  ["claimed", (task) => when(task.claim?.alive === true)],
  ["open-pr", (task) => at(task.openPullRequest)],
  ["held", held],
  ["exhausted", (task, { rules }) => when(task.tries >= rules.tries || !task.budgetLeft)],
] as const satisfies readonly (readonly [string, Rule])[];

export type ReasonCode = (typeof readinessRules)[number][0];
