import type { Github } from "./octokit.ts";
import { readRef } from "./refs.ts";

/** Where claims live: outside the branches, so that clones, rules and people do not meet them. */
const hidden = "refs/pawl/claims/";

/** Where a server refuses that: among the branches. */
const asBranches = "refs/heads/pawl/claims/";

type Ref = { readonly ref: string; readonly object: { readonly sha: string } };

/**
 * Which of the two namespaces this repository uses. `find` looks once: the branches count only where claims stand there and
 * none stands in the first. `list` answers what stands there now, and looks on the way. `fallBack` is for a write that the
 * server refused in the first while it held no claim.
 */
export type ClaimNamespace = {
  find(): Promise<string>;
  /** The oid of one claim ref, or `null`. One that stands in the first namespace answers `find` as well. */
  oidOf(issue: number): Promise<string | null>;
  list(): Promise<readonly Ref[]>;
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
  const below = (namespace: string): Promise<readonly Ref[]> => {
    const ref = namespace.replace(/^refs\//, "");
    return octokit.paginate(octokit.rest.git.listMatchingRefs, { owner, repo, ref, per_page: 100 });
  };
  let chosen: string | null = null;
  const look = async () => {
    const first = await below(hidden);
    const second = first.length > 0 ? [] : await below(asBranches);
    // While no claim stands anywhere the first one may still be put among the branches, by another client too.
    if (first.length + second.length > 0) chosen = second.length > 0 ? asBranches : hidden;
    return [...first, ...second];
  };
  const find = async () => {
    if (chosen === null) await look();
    return chosen ?? hidden;
  };
  return {
    find,
    oidOf: async (issue) => {
      if (chosen !== null) return readRef(github, `${chosen}issue-${issue}`);
      const oid = await readRef(github, `${hidden}issue-${issue}`);
      if (oid === null && (await find()) === asBranches)
        return readRef(github, `${asBranches}issue-${issue}`);
      if (oid !== null) chosen ??= hidden;
      return oid;
    },
    list: () => (chosen === null ? look() : below(chosen)),
    fallBack: async () => {
      if ((await find()) !== hidden || (await below(hidden)).length > 0) return false;
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
