import { defaultQueueRules, type QueueRules } from "./queue-rules.ts";
import { factsOf, verdictOf, verdictsFrom } from "./readiness.ts";
import type { ReasonCode } from "./rules.ts";
import type { QueueSnapshot } from "./snapshot.ts";

/** `ready` counts places from 1. `unknown`: the issue is not in the snapshot. `text` is one sentence for a person. */
export type Why =
  | { readonly kind: "ready"; readonly place: number; readonly of: number; readonly text: string }
  | {
      readonly kind: "waiting";
      readonly code: ReasonCode;
      readonly ref: number | null;
      readonly text: string;
    }
  | { readonly kind: "unknown"; readonly text: string };

/** Why an issue is not running, in one sentence, also for closed issues and containers. */
export function why(snapshot: QueueSnapshot, number: number, rules: QueueRules = defaultQueueRules): Why {
  const facts = factsOf(snapshot, rules);
  const issue = facts.issues.get(number);
  if (issue === undefined) {
    return {
      kind: "unknown",
      text: `#${number} is no issue that Pawl plans or works; ask on a task of a plan.`,
    };
  }
  const verdict = verdictOf(issue, facts);
  if (verdict !== null) {
    return { kind: "waiting", code: verdict.code, ref: verdict.ref, text: verdict.text };
  }
  const { ready } = verdictsFrom(snapshot, facts);
  const place = ready.indexOf(number) + 1;
  const turn =
    place === 1 ? "it is the next to run" : `${place - 1} of ${ready.length} ready tasks come before it`;
  return { kind: "ready", place, of: ready.length, text: `It is ready: ${turn}; it starts by itself.` };
}
