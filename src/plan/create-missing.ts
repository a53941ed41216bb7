import type { Issue, IssueRef, LinkedIssue } from "../issues/issue.ts";
import { type LabelNames, labelSet } from "../issues/labels.ts";
import { done, type Outcome } from "../issues/outcome.ts";
import type { NewIssue } from "../issues/tracker.ts";
import type { Trust } from "../issues/trust.ts";
import { type CreatePorts, createOnce } from "./create-once.ts";
import { taskGraph } from "./graph.ts";
import { sprintText, taskText } from "./issue-text.ts";
import { type KnownIssues, knownIssues } from "./known-issues.ts";
import { openPatience, type Patience } from "./patience.ts";
import type { Plan, PlannedTask } from "./plan.ts";
import { topologicalOrder } from "./task-order.ts";

export type CreateInput = {
  readonly spec: Issue;
  readonly plan: Plan;
  readonly hash: string;
  readonly labels: LabelNames;
  readonly trust: Trust;
  /** Called before each creation; shows progress where that is due. `gap` is the pause before each, in milliseconds. */
  readonly progress: (created: number, total: number, gap: number) => Promise<void>;
};

export type Refs = {
  readonly sprints: Map<string, IssueRef>;
  readonly tasks: Map<string, IssueRef>;
};

type Work = {
  readonly ports: CreatePorts;
  readonly input: CreateInput;
  readonly patience: Patience;
  readonly total: number;
  created: number;
};

/** Creates the sprints and tasks that are not in `refs`, tasks after their blockers, and puts them there. Answers how many. */
export async function createMissing(
  ports: CreatePorts,
  input: CreateInput,
  refs: Refs,
): Promise<Outcome<number>> {
  const { spec, plan, hash, labels } = input;
  const nested = plan.sprints.length > 1;
  const sprints = nested ? plan.sprints.filter(({ id }) => !refs.sprints.has(id)) : [];
  const tasks = inOrder(plan).filter(({ id }) => !refs.tasks.has(id));
  const total = sprints.length + tasks.length;
  if (total === 0) return done(0);
  const names = plan.modules.map(({ name }) => name);
  await ports.tracker.ensureLabels(labelSet(labels, names));
  if (!spec.labels.includes(labels.spec)) await ports.tracker.addLabels(spec.number, [labels.spec]);
  const work = { ports, input, patience: openPatience(ports, total), total, created: 0 };
  for (const sprint of sprints) {
    const issue = { ...sprintText(spec.number, hash, sprint, labels), parent: spec };
    const created = await createNext(work, issue, (known) => known.sprints.get(sprint.id));
    if (created.kind === "refused") return created;
    refs.sprints.set(sprint.id, created.value);
  }
  for (const task of tasks) {
    const blockers = task.blockedBy.flatMap((id) => refs.tasks.get(id)?.number ?? []);
    const parent = (nested ? refs.sprints.get(task.sprint) : undefined) ?? spec;
    const issue = { ...taskText(spec.number, hash, plan, task, blockers, labels), parent };
    const created = await createNext(work, issue, (known) => known.tasks.get(task.id));
    if (created.kind === "refused") return created;
    refs.tasks.set(task.id, created.value);
  }
  return done(total);
}

async function createNext(
  work: Work,
  issue: NewIssue,
  pick: (known: KnownIssues) => LinkedIssue | undefined,
): Promise<Outcome<Issue>> {
  const { ports, input, patience, total } = work;
  const gap = patience.gap();
  await input.progress(work.created, total, gap);
  if (gap > 0 && work.created > 0) await ports.pause(gap);
  const { spec, trust } = input;
  const find = (descendants: readonly LinkedIssue[]) => pick(knownIssues(descendants, spec.number, trust));
  const created = await createOnce(ports, spec.number, issue, find, patience);
  work.created++;
  return created;
}

function inOrder(plan: Plan): readonly PlannedTask[] {
  const graph = taskGraph(plan.tasks);
  return topologicalOrder(graph, plan.sprints).flatMap((position) => graph.tasks[position] ?? []);
}
