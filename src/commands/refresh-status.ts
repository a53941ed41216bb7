import type { Config } from "../config/config.ts";
import type { LinkedIssue } from "../issues/issue.ts";
import { markerOf } from "../issues/marker.ts";
import { type Digest, readRecord } from "../issues/plan-record.ts";
import { statusComment } from "../issues/status-comment.ts";
import type { Tracker } from "../issues/tracker.ts";
import { isOurs, type Trust } from "../issues/trust.ts";
import { findIssues } from "../plan/find-issues.ts";
import type { Plan } from "../plan/plan.ts";
import { planOf } from "../plan/recorded-plan.ts";
import { renderStatus } from "../plan/status.ts";
import type { TaskState } from "../plan/task-state.ts";
import { queueRules } from "../queue/queue-rules.ts";
import { factsOf, isBlocked, verdictsFrom } from "../queue/readiness.ts";
import type { Facts } from "../queue/rules.ts";
import type { QueueIssue, QueueSnapshot } from "../queue/snapshot.ts";
import { spentInComments } from "../spec/spent.ts";

export type RefreshPorts = { readonly tracker: Tracker; readonly digest: Digest };

export type RefreshInput = {
  readonly spec: number;
  readonly snapshot: QueueSnapshot;
  readonly config: Config;
  readonly trust: Trust;
};

/** Brings the status comment of a spec up to date with the queue. A spec without a published plan is left as it is. */
export async function refreshStatus({ tracker, digest }: RefreshPorts, input: RefreshInput): Promise<void> {
  const { spec, snapshot, config, trust } = input;
  const thread = await tracker.thread(spec);
  if (thread === null) return;
  const { issue, comments } = thread;
  const ours = comments.filter(({ author }) => isOurs(author, trust));
  const stored = readRecord(ours, spec, digest);
  const plan = stored === null ? null : planOf(stored.record);
  const status = statusComment(tracker, spec, comments, trust);
  // Only `/plan` itself may say for the first time that the plan stands: until then its issues may not all be there.
  const standing = markerOf(status.body ?? "", "status")?.published;
  if (stored === null || plan === null || standing !== stored.hash) return;
  const known = await findIssues({ tracker }, issue, plan, trust);
  const states = taskStates(plan, known.tasks, snapshot, config);
  const { budgetUsd, dayUsd, iterations } = config.run;
  const body = renderStatus({
    spec,
    plan,
    hash: stored.hash,
    tasks: numbersOf(known.tasks),
    sprints: numbersOf(known.sprints),
    states,
    caps: { taskUsd: budgetUsd, dayUsd, iterations },
    spentUsd: (stored.record.spentUsd ?? 0) + spentInComments(ours),
    next: nextStep(states, config),
  });
  await status.show(body);
}

function taskStates(
  plan: Plan,
  known: ReadonlyMap<string, LinkedIssue>,
  snapshot: QueueSnapshot,
  config: Config,
): ReadonlyMap<string, TaskState> {
  const facts = factsOf(snapshot, queueRules(config));
  const ready = new Set(verdictsFrom(snapshot, facts).ready);
  const states = plan.tasks.map(({ id }) => {
    const issue = facts.issues.get(known.get(id)?.number ?? 0);
    return [id, issue === undefined ? "planned" : stateOf(issue, facts, ready, config)] as const;
  });
  return new Map(states);
}

function stateOf(issue: QueueIssue, facts: Facts, ready: ReadonlySet<number>, config: Config): TaskState {
  if (issue.state === "closed") return "done";
  if (issue.openPullRequest !== null) return "in-review";
  if (issue.claim?.alive === true) return "in-progress";
  if (issue.labels.includes(config.labels.needsHuman)) return "needs-human";
  if (isBlocked(issue, facts)) return "blocked";
  return ready.has(issue.number) ? "ready" : "open";
}

function nextStep(states: ReadonlyMap<string, TaskState>, { labels }: Config): string {
  const count = (state: TaskState) => [...states.values()].filter((one) => one === state).length;
  if (count("needs-human") > 0) return `Look at the tasks that need a human, then comment /retry on them.`;
  if (count("in-review") > 0) return "Review the open pull requests; merging one starts what it blocked.";
  if (count("in-progress") + count("ready") > 0) return "Nothing to do: a run is working.";
  if (count("done") === states.size) return "Nothing: every task is done.";
  return `Label a task, a sprint or this issue "${labels.ready}" to release it; nothing runs before.`;
}

function numbersOf(issues: ReadonlyMap<string, LinkedIssue>): ReadonlyMap<string, number> {
  return new Map([...issues].map(([id, { number }]) => [id, number]));
}
