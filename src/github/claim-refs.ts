/** Where claims live: outside the branches, so that clones, rules and people do not meet them. */
export const claimNamespace = "refs/pawl/claims/";

export function claimRefOf(issue: number): string {
  return `${claimNamespace}issue-${issue}`;
}

/** The issue a claim ref belongs to; `null` for any other ref below the namespace. */
export function issueOfClaimRef(name: string): number | null {
  const found = name.startsWith(claimNamespace)
    ? /^issue-([1-9]\d*)$/.exec(name.slice(claimNamespace.length))
    : null;
  return found?.[1] === undefined ? null : Number(found[1]);
}
