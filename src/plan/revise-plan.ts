import type { Usage } from "../budget/usage.ts";
import type { Config } from "../config/config.ts";
import { done, type Outcome } from "../issues/outcome.ts";
import type { Digest } from "../issues/plan-record.ts";
import type { TaskNumbers } from "../issues/recorded-task.ts";
import type { Trust } from "../issues/trust.ts";
import type { CodeBase } from "../repository/code-base.ts";
import { applyPlan } from "./apply-plan.ts";
import type { CreatePorts } from "./create-once.ts";
import { diffPlans, isEmpty, type PlanDiff } from "./diff.ts";
import { findIssues } from "./find-issues.ts";
import { knownIssues } from "./known-issues.ts";
import type { Plan } from "./plan.ts";
import { readSpec } from "./read-spec.ts";
import { recordOf } from "./recorded-plan.ts";
import { type ReviseOrder, reviseDraft } from "./revise-draft.ts";
import type { Reviser } from "./reviser.ts";
import { showStanding } from "./show-standing.ts";
import { type FixedReason, fixedReason, fixedTasks, type Ground, groundOf } from "./standing-issues.ts";
import { planHistory, type StandingPlan, standingPlan } from "./standing-plan.ts";
import { tellHeld } from "./tell-held.ts";
import { writeRecord } from "./write-record.ts";

export type RevisePorts = CreatePorts & {
  readonly reviser: Reviser;
  readonly codeBase: CodeBase;
  readonly digest: Digest;
  /** Numbers of tasks that a run holds or that have an open pull request. */
  readonly busy: () => Promise<ReadonlySet<number>>;
};

export type ReviseInput = {
  readonly spec: number;
  readonly order: ReviseOrder;
  readonly config: Config;
  readonly mapText: (spec: string) => Promise<string>;
};

/** A task that a revision wanted changed or gone, and why it stayed. */
export type HeldTask = {
  readonly id: string;
  readonly title: string;
  readonly why: Exclude<FixedReason, null> | "standing";
};

/** `unchanged`: nothing was written. `preview`: the plan still waits for `/approve`, no issue was touched. */
export type Revised = {
  readonly kind: "revised" | "preview" | "unchanged";
  readonly plan: Plan;
  readonly diff: PlanDiff;
  readonly held: readonly HeldTask[];
  readonly tasks: TaskNumbers;
  readonly usage: Usage;
};

/**
 * Changes a plan that stands: the model gives a whole new plan, code computes what differs, holds what may not change,
 * writes the new record and only then touches issues, and only those that differ.
 */
export async function revisePlan(ports: RevisePorts, input: ReviseInput): Promise<Outcome<Revised>> {
  const { spec, order, config } = input;
  const trust = { app: config.app ?? null };
  const standing = await standingPlan(ports, spec, trust);
  if (standing.kind === "refused") return standing;
  const { issue, ours, plan: before } = standing.value;
  const read = await readSpec(ports.codeBase, issue, ours, standing.value.record.from ?? [], trust);
  if (read.kind === "refused") return read;
  const { text: specText } = read.value;
  const ground = await groundUnder(ports, input, standing.value, trust);
  const draft = await reviseDraft(ports, {
    standing: before,
    order,
    spec: specText,
    mapText: input.mapText,
    fixed: fixedTasks(ground),
    used: new Set(ground.known.tasks.keys()),
    budgetUsd: config.plan.budgetUsd,
  });
  if (draft.kind === "refused") return draft;
  const { plan, wanted, usage } = draft.value;
  const diff = diffPlans(before, plan);
  const held = wanted.map(({ id, before: { title } }) => ({
    id,
    title,
    why: fixedReason(ground, id) ?? ("standing" as const),
  }));
  if (order.kind !== "add") await tellHeld(ports, ground, wanted, trust);
  const revised = { plan, diff, held, tasks: ground.numbers, usage };
  if (isEmpty(diff)) return done({ kind: "unchanged", ...revised });
  return record(ports, input, { standing: standing.value, ground, revised, specText });
}

/** What stands on GitHub for the plan. Of a preview nothing does. */
async function groundUnder(
  ports: RevisePorts,
  { spec, config }: ReviseInput,
  { kind, ours, issue, plan }: StandingPlan,
  trust: Trust,
): Promise<Ground> {
  const busy = kind === "plan-record" ? await ports.busy() : new Set<number>();
  const known =
    kind === "plan-record"
      ? await findIssues(ports, issue, plan, trust)
      : knownIssues(await ports.tracker.descendants(spec), spec, trust);
  const history = planHistory(ours, spec, ports.digest);
  return groundOf({ spec, known, history, labels: config.labels, busy });
}

type Recording = {
  readonly standing: StandingPlan;
  readonly ground: Ground;
  readonly revised: Omit<Revised, "kind">;
  readonly specText: string;
};

async function record(
  ports: RevisePorts,
  input: ReviseInput,
  { standing, ground, revised, specText }: Recording,
): Promise<Outcome<Revised>> {
  const { kind, record: old } = standing;
  const { plan, usage } = revised;
  const spentUsd = (old.spentUsd ?? 0) + usage.usd;
  const commit = await ports.codeBase.head();
  const recorded = { spec: input.spec, specText, from: old.from ?? [], commit, plan, spentUsd };
  const next = recordOf(recorded, ports.digest);
  const written = await writeRecord(ports, next, { app: input.config.app ?? null }, kind);
  if (written.kind === "refused") return written;
  const shown = { ...standing, plan, record: next, hash: written.value };
  if (kind === "plan-preview") {
    await showStanding(ports, shown, { config: input.config, tasks: new Map(), sprints: new Map() });
    return done({ kind: "preview", ...revised });
  }
  const history = new Map([...ground.history, [written.value, plan]]);
  const applied = await applyRevision(ports, input, shown, history, ground.busy);
  return applied.kind === "refused" ? applied : done({ kind: "revised", ...revised, tasks: applied.value });
}

async function applyRevision(
  ports: RevisePorts,
  { config }: ReviseInput,
  shown: StandingPlan,
  history: ReadonlyMap<string, Plan>,
  busy: ReadonlySet<number>,
): Promise<Outcome<TaskNumbers>> {
  const { issue: spec, plan, hash } = shown;
  const trust = { app: config.app ?? null };
  const progress = async () => {};
  const common = { spec, plan, hash, fresh: false, labels: config.labels, trust, progress };
  const applied = await applyPlan(ports, { ...common, history, busy });
  if (applied.kind === "refused") return applied;
  await showStanding(ports, shown, { config, ...applied.value });
  return done(applied.value.tasks);
}
