import { done, type Outcome, refused } from "../issues/outcome.ts";
import type { Plan } from "./plan.ts";

/** A plan in which a question is answered. `order` is what has to change for it; `null`: the plan stands on that answer. */
export type Settled = { readonly plan: Plan; readonly order: string | null };

/** `option` is a letter, `A` for the first. */
export function settleQuestion(plan: Plan, question: string, option: string): Outcome<Settled> {
  const asked = plan.questions.find(({ id }) => id.toUpperCase() === question.toUpperCase());
  if (asked === undefined) {
    const open = plan.questions.map(({ id }) => id).join(", ");
    const next = open === "" ? "No question is open." : `Open are: ${open}.`;
    return refused("unknown-question", `The plan has no open question ${question}.`, next);
  }
  const index = option.toUpperCase().charCodeAt(0) - 65;
  const chosen = asked.options[index];
  if (chosen === undefined) {
    const last = String.fromCharCode(64 + asked.options.length);
    const next =
      asked.options.length === 0 ? "Use `/revise` with your answer." : `Choose a letter from A to ${last}.`;
    return refused("unknown-option", `${asked.id} has no option ${option}.`, next);
  }
  const decision = `${asked.text} ${chosen} (answered as ${asked.id})`;
  const settled: Plan = {
    ...plan,
    questions: plan.questions.filter(({ id }) => id !== asked.id),
    assumptions: [...plan.assumptions, decision],
  };
  if (index === asked.recommended) return done({ plan: settled, order: null });
  const taken = asked.options[asked.recommended] ?? "nothing";
  const order = `${asked.id} is answered: ${asked.text} ${chosen}. The plan was made as if the answer were: ${taken}. Change what follows from that, and nothing else.`;
  return done({ plan: settled, order });
}
