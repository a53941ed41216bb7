import type { Hidden } from "../issues/hidden-parts.ts";
import type { Plan } from "./plan.ts";

const names: Readonly<Record<Hidden, string>> = {
  html: "HTML and its comments",
  details: "folded parts",
  link: "addresses and titles of links",
  image: "images",
  definition: "link definitions",
  "code-info": "words behind the language of a code block",
  invisible: "invisible characters",
};

/** Says among the assumptions what of the spec was not read, so that it stands wherever the plan is shown. */
export function withHiddenTold(plan: Plan, hidden: readonly Hidden[]): Plan {
  if (hidden.length === 0) return plan;
  const list = hidden.map((kind) => names[kind]).join(", ");
  const told = `Not planned from, because the page does not show it as text: ${list}.`;
  return { ...plan, assumptions: [...plan.assumptions.filter((one) => one !== told), told] };
}
