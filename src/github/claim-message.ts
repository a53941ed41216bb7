import { canonicalJson } from "../issues/plan-record.ts";
import type { ClaimRead } from "../queue/claim.ts";
import { ClaimState } from "../queue/claim.ts";

export function claimMessage(state: ClaimState): string {
  return canonicalJson(state);
}

/** What a claim ref's commit says. A ref that people made, or that names another issue, is foreign. */
export function readClaimMessage(oid: string, message: string, issue: number): ClaimRead {
  const state = ClaimState.safeParse(parsed(message));
  if (!state.success) return foreign(issue, "its commit does not hold a claim");
  if (state.data.issue !== issue) return foreign(issue, `it is a claim of #${state.data.issue}`);
  return { kind: "claim", claim: { oid, state: state.data } };
}

function foreign(issue: number, why: string): ClaimRead {
  return { kind: "foreign", text: `The claim ref of #${issue} was not made by Pawl: ${why}.` };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
