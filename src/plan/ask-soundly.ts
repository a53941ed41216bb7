import { addUsage, type Usage } from "../budget/usage.ts";
import { type Refusal, refused } from "../issues/outcome.ts";
import type { Planner, PlannerReply, PlanRequest } from "./planner.ts";

/** What the check says of an answer: its value, or the findings that are sent back. */
export type Checked<Value> =
  | { readonly kind: "sound"; readonly value: Value }
  | { readonly kind: "findings"; readonly findings: readonly string[] };

/** `repairs` is how many were made; `draft` is where a later repair goes on. */
export type Sound<Value> =
  | {
      readonly kind: "sound";
      readonly value: Value;
      readonly usage: Usage;
      readonly draft: unknown;
      readonly repairs: number;
    }
  | { readonly kind: "refused"; readonly refusal: Refusal; readonly usage: Usage };

export const mostRepairs = 2;
const mostFindings = 40;

/**
 * Asks until the answer passes `check`, with at most two repairs and within the request's budget. `from` goes on with a
 * draft that passed before and must be corrected after all.
 */
export async function askSoundly<Value>(
  planner: Planner,
  request: PlanRequest,
  check: (candidate: unknown) => Checked<Value>,
  from?: {
    readonly draft: unknown;
    readonly repairs: number;
    readonly usage: Usage;
    readonly findings: readonly string[];
  },
): Promise<Sound<Value>> {
  const again = (draft: unknown, findings: readonly string[], spentUsd: number): Promise<PlannerReply> =>
    planner.repair(draft, findings.slice(0, mostFindings), spentUsd);
  let reply = from ? await again(from.draft, from.findings, from.usage.usd) : await planner.draft(request);
  let usage = from ? addUsage(from.usage, reply.usage) : reply.usage;
  for (let repairs = from ? from.repairs + 1 : 0; ; repairs++) {
    if (reply.kind === "failed") return { ...refused(reply.code, reply.text, reply.next), usage };
    const checked = check(reply.candidate);
    if (checked.kind === "sound") {
      return { kind: "sound", value: checked.value, usage, draft: reply.draft, repairs };
    }
    if (repairs >= mostRepairs) return { ...invalid(checked.findings), usage };
    if (usage.usd >= request.budgetUsd) return { ...tooDear(request.budgetUsd, checked.findings), usage };
    reply = await again(reply.draft, checked.findings, usage.usd);
    usage = addUsage(usage, reply.usage);
  }
}

export function invalid(findings: readonly string[]) {
  return refused(
    "plan-invalid",
    `The plan still broke these rules after ${mostRepairs} repairs, so nothing was created:\n\n${shown(findings)}`,
    "Make the spec clearer where the rules point, or give guidance, then comment /plan again.",
  );
}

function tooDear(budgetUsd: number, findings: readonly string[]) {
  return refused(
    "plan-budget",
    `The plan was not sound yet when its budget of $${budgetUsd} was spent; nothing was created:\n\n${shown(findings)}`,
    "Shorten the spec, or raise plan.budgetUsd in .github/pawl.yml, then comment /plan again.",
  );
}

function shown(findings: readonly string[]): string {
  const list = findings.slice(0, 10);
  const more = findings.length - list.length;
  return [...list, ...(more > 0 ? [`and ${more} more`] : [])].join("\n\n");
}
