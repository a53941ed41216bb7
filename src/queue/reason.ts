import { defaultQueueRules, type QueueRules } from "./queue-rules.ts";
import type { ReasonCode } from "./rules.ts";

type Say = (ref: string, rules: QueueRules) => string;

const sentences: Readonly<Record<ReasonCode, Say>> = {
  "not-open": () => "The issue is closed; reopen it if it should be worked.",
  "not-task": () =>
    "This is not a task, or it has sub-issues of its own; only a task without sub-issues is worked.",
  "no-criteria": () =>
    "The task has no list of acceptance criteria; add a heading *Acceptance criteria* with 1 to 5 list items.",
  "not-released": (_ref, { readyLabel }) =>
    `Nobody with write access has released it; put the label \`${readyLabel}\` on it, its sprint or its spec.`,
  "changed-after-release": (_ref, { readyLabel }) =>
    `It was created or changed after it was released; read it, take \`${readyLabel}\` off and put it on again.`,
  "dependency-cycle": () =>
    "It waits for itself through a cycle of blockers; remove one of the *blocked by* links of the cycle.",
  "unknown-blocker": () =>
    "A blocker or parent of it, or of its sprint or spec, cannot be read; give Pawl access to that issue, or remove the link.",
  "blocker-abandoned": (ref) =>
    `Its blocker ${ref} was closed without being completed; a person must remove that link or reopen ${ref}.`,
  "blocked-by": (ref) => `It waits for ${ref}, which is not completed; it starts by itself when ${ref} is.`,
  "ancestor-blocked": (ref) =>
    `Its sprint or spec waits for ${ref}, which is not completed; complete ${ref} or remove that link.`,
  claimed: () => "A run is working on it now; wait for its pull request, or comment `/stop`.",
  "open-pr": (ref) => `Its pull request ${ref} is open; review it, then merge it or request changes.`,
  held: (_ref, { needsHumanLabel }) =>
    `It is held: a person must look at it and take \`${needsHumanLabel}\` off, or its deferral date is still to come.`,
  exhausted: (_ref, { tries }) =>
    `It used up its ${tries} tries or its budget; read the last failure, then comment \`/retry\`.`,
};

/** One sentence for a person: why the task does not run, and what to do next. `ref` as in the verdict. */
export function reason(code: ReasonCode, ref: number | null, rules: QueueRules = defaultQueueRules): string {
  return sentences[code](ref === null ? "an issue" : `#${ref}`, rules);
}
