import { type Refusal, refused } from "../issues/outcome.ts";
import type { Plan } from "./plan.ts";

/** GitHub's own cap of sub-issues below one issue; closed ones count. */
const mostChildren = 100;

type No = { readonly kind: "refused"; readonly refusal: Refusal };

/**
 * Whether the plan fits below its spec beside the sub-issues that people put there; asked before anything is written.
 * Without a plan: whether any would.
 */
export function roomFor(spec: number, children: number, plan: Plan | null): No | null {
  const added = plan === null ? 1 : plan.sprints.length > 1 ? plan.sprints.length : plan.tasks.length;
  if (children + added <= mostChildren) return null;
  const more = plan === null ? "" : ` and the plan would add ${added}`;
  return refused(
    "no-room",
    `#${spec} has ${children} sub-issues already${more}; GitHub allows ${mostChildren} below one issue, closed ones counted.`,
    `Take sub-issues off #${spec}, or open a new issue for this spec, then comment /plan again.`,
  );
}
