import { noOid, type RefMove } from "../delivery/code-host.ts";
import type { Claim, ClaimRead, ClaimState, Claims } from "../queue/claim.ts";
import { claimMessage, readClaimMessage } from "./claim-message.ts";
import { claimNamespaceOf } from "./claim-refs.ts";
import { openCommits } from "./commits.ts";
import { failureOf } from "./failure.ts";
import type { Github } from "./octokit.ts";
import { moveRefs } from "./refs.ts";
import { repositoryIdOf } from "./repository-id.ts";

/**
 * Claims as a chain of commits below `refs/pawl/claims/`, or among the branches where a server refuses that. The message is
 * the state, the tree is the base's, so nothing new is stored; every commit's parent is the claim before it.
 */
export function openGithubClaims(github: Github): Claims {
  const { owner, name: repo, octokit } = github;
  const commits = openCommits(github);
  const namespace = claimNamespaceOf(github);
  /** What a commit says never changes, so a claim that stands where it was seen costs one look at its ref. */
  const seen = new Map<number, ClaimRead & { readonly kind: "claim" }>();
  const refOf = async (issue: number) => `${await namespace.find()}issue-${issue}`;
  const prepare = async (from: Claim | null, to: ClaimState) => ({
    name: await refOf(to.issue),
    before: from?.oid ?? noOid,
    after: await commits.createLike(to.base, claimMessage(to), from === null ? [] : [from.oid]),
  });
  const set = async (move: RefMove) => moveRefs(github, await repositoryIdOf(github), [move]);
  const move = async (from: Claim | null, to: ClaimState) => {
    const wanted = await prepare(from, to);
    let answer = await set(wanted);
    if (answer.kind === "not-allowed" && from === null && (await namespace.fallBack())) {
      answer = await set({ ...wanted, name: await refOf(to.issue) });
    }
    if (answer.kind === "moved") {
      const claim = { oid: wanted.after, state: to };
      seen.set(to.issue, { kind: "claim", claim });
      return { kind: "moved", claim } as const;
    }
    return answer.kind === "lost" ? ({ kind: "lost" } as const) : answer;
  };
  return {
    read: async (issue) => {
      const oid = await namespace.oidOf(issue);
      if (oid === null) return { kind: "none" };
      const known = seen.get(issue);
      if (known?.claim.oid === oid) return known;
      const { data } = await octokit.rest.git.getCommit({ owner, repo, commit_sha: oid });
      const read = readClaimMessage(oid, data.message, issue);
      if (read.kind === "claim") seen.set(issue, read);
      return read;
    },
    prepare,
    move: (from, to) => orNotAllowed(() => move(from, to)),
    remove: (claim) =>
      orNotAllowed(async () =>
        set({ name: await refOf(claim.state.issue), before: claim.oid, after: noOid }),
      ),
    isAlive: (runId, runAttempt) => isAlive(github, runId, runAttempt),
  };
}

/** A token that may not write contents (the App's) is told so as a value, like a rule that forbids the ref. */
async function orNotAllowed<Answer>(
  write: () => Promise<Answer>,
): Promise<Answer | { readonly kind: "not-allowed"; readonly text: string }> {
  try {
    return await write();
  } catch (error) {
    const { kind, status, text } = failureOf(error);
    if (kind !== "refused" || status !== 403) throw error;
    return { kind: "not-allowed", text };
  }
}

/** An attempt that cannot be read counts as alive: taking over a working run is worse than waiting for a person. */
async function isAlive(github: Github, runId: number, runAttempt: number): Promise<boolean> {
  try {
    const { data } = await github.octokit.rest.actions.getWorkflowRunAttempt({
      owner: github.owner,
      repo: github.name,
      run_id: runId,
      attempt_number: runAttempt,
    });
    return data.status !== "completed";
  } catch {
    return true;
  }
}
