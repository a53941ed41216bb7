import type { Outcome } from "../issues/outcome.ts";
import { done, refused } from "../issues/outcome.ts";
import { branchOf } from "./branch.ts";
import type { CodeHost, PullRequest, PullRequestAnswer } from "./code-host.ts";

export type PullRequestInput = {
  readonly issue: number;
  /** Short name of the branch to merge into. */
  readonly base: string;
  readonly title: string;
  readonly body: string;
};

/**
 * Opens the draft pull request of a branch that is already published; finds it when it is there. Safe to repeat.
 * Refusal `pull-request-not-allowed`: the repository does not let the bot open one; the branch stays.
 */
export async function openPullRequest(
  ports: { readonly codeHost: Pick<CodeHost, "openPullRequest"> },
  input: PullRequestInput,
): Promise<Outcome<PullRequest>> {
  const { issue, base, title, body } = input;
  const pull = { title, body, head: branchOf(issue), base, draft: true };
  const first = await ports.codeHost.openPullRequest(pull);
  if (first.kind !== "drafts-unsupported") return outcomeOf(first, issue);
  const second = await ports.codeHost.openPullRequest({ ...pull, title: `WIP: ${title}`, draft: false });
  return outcomeOf(second, issue);
}

function outcomeOf(answer: PullRequestAnswer, issue: number): Outcome<PullRequest> {
  if (answer.kind === "opened" || answer.kind === "exists") return done(answer.pullRequest);
  const open = answer.kind === "not-permitted" ? ` Or open it yourself: ${answer.compareUrl}` : "";
  return refused(
    "pull-request-not-allowed",
    `The work is safe on \`${branchOf(issue)}\`, but GitHub did not let Pawl open the pull request: ${answer.text}`,
    `Turn on Settings → Actions → General → Allow GitHub Actions to create and approve pull requests, then comment \`/retry\` on the task: that opens it.${open}`,
  );
}
