import type { Usage } from "../budget/usage.ts";
import { done, type Outcome, refused } from "../issues/outcome.ts";
import { canonicalJson } from "../issues/plan-record.ts";
import type { Adviser } from "./adviser.ts";
import type { Plan } from "./plan.ts";

export type AskInput = {
  readonly question: string;
  /** `null` while there is no plan. */
  readonly plan: Plan | null;
  readonly spec: string;
  readonly thread: string;
  readonly code: string;
  readonly budgetUsd: number;
};

/** The answer as plain text, and the tasks of the plan it speaks of. */
export type Answered = { readonly text: string; readonly tasks: readonly string[]; readonly usage: Usage };

/** `/ask`: answers from plan, spec and code. Changes nothing: it has no port that could. */
export async function askAbout(
  { adviser }: { readonly adviser: Adviser },
  input: AskInput,
): Promise<Outcome<Answered>> {
  const { plan, ...rest } = input;
  const reply = await adviser.answer({ ...rest, plan: plan === null ? "" : canonicalJson(plan) });
  if (reply.kind === "failed") return refused(reply.code, reply.text, reply.next);
  const known = new Set(plan?.tasks.map(({ id }) => id));
  const tasks = [...new Set(reply.value.tasks)].filter((id) => known.has(id));
  return done({ text: reply.value.answer, tasks, usage: reply.usage });
}
