import { noOid } from "../delivery/code-host.ts";
import type { Claim, ClaimState, Claims } from "../queue/claim.ts";
import { claimMessage, readClaimMessage } from "./claim-message.ts";
import { claimRefOf } from "./claim-refs.ts";
import { openCommits } from "./commits.ts";
import type { Github } from "./octokit.ts";
import { once } from "./once.ts";
import { moveRefs, readRef, readRepositoryId } from "./refs.ts";

/**
 * Claims as a chain of commits below `refs/pawl/claims/`. The message is the state, the tree is the base's, so nothing
 * new is stored; every commit's parent is the claim before it.
 */
export function openGithubClaims(github: Github): Claims {
  const { owner, name: repo, octokit } = github;
  const commits = openCommits(github);
  const repositoryId = once(() => readRepositoryId(github));
  const prepare = async (from: Claim | null, to: ClaimState) => ({
    name: claimRefOf(to.issue),
    before: from?.oid ?? noOid,
    after: await commits.createLike(to.base, claimMessage(to), from === null ? [] : [from.oid]),
  });
  return {
    read: async (issue) => {
      const oid = await readRef(github, claimRefOf(issue));
      if (oid === null) return { kind: "none" };
      const { data } = await octokit.rest.git.getCommit({ owner, repo, commit_sha: oid });
      return readClaimMessage(oid, data.message, issue);
    },
    prepare,
    move: async (from, to) => {
      const move = await prepare(from, to);
      const answer = await moveRefs(github, await repositoryId(), [move]);
      if (answer.kind === "moved") return { kind: "moved", claim: { oid: move.after, state: to } };
      return answer.kind === "lost" ? { kind: "lost" } : answer;
    },
    isAlive: (runId, runAttempt) => isAlive(github, runId, runAttempt),
  };
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
