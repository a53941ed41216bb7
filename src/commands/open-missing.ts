import { branchOf, branchRefOf } from "../delivery/branch.ts";
import type { CodeHost } from "../delivery/code-host.ts";
import { openPullRequest } from "../delivery/open-pull-request.ts";
import type { Published } from "../delivery/published.ts";
import { unreportedText } from "../delivery/unreported-text.ts";
import { done, type Outcome, refused } from "../issues/outcome.ts";
import type { Claims } from "../queue/claim.ts";
import { publish as publishedState } from "../queue/claim-state.ts";
import type { ClaimedWork } from "./handover.ts";

type Ports = {
  readonly claims: Pick<Claims, "move">;
  readonly codeHost: Pick<CodeHost, "ref" | "pullRequestOf" | "defaultBranch" | "openPullRequest">;
};

/** Tip of the branch of work that an earlier run published and that has no pull request; `null` where there is none. */
async function unopenedTip(
  { codeHost }: { readonly codeHost: Pick<CodeHost, "ref" | "pullRequestOf"> },
  { before, packet: { number } }: ClaimedWork,
): Promise<string | null> {
  if (before?.state !== "published") return null;
  const head = await codeHost.ref(branchRefOf(number));
  return head === null || (await codeHost.pullRequestOf(branchOf(number))) !== null ? null : head;
}

/** The numbers of those tasks that only need their pull request opened. */
export async function unopened(
  ports: Parameters<typeof unopenedTip>[0],
  claimed: readonly ClaimedWork[],
): Promise<ReadonlySet<number>> {
  const tips = await Promise.all(claimed.map((work) => unopenedTip(ports, work)));
  return new Set(claimed.flatMap(({ packet }, at) => (tips[at] === null ? [] : [packet.number])));
}

/**
 * Opens the pull request of work that an earlier run published but GitHub did not let it show: no model is asked and
 * nothing is worked again. `null` where there is no such work: never published, its branch is gone, or a pull request
 * of it was closed. Refusals: `claim-lost`, `branch-not-allowed`, `pull-request-not-allowed`.
 */
export async function openMissing(
  { claims, codeHost }: Ports,
  claimed: ClaimedWork,
): Promise<Outcome<Published> | null> {
  const { claim, packet } = claimed;
  const { number: issue } = packet;
  const head = await unopenedTip({ codeHost }, claimed);
  if (head === null) return null;
  const state = publishedState(claim.state, 0);
  const moved = state === null ? { kind: "lost" as const } : await claims.move(claim, state);
  if (moved.kind === "lost") {
    return refused("claim-lost", "The claim is no longer held.", "Nothing to do: its holder goes on.");
  }
  if (moved.kind === "not-allowed") {
    return refused("branch-not-allowed", moved.text, "Let the bot write refs under `refs/pawl/**`.");
  }
  const { name: base } = await codeHost.defaultBranch();
  const opened = await openPullRequest({ codeHost }, { issue, base, ...unreportedText(packet) });
  if (opened.kind === "refused") return opened;
  return done({ branch: branchOf(issue), head, commits: [], pullRequest: opened.value });
}
