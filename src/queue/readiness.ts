/** The one readiness function: list, claim, `/why`, labels, status comment and `pawl ready` all ask it. */
import { ancestries } from "./ancestry.ts";
import { inOrder } from "./order.ts";
import { isLeafTask, ownEdges } from "./own-edges.ts";
import { defaultQueueRules, type QueueRules } from "./queue-rules.ts";
import { reason } from "./reason.ts";
import { effectiveRelease } from "./release.ts";
import { type Facts, type ReasonCode, readinessRules } from "./rules.ts";
import type { QueueIssue, QueueSnapshot } from "./snapshot.ts";

/** Why one issue does not run. `ref` is the issue or pull request to look at; `text` is one sentence with the next step. */
export type Waiting = {
  readonly number: number;
  readonly code: ReasonCode;
  readonly ref: number | null;
  readonly text: string;
};

/** `ready` in the order of work; `waiting` holds the other open tasks by number. */
export type Verdicts = { readonly ready: readonly number[]; readonly waiting: readonly Waiting[] };

/** Pure, and linear in issues and edges but for the final sort. */
export function verdicts(snapshot: QueueSnapshot, rules: QueueRules = defaultQueueRules): Verdicts {
  return verdictsFrom(snapshot, factsOf(snapshot, rules));
}

/** The same, where the facts of the snapshot are at hand. */
export function verdictsFrom(snapshot: QueueSnapshot, facts: Facts): Verdicts {
  const ready: QueueIssue[] = [];
  const waiting: Waiting[] = [];
  for (const issue of snapshot.issues) {
    if (issue.state !== "open" || !isLeafTask(issue)) continue;
    const verdict = verdictOf(issue, facts);
    if (verdict === null) ready.push(issue);
    else waiting.push(verdict);
  }
  return {
    ready: inOrder(ready, snapshot.issues, facts.edges),
    waiting: waiting.sort((a, b) => a.number - b.number),
  };
}

/** The facts of one snapshot, to judge single issues with `verdictOf`. */
export function factsOf(snapshot: QueueSnapshot, rules: QueueRules = defaultQueueRules): Facts {
  const issues = new Map<number, QueueIssue>();
  for (const issue of snapshot.issues) issues.set(issue.number, issue);
  return {
    now: Date.parse(snapshot.now),
    issues,
    edges: ownEdges(snapshot.issues),
    ancestry: ancestries(issues),
    rules,
  };
}

/**
 * `null`: ready. Else the first rule that does not hold. Judges any issue, a closed one and a container too. Rules in
 * `except` are not asked.
 */
export function verdictOf(
  issue: QueueIssue,
  facts: Facts,
  except: ReadonlySet<ReasonCode> = none,
): Waiting | null {
  for (const [code, rule] of readinessRules) {
    if (except.has(code)) continue;
    const finding = rule(issue, facts);
    if (finding === null) continue;
    return { number: issue.number, code, ref: finding.ref, text: reason(code, finding.ref, facts.rules) };
  }
  return null;
}

const none: ReadonlySet<ReasonCode> = new Set();

/** Whether something before it must still be completed or decided, released or not: what the label `blocked` says. */
export function isBlocked(issue: QueueIssue, facts: Facts): boolean {
  return readinessRules.some(([code, rule]) => blockingCodes.has(code) && rule(issue, facts) !== null);
}

const blockingCodes: ReadonlySet<ReasonCode> = new Set([
  "dependency-cycle",
  "unknown-blocker",
  "blocker-abandoned",
  "blocked-by",
  "ancestor-blocked",
]);

/** Login of the person whose release counts for the task now, or `null`. */
export function releasedBy(issue: QueueIssue, facts: Facts): string | null {
  return effectiveRelease(issue, facts.ancestry(issue.parent).release)?.by ?? null;
}
