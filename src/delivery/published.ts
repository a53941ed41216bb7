import type { PullRequest } from "./code-host.ts";
import type { StepCommit } from "./step-commits.ts";

/** What a publication left behind: the branch (short name), its tip, one commit per step, the pull request. */
export type Published = {
  readonly branch: string;
  readonly head: string;
  readonly commits: readonly StepCommit[];
  readonly pullRequest: PullRequest;
};
