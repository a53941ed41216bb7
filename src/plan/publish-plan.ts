import type { Issue, IssueRef, LinkedIssue } from "../issues/issue.ts";
import { type LabelNames, labelSet } from "../issues/labels.ts";
import { done, type Outcome, refused } from "../issues/outcome.ts";
import type { TaskNumbers } from "../issues/recorded-task.ts";
import type { Edge } from "../issues/tracker.ts";
import type { Trust } from "../issues/trust.ts";
import { type CreatePorts, createOnce, settledDescendants } from "./create-once.ts";
import { taskGraph } from "./graph.ts";
import { sprintText, taskText } from "./issue-text.ts";
import { type KnownIssues, knownIssues } from "./known-issues.ts";
import type { Plan, PlannedTask } from "./plan.ts";
import { topologicalOrder } from "./task-order.ts";

export type PublishInput = {
  readonly spec: Issue;
  readonly plan: Plan;
  readonly hash: string;
  /** The record was written in this very run, so no issue of it can exist yet. */
  readonly fresh: boolean;
  readonly labels: LabelNames;
  readonly trust: Trust;
  /** Called before each creation; shows progress where that is due. */
  readonly progress: (created: number, total: number) => Promise<void>;
};

export type Published = {
  readonly tasks: TaskNumbers;
  readonly sprints: TaskNumbers;
  readonly created: number;
};

type Refs = {
  readonly sprints: Map<string, IssueRef>;
  readonly tasks: Map<string, IssueRef>;
  created: number;
};

const nothing: KnownIssues = { sprints: new Map(), tasks: new Map(), duplicates: [] };
const mostReadBacks = 4;

/**
 * Makes the issues of a recorded plan what the plan says: creates what is missing (sprints, then tasks after their
 * blockers), adds missing edges, closes duplicates, reads all back. Safe to repeat at any point; a plan that stands
 * already costs one read and no write.
 */
export async function publishPlan(ports: CreatePorts, input: PublishInput): Promise<Outcome<Published>> {
  const { tracker } = ports;
  const { spec, plan, trust } = input;
  const before = input.fresh
    ? nothing
    : knownIssues(await tracker.descendants(spec.number), spec.number, trust);
  const refs: Refs = { sprints: new Map(before.sprints), tasks: new Map(before.tasks), created: 0 };
  const failed = await createMissing(ports, input, refs);
  if (failed !== null) return failed;
  let known = before;
  for (let read = 0; read < mostReadBacks; read++) {
    const edges = missingEdges(plan, refs.tasks, known.tasks);
    const complete = plan.tasks.every(({ id }) => known.tasks.has(id));
    if (complete && edges.length === 0 && known.duplicates.every(({ state }) => state === "closed")) {
      return done({
        tasks: numbersOf(known.tasks),
        sprints: numbersOf(known.sprints),
        created: refs.created,
      });
    }
    const added = edges.length === 0 ? null : await tracker.addEdges(edges);
    if (added?.kind === "rejected") return edgesRejected(added.status, added.text);
    for (const { number, state } of known.duplicates) {
      if (state === "open") await tracker.close(number, "not_planned");
    }
    const descendants =
      read === 0 ? await tracker.descendants(spec.number) : await settledDescendants(ports, spec.number);
    known = knownIssues(descendants, spec.number, trust);
  }
  return refused(
    "publish-incomplete",
    "Not every task or edge of the plan could be read back from GitHub.",
    "Comment /plan again: it adds what is missing.",
  );
}

async function createMissing(
  ports: CreatePorts,
  input: PublishInput,
  refs: Refs,
): Promise<Extract<Outcome<Published>, { kind: "refused" }> | null> {
  const { spec, plan, hash, labels, trust } = input;
  const nested = plan.sprints.length > 1;
  const sprints = nested ? plan.sprints.filter(({ id }) => !refs.sprints.has(id)) : [];
  const tasks = inOrder(plan).filter(({ id }) => !refs.tasks.has(id));
  const total = sprints.length + tasks.length;
  if (total === 0) return null;
  await ports.tracker.ensureLabels(
    labelSet(
      labels,
      plan.modules.map(({ name }) => name),
    ),
  );
  if (!spec.labels.includes(labels.spec)) await ports.tracker.addLabels(spec.number, [labels.spec]);
  const find =
    (pick: (known: KnownIssues) => LinkedIssue | undefined) => (descendants: readonly LinkedIssue[]) =>
      pick(knownIssues(descendants, spec.number, trust));
  for (const sprint of sprints) {
    await input.progress(refs.created, total);
    const issue = { ...sprintText(spec.number, hash, sprint, labels), parent: spec };
    const created = await createOnce(
      ports,
      spec.number,
      issue,
      find((known) => known.sprints.get(sprint.id)),
    );
    if (created.kind === "refused") return created;
    refs.sprints.set(sprint.id, created.value);
    refs.created++;
  }
  for (const task of tasks) {
    await input.progress(refs.created, total);
    const blockers = task.blockedBy.flatMap((id) => refs.tasks.get(id)?.number ?? []);
    const parent = (nested ? refs.sprints.get(task.sprint) : undefined) ?? spec;
    const issue = { ...taskText(spec.number, hash, plan, task, blockers, labels), parent };
    const created = await createOnce(
      ports,
      spec.number,
      issue,
      find((known) => known.tasks.get(task.id)),
    );
    if (created.kind === "refused") return created;
    refs.tasks.set(task.id, created.value);
    refs.created++;
  }
  return null;
}

function inOrder(plan: Plan): readonly PlannedTask[] {
  const graph = taskGraph(plan.tasks);
  return topologicalOrder(graph, plan.sprints).flatMap((position) => graph.tasks[position] ?? []);
}

function missingEdges(
  plan: Plan,
  refs: ReadonlyMap<string, IssueRef>,
  known: ReadonlyMap<string, LinkedIssue>,
): readonly Edge[] {
  return plan.tasks.flatMap((task) => {
    // What was read back is the truth: it may name another number than the one created (a duplicate lost).
    const blocked = known.get(task.id) ?? refs.get(task.id);
    const native = new Set(known.get(task.id)?.blockedBy ?? []);
    return [...new Set(task.blockedBy)].flatMap((id) => {
      const blocker = known.get(id) ?? refs.get(id);
      if (blocked === undefined || blocker === undefined || native.has(blocker.number)) return [];
      return [
        {
          blocked: { number: blocked.number, id: blocked.id },
          blocker: { number: blocker.number, id: blocker.id },
        },
      ];
    });
  });
}

function numbersOf(refs: ReadonlyMap<string, IssueRef>): TaskNumbers {
  return new Map([...refs].map(([id, { number }]) => [id, number]));
}

function edgesRejected(status: number, text: string) {
  return refused(
    "publish-rejected",
    `GitHub refused a "blocked by" edge (${status}): ${text}`,
    "Put right what GitHub names, then comment /plan again: it continues.",
  );
}
