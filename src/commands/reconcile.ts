import type { Config } from "../config/config.ts";
import type { CodeHost } from "../delivery/code-host.ts";
import { done, type Outcome } from "../issues/outcome.ts";
import type { Digest } from "../issues/plan-record.ts";
import type { Tracker } from "../issues/tracker.ts";
import type { Trust } from "../issues/trust.ts";
import type { Claims } from "../queue/claim.ts";
import { queueRules } from "../queue/queue-rules.ts";
import { factsOf } from "../queue/readiness.ts";
import type { Facts } from "../queue/rules.ts";
import type { Board, QueueIssue, QueueSnapshot } from "../queue/snapshot.ts";
import { askAgain, changedTasks } from "./ask-again.ts";
import { type ClosePorts, closeFinished } from "./close-finished.ts";
import { edgeLabelChanges, satisfiedLabels } from "./edge-labels.ts";
import { finishedContainers } from "./finished.ts";
import { labelChanges } from "./label-projection.ts";
import type { Runs } from "./runs.ts";
import { specsOf } from "./specs-of.ts";
import { startNext } from "./start-next.ts";
import { stopTask } from "./stop-task.ts";

export type ReconcilePorts = {
  readonly board: Board;
  readonly tracker: ClosePorts["tracker"] & Pick<Tracker, "addLabels" | "removeLabel" | "deleteLabel">;
  readonly claims: Claims;
  readonly codeHost: Pick<CodeHost, "pullRequestOf">;
  readonly digest: Digest;
  readonly runs: Runs;
  /** Brings the status comment of a spec up to date with the snapshot. */
  readonly refreshStatus: (spec: number, snapshot: QueueSnapshot) => Promise<void>;
  readonly log: (line: string) => void;
};

/**
 * `issue` is where something happened, a hint only; `null` looks at every spec (sweep). `runEnded`: nothing but the end of
 * a run is known to have happened.
 */
export type ReconcileInput = {
  readonly issue: number | null;
  readonly runEnded?: boolean;
  readonly config: Config;
  readonly trust: Trust;
};

/** What was done. Issue numbers; `started` says whether one more run was asked for. */
export type Reconciled = {
  readonly relabelled: readonly number[];
  readonly stopped: readonly number[];
  readonly closed: readonly number[];
  readonly started: boolean;
};

/**
 * Brings GitHub's picture up to the truth and takes the next step: reads everything anew, so that lost, repeated and
 * disordered events do no harm. A step that fails on one issue is logged and does not hold up the others.
 */
export async function reconcile(ports: ReconcilePorts, input: ReconcileInput): Promise<Outcome<Reconciled>> {
  const snapshot = await ports.board.snapshot();
  const facts = factsOf(snapshot, queueRules(input.config));

  const stopped = await stopWithdrawn(ports, facts);
  const relabelled = await repairLabels(ports, facts, input.config);
  await askAllAgain(ports, facts, input.trust);
  const closed = await closeAll(ports, facts, input.trust);
  for (const spec of specsOf(facts.issues, input.issue)) {
    await attempt(ports, `status of #${spec}`, () => ports.refreshStatus(spec, snapshot));
  }
  const started = await startAfter(ports, stopped.length > 0 ? null : { snapshot, facts }, input);
  return done({ stopped, relabelled, closed, started });
}

/** A lane that was just emptied by stopping a run may be taken at once; the end of that run starts nothing by itself. */
async function startAfter(
  ports: ReconcilePorts,
  seen: { readonly snapshot: QueueSnapshot; readonly facts: Facts } | null,
  { config, runEnded }: ReconcileInput,
): Promise<boolean> {
  if (seen !== null) return startNext(ports, seen.snapshot, seen.facts, config, runEnded);
  const snapshot = await ports.board.snapshot();
  return startNext(ports, snapshot, factsOf(snapshot, queueRules(config)), config);
}

/** A task that is closed, or from which the release was taken, while a run works on it. */
async function stopWithdrawn(ports: ReconcilePorts, facts: Facts): Promise<readonly number[]> {
  const stopped: number[] = [];
  for (const issue of facts.issues.values()) {
    if (!isWithdrawn(issue, facts)) continue;
    const ok = await attempt(ports, `stop of #${issue.number}`, async () => {
      const outcome = await stopTask(ports, issue.number);
      if (outcome.kind === "refused") throw new Error(outcome.refusal.text);
    });
    if (ok) stopped.push(issue.number);
  }
  return stopped;
}

/**
 * Only a release that is gone from the task and all its ancestors counts: access that cannot be read just now must not
 * stop work that somebody released. Work on an open pull request was asked for by a command, not by a label.
 */
function isWithdrawn(issue: QueueIssue, facts: Facts): boolean {
  if (issue.claim?.alive !== true || issue.openPullRequest !== null) return false;
  const ofAncestors = issue.planned ? facts.ancestry(issue.parent).release : null;
  return issue.state === "closed" || (issue.release === null && ofAncestors === null);
}

async function repairLabels(ports: ReconcilePorts, facts: Facts, config: Config): Promise<readonly number[]> {
  const repaired: number[] = [];
  const changes = [...labelChanges(facts, config.labels), ...edgeLabelChanges(facts, config.labels)];
  // A label that no issue needs any more goes from the repository, which takes it off every issue.
  const satisfied = satisfiedLabels(facts, config.labels);
  for (const name of satisfied) await attempt(ports, `label ${name}`, () => ports.tracker.deleteLabel(name));
  for (const { number, add, remove } of changes) {
    const ok = await attempt(ports, `labels of #${number}`, async () => {
      if (add.length > 0) await ports.tracker.addLabels(number, add);
      for (const name of remove) if (!satisfied.includes(name)) await ports.tracker.removeLabel(number, name);
    });
    if (ok) repaired.push(number);
  }
  return repaired;
}

/** One comment on each released task that changed since. */
async function askAllAgain(ports: ReconcilePorts, facts: Facts, trust: Trust): Promise<void> {
  for (const issue of changedTasks(facts)) {
    await attempt(ports, `asking again on #${issue.number}`, async () => {
      await askAgain(ports, issue, facts, trust);
    });
  }
}

async function closeAll(ports: ReconcilePorts, facts: Facts, trust: Trust): Promise<readonly number[]> {
  const closed: number[] = [];
  for (const finished of finishedContainers(facts.issues)) {
    const { number } = finished.container;
    const ok = await attempt(ports, `closing of #${number}`, () => closeFinished(ports, finished, trust));
    if (ok) closed.push(number);
  }
  return closed;
}

async function attempt(
  { log }: { readonly log: (line: string) => void },
  what: string,
  work: () => Promise<void>,
): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    log(`reconcile, ${what}: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}
