import type { Config } from "../config/config.ts";
import type { Plan } from "./plan.ts";

/** Why a sound plan is only shown, with what to do about it; `null` when it is published at once. */
export function whyHeld(plan: Plan, asked: boolean, config: Config): string | null {
  if (asked || blockingQuestion(plan) !== null) return nextOfPreview(plan);
  if (plan.tasks.length <= config.plan.previewOver) return null;
  return (
    `The plan has ${plan.tasks.length} tasks, more than plan.previewOver (${config.plan.previewOver}) allows without a ` +
    `second look. ${nextOfPreview(plan)}`
  );
}

/** What to do with a plan that is only shown. */
export function nextOfPreview(plan: Plan): string {
  const question = blockingQuestion(plan);
  if (question !== null) {
    return `Question ${question} must be answered first: comment /answer ${question} and a letter. Then /approve creates the tasks.`;
  }
  return "Comment /approve to create the tasks, or /revise and what to change.";
}

export function blockingQuestion({ questions }: Plan): string | null {
  return questions.find(({ blocking }) => blocking)?.id ?? null;
}
