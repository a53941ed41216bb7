import type { Github } from "./octokit.ts";
import { once } from "./once.ts";

/** Where claims live: outside the branches, so that clones, rules and people do not meet them. */
const hidden = "refs/pawl/claims/";

/** Where a server refuses that: among the branches. */
const asBranches = "refs/heads/pawl/claims/";

/**
 * Which of the two namespaces this repository uses. `find` looks once: the branches count only where claims stand there and
 * none stands in the first. `fallBack` is for a write that the server refused in the first while it held no claim.
 */
export type ClaimNamespace = {
  find(): Promise<string>;
  fallBack(): Promise<boolean>;
};

const known = new WeakMap<Github, ClaimNamespace>();

/** The same answer for every adapter of one client. */
export function claimNamespaceOf(github: Github): ClaimNamespace {
  const found = known.get(github) ?? openNamespace(github);
  known.set(github, found);
  return found;
}

function openNamespace(github: Github): ClaimNamespace {
  const { owner, name: repo, octokit } = github;
  const isEmpty = async (namespace: string) => {
    const ref = namespace.replace(/^refs\//, "");
    const { data } = await octokit.rest.git.listMatchingRefs({ owner, repo, ref, per_page: 1 });
    return data.length === 0;
  };
  const look = once(async () => {
    const isHidden = !(await isEmpty(hidden)) || (await isEmpty(asBranches));
    return isHidden ? hidden : asBranches;
  });
  let chosen: string | null = null;
  return {
    find: async () => chosen ?? (await look()),
    fallBack: async () => {
      if (chosen !== null || (await look()) !== hidden || !(await isEmpty(hidden))) return false;
      chosen = asBranches;
      return true;
    },
  };
}

/** The issue a claim ref belongs to; `null` for any other ref below the namespace. */
export function issueOfClaimRef(name: string): number | null {
  const found = /^refs\/(?:heads\/)?pawl\/claims\/issue-([1-9]\d*)$/.exec(name);
  return found?.[1] === undefined ? null : Number(found[1]);
}
