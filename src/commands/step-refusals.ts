import type { Refusal } from "../issues/outcome.ts";

/** The step was started without what the step before it answers. */
export const badClaim: Refusal = {
  code: "claim-missing",
  text: "The input claim is not what the step `claim` wrote.",
  next: "Give it the entry of the output `tasks`, as the shipped workflow does.",
};

export const badRecord: Refusal = {
  code: "artifact-unreadable",
  text: "work.json is not what the step `work` writes, or is of another claim.",
  next: "Nothing was published; the task is tried again.",
};

export const notVerified: Refusal = {
  code: "not-verified",
  text: "The change set is not the one that was verified.",
  next: "Nothing was published; the task is tried again.",
};

export const noCheckout: Refusal = {
  code: "checkout-missing",
  text: "The repository is not checked out.",
  next: "Put `actions/checkout` before Pawl.",
};

/** A run that takes longer than its token lives, or whose repository took the token back. */
export const tokenRejected: Refusal = {
  code: "token-rejected",
  text: "GitHub did not accept the workflow's token: it has expired or was taken back.",
  next: "Run the failed jobs again: work that is done is published then, and nothing is worked twice.",
};
