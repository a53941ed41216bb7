import { noUsage, type Usage } from "../budget/usage.ts";
import type { Config } from "../config/config.ts";
import type { Comment, Issue } from "../issues/issue.ts";
import { markerOf } from "../issues/marker.ts";
import { done, type Outcome, type Refusal, refused } from "../issues/outcome.ts";
import { type Digest, type PlanRecord, readRecord } from "../issues/plan-record.ts";
import type { TaskNumbers } from "../issues/recorded-task.ts";
import { type StatusComment, statusComment } from "../issues/status-comment.ts";
import type { Tracker } from "../issues/tracker.ts";
import { isOurs, type Trust } from "../issues/trust.ts";
import type { CodeBase } from "../repository/code-base.ts";
import { spentInComments } from "../spec/spent.ts";
import { applyPlan } from "./apply-plan.ts";
import type { CreatePorts } from "./create-once.ts";
import { draftByModule, isLarge } from "./draft-by-module.ts";
import { type DraftedPlan, draftPlan } from "./draft-plan.ts";
import { minutesFor } from "./patience.ts";
import type { Plan } from "./plan.ts";
import type { Planner } from "./planner.ts";
import { publishPlan } from "./publish-plan.ts";
import { readSpec } from "./read-spec.ts";
import { planOf, recordOf } from "./recorded-plan.ts";
import { withReuse } from "./reuse-matches.ts";
import { roomFor } from "./room-for.ts";
import type { PlanHistory } from "./standing-issues.ts";
import { planHistory } from "./standing-plan.ts";
import { renderPhase, renderStatus } from "./status.ts";
import { firstStates } from "./task-state.ts";
import { withHiddenTold } from "./tell-hidden.ts";
import { whyHeld } from "./why-held.ts";
import { writeRecord } from "./write-record.ts";

export type PlanPorts = CreatePorts & {
  readonly tracker: Tracker;
  readonly planner: Planner;
  readonly codeBase: CodeBase;
  readonly digest: Digest;
  /** Numbers of tasks that a run holds or that have an open pull request; asked only when a revision is resumed. */
  readonly busy?: () => Promise<ReadonlySet<number>>;
};

export type PlanInput = {
  readonly spec: number;
  readonly guidance: string;
  readonly from: readonly string[];
  readonly preview: boolean;
  readonly config: Config;
  /** The repository map as text, or how to make it towards the words of the spec. */
  readonly mapText: string | ((spec: string) => Promise<string>);
};

/** `unchanged`: the plan stood already. `resumed`: an earlier run had recorded it. `preview`: nothing was created. */
export type PlannedSpec = {
  readonly kind: "published" | "resumed" | "unchanged" | "preview";
  readonly plan: Plan;
  readonly hash: string | null;
  readonly tasks: TaskNumbers;
  readonly sprints: TaskNumbers;
  readonly created: number;
  readonly usage: Usage;
};

type Context = {
  readonly ports: PlanPorts;
  readonly input: PlanInput;
  readonly issue: Issue;
  readonly children: number;
  readonly status: StatusComment;
  readonly trust: Trust;
  /** What the conversation before the plan has cost. */
  readonly talkedUsd: number;
};

/**
 * `/plan`: from a spec issue to its published plan. A spec issue that has a plan record calls no model: publishing is
 * resumed, or the standing plan is the answer. Every refusal is also shown in the status comment.
 */
export async function planSpec(ports: PlanPorts, input: PlanInput): Promise<Outcome<PlannedSpec>> {
  const thread = await ports.tracker.thread(input.spec);
  if (thread === null)
    return refused("spec-missing", `There is no issue #${input.spec}.`, "Check the number.");
  const { issue, comments, children } = thread;
  const trust = { app: input.config.app ?? null };
  const status = statusComment(ports.tracker, input.spec, comments, trust);
  const talkedUsd = spentInComments(comments.filter(({ author }) => isOurs(author, trust)));
  const context = { ports, input, issue, children, status, trust, talkedUsd };
  const answered = await answer(context, comments);
  const standing = markerOf(status.body ?? "", "status")?.published !== undefined;
  if (answered.kind === "done") return answered;
  const { refusal } = answered;
  const spentUsd = "usage" in answered ? answered.usage.usd : 0;
  if (standing) return { kind: "refused", refusal };
  await status.show(renderPhase(input.spec, { kind: "refused", refusal, spentUsd }));
  return { kind: "refused", refusal: { ...refusal, shown: true } };
}

type Answered = Outcome<PlannedSpec> | Extract<DraftedPlan, { kind: "refused" }>;

async function answer(context: Context, comments: readonly Comment[]): Promise<Answered> {
  const { ports, input, issue, trust, status } = context;
  const ours = comments.filter(({ author }) => isOurs(author, trust));
  const stored = readRecord(ours, input.spec, ports.digest);
  if (stored !== null) {
    const plan = planOf(stored.record);
    if (plan === null) return unreadable(input.spec);
    if (markerOf(status.body ?? "", "status")?.published === stored.hash) {
      return done(outcomeOf("unchanged", plan, stored.hash, noUsage));
    }
    const usage = { ...noUsage, usd: stored.record.spentUsd ?? 0 };
    const history = planHistory(ours, input.spec, ports.digest);
    return publish(context, plan, stored.hash, history, usage);
  }
  const spec = await readSpec(ports.codeBase, issue, ours, input.from, trust);
  if (spec.kind === "refused") return spec;
  const full = roomFor(input.spec, context.children, null);
  if (full !== null) return full;
  await status.show(renderPhase(input.spec, { kind: "planning" }));
  const files = new Set((await ports.codeBase.files()).map(({ path }) => path));
  const { text, hidden } = spec.value;
  const map = typeof input.mapText === "string" ? input.mapText : await input.mapText(text);
  const { guidance, config, from } = input;
  const request = { spec: text, map, guidance, budgetUsd: config.plan.budgetUsd };
  const draft = isLarge(text) ? draftByModule : draftPlan;
  const drafted = await draft(ports.planner, request, files);
  if (drafted.kind === "refused") return drafted;
  const { usage } = drafted;
  const plan = withHiddenTold(withReuse(drafted.plan, map), hidden);
  const narrow = roomFor(input.spec, context.children, plan);
  if (narrow !== null) return { ...narrow, usage };
  const held = whyHeld(plan, input.preview, config);
  const commit = await ports.codeBase.head();
  const record = recordOf(
    { spec: input.spec, specText: text, from, commit, plan, spentUsd: usage.usd },
    ports.digest,
  );
  if (held !== null) return preview(context, plan, record, usage, held);
  const written = await writeRecord(ports, record, trust);
  if (written.kind === "refused") return written;
  return publish(context, plan, written.value, null, usage);
}

async function publish(
  context: Context,
  plan: Plan,
  hash: string,
  history: PlanHistory | null,
  usage: Usage,
): Promise<Outcome<PlannedSpec>> {
  const { ports, input, issue, status, trust } = context;
  const allowed = editsAllowed(plan);
  let edits = 0;
  const progress = async (created: number, total: number, gap: number) => {
    if (created % 10 !== 0 || edits >= allowed) return;
    edits++;
    const minutes = minutesFor(total - created, gap);
    try {
      await status.show(renderPhase(input.spec, { kind: "creating", created, total, minutes }));
    } catch (error) {
      ports.log(`progress of #${input.spec} could not be shown: ${String(error)}`);
    }
  };
  const labels = input.config.labels;
  const fresh = history === null;
  const publication = { spec: issue, plan, hash, fresh, labels, trust, progress };
  // A plan that was revised may have issues of its older form.
  const outcome =
    history !== null && history.size > 1
      ? await applyPlan(ports, { ...publication, history, busy: (await ports.busy?.()) ?? new Set() })
      : await publishPlan(ports, publication);
  if (outcome.kind === "refused") return outcome;
  const { tasks, sprints, created } = outcome.value;
  const next = `Label a task, a sprint or this issue "${labels.ready}" to release it; nothing runs before.`;
  await status.show(statusOf(context, plan, hash, tasks, sprints, usage, next));
  return done({ ...outcomeOf(fresh ? "published" : "resumed", plan, hash, usage), tasks, sprints, created });
}

async function preview(
  context: Context,
  plan: Plan,
  record: PlanRecord,
  usage: Usage,
  next: string,
): Promise<Outcome<PlannedSpec>> {
  // Recorded, so that `/approve` creates exactly what was shown.
  const written = await writeRecord(context.ports, record, context.trust, "plan-preview");
  if (written.kind === "refused") return written;
  await context.status.show(statusOf(context, plan, null, new Map(), new Map(), usage, next));
  return done(outcomeOf("preview", plan, null, usage));
}

function statusOf(
  { input, talkedUsd }: Context,
  plan: Plan,
  hash: string | null,
  tasks: TaskNumbers,
  sprints: TaskNumbers,
  usage: Usage,
  next: string,
): string {
  const { budgetUsd, dayUsd, iterations } = input.config.run;
  const caps = { taskUsd: budgetUsd, dayUsd, iterations };
  const states = hash === null ? new Map() : firstStates(plan.tasks);
  return renderStatus({
    spec: input.spec,
    plan,
    hash,
    tasks,
    sprints,
    states,
    caps,
    spentUsd: usage.usd + talkedUsd,
    next,
  });
}

/**
 * How often progress may be shown: once, and once per ten creations, out of what edges save by going ten to a request,
 * so that a plan of N issues and M edges stays within N + M + 12 requests.
 */
function editsAllowed(plan: Plan): number {
  const issues = plan.tasks.length + (plan.sprints.length > 1 ? plan.sprints.length : 0);
  const edges = plan.tasks.reduce((sum, { blockedBy }) => sum + blockedBy.length, 0);
  return Math.min(1 + Math.floor(issues / 10), edges - Math.ceil(edges / 10));
}

function outcomeOf(kind: PlannedSpec["kind"], plan: Plan, hash: string | null, usage: Usage): PlannedSpec {
  return { kind, plan, hash, tasks: new Map(), sprints: new Map(), created: 0, usage };
}

function unreadable(spec: number): { kind: "refused"; refusal: Refusal } {
  return refused(
    "record-unreadable",
    `The plan record of #${spec} was written by another version of Pawl.`,
    "Update Pawl; the record stays as it is.",
  );
}
