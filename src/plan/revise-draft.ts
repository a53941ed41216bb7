import { noUsage, type Usage } from "../budget/usage.ts";
import { done, type Outcome, refused } from "../issues/outcome.ts";
import { canonicalJson } from "../issues/plan-record.ts";
import type { CodeBase } from "../repository/code-base.ts";
import { draftPlan } from "./draft-plan.ts";
import { type Held, holdFixed } from "./hold-fixed.ts";
import type { Plan } from "./plan.ts";
import type { Planner, PlannerReply } from "./planner.ts";
import { readPlan } from "./read-plan.ts";
import type { Reviser } from "./reviser.ts";
import { settleQuestion } from "./settle-question.ts";

/** What a person asks for. `option` is a letter. */
export type ReviseOrder =
  | { readonly kind: "revise" | "add"; readonly text: string }
  | { readonly kind: "answer"; readonly question: string; readonly option: string };

export type DraftInput = {
  readonly standing: Plan;
  readonly order: ReviseOrder;
  readonly spec: string;
  readonly mapText: (spec: string) => Promise<string>;
  /** Ids of tasks that must stay as they are. */
  readonly fixed: ReadonlySet<string>;
  /** Ids that ever had an issue. */
  readonly used: ReadonlySet<string>;
  readonly budgetUsd: number;
};

export type RevisedDraft = {
  readonly plan: Plan;
  readonly wanted: Held["wanted"];
  readonly usage: Usage;
};

type Ports = { readonly reviser: Reviser; readonly codeBase: CodeBase };

/** The plan after the order, sound by every rule, with fixed tasks untouched. Calls no model where code knows the answer. */
export async function reviseDraft(ports: Ports, input: DraftInput): Promise<Outcome<RevisedDraft>> {
  const { standing, order, used } = input;
  if (order.kind !== "answer") {
    const fixed = order.kind === "add" ? new Set(standing.tasks.map(({ id }) => id)) : input.fixed;
    const keep = order.kind === "add" ? onlyFirstAdded(standing) : (plan: Plan) => plan;
    const drafted = await draft(ports, { ...input, fixed }, standing, order.text, keep);
    if (drafted.kind === "refused" || order.kind === "revise") return drafted;
    const { plan } = drafted.value;
    if (plan.tasks.length > standing.tasks.length) return drafted;
    return refused(
      "nothing-added",
      "No task came out of that.",
      "Say in `/add` what a user could do afterwards.",
    );
  }
  const settled = settleQuestion(standing, order.question, order.option);
  if (settled.kind === "refused") return settled;
  const { plan: answered, order: text } = settled.value;
  if (text === null) return done({ plan: answered, wanted: [], usage: noUsage });
  const keep = (plan: Plan): Plan => ({
    ...plan,
    questions: plan.questions.filter(({ id }) => id !== order.question),
    assumptions: [...new Set([...plan.assumptions, ...answered.assumptions.slice(-1)])],
  });
  return draft({ ...ports }, { ...input, used }, answered, text, keep);
}

async function draft(
  { reviser, codeBase }: Ports,
  input: DraftInput,
  standing: Plan,
  order: string,
  keep: (plan: Plan) => Plan,
): Promise<Outcome<RevisedDraft>> {
  const { spec, fixed, used, budgetUsd } = input;
  const tooLong = whyTooLong(standing, spec);
  if (tooLong !== null) return tooLong;
  let wanted: Held["wanted"] = [];
  const planner = correcting(reviser.revising({ standing, order, fixed: [...fixed] }), (plan) => {
    const held = holdFixed(standing, keep(plan), fixed, used);
    wanted = held.wanted;
    return held.plan;
  });
  const files = new Set((await codeBase.files()).map(({ path }) => path));
  const request = {
    spec: saidSoFar(spec, standing, order),
    map: await input.mapText(spec),
    guidance: "",
    budgetUsd,
  };
  const drafted = await draftPlan(planner, request, files);
  if (drafted.kind === "refused") return { kind: "refused", refusal: drafted.refusal };
  return done({ plan: withFixedEdges(drafted.plan, standing, fixed), wanted, usage: drafted.usage });
}

/** Characters of a plan that one answer of 32,000 tokens still holds, and of plan and spec that one question does. */
const most = { plan: 90_000, question: 500_000 };

/** A revision answers with the whole plan; where that cannot fit, nothing is asked. */
function whyTooLong(standing: Plan, spec: string) {
  const plan = canonicalJson(standing).length;
  if (plan <= most.plan && plan + spec.length <= most.question) return null;
  return refused(
    "plan-too-long",
    `The plan is too long to be revised as a whole: it has ${plan} characters (at most ${most.plan}), its spec ${spec.length} (both together at most ${most.question}).`,
    "Edit the task issues by hand, Pawl leaves your words as they are; or open a new issue for what is to be added or changed and `/plan` it there.",
  );
}

/** A requirement may quote the spec, what was quoted when the plan was made, and the order itself. */
function saidSoFar(spec: string, standing: Plan, order: string): string {
  const quotes = standing.requirements.map(({ quote }) => quote).filter((quote) => !spec.includes(quote));
  return [spec, ...quotes, order].join("\n\n");
}

/** A planner whose candidates pass through `correct` before anybody judges them. */
function correcting(planner: Planner, correct: (plan: Plan) => Plan): Planner {
  const corrected = (reply: PlannerReply): PlannerReply => {
    if (reply.kind === "failed") return reply;
    const read = readPlan(reply.candidate);
    return read.kind === "plan" ? { ...reply, candidate: correct(read.plan) } : reply;
  };
  return {
    draft: async (request) => corrected(await planner.draft(request)),
    repair: async (handle, findings, spentUsd) => corrected(await planner.repair(handle, findings, spentUsd)),
  };
}

/** `/add` adds one task; what else a model thinks of waits for its own order. */
function onlyFirstAdded(standing: Plan): (plan: Plan) => Plan {
  const known = new Set(standing.tasks.map(({ id }) => id));
  return (plan) => {
    const [first] = plan.tasks.filter(({ id }) => !known.has(id));
    const tasks = plan.tasks.filter(({ id }) => known.has(id) || id === first?.id);
    const left = new Set(tasks.map(({ id }) => id));
    return {
      ...plan,
      tasks: tasks.map((task) => ({ ...task, blockedBy: task.blockedBy.filter((id) => left.has(id)) })),
    };
  };
}

/** Ordering tasks that touch the same files must not reach into tasks that stay as they are. */
function withFixedEdges(plan: Plan, standing: Plan, fixed: ReadonlySet<string>): Plan {
  const old = new Map(standing.tasks.map((task) => [task.id, task.blockedBy]));
  const tasks = plan.tasks.map((task) =>
    fixed.has(task.id) ? { ...task, blockedBy: [...(old.get(task.id) ?? task.blockedBy)] } : task,
  );
  return { ...plan, tasks };
}
