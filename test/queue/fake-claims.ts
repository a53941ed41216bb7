import type { Claim, ClaimRead, ClaimState, Claims, PreparedMove } from "../../src/queue/claim.ts";

const zeros = "0".repeat(40);

export type FakeClaims = Claims & {
  /** The chain of one task's states, oldest first. */
  readonly chain: (issue: number) => readonly ClaimState[];
  readonly put: (state: ClaimState) => Claim;
  /** Makes the ref something that is no claim. */
  readonly spoil: (issue: number) => void;
  /** Run attempts that are under way, as `<run>/<attempt>`. */
  readonly alive: Set<string>;
  /** Makes every move answer `not-allowed`. */
  readonly forbid: (text: string) => void;
};

/** The claim refs of one repository, in memory. Every call gives others a turn first, as a network would. */
export function fakeClaims(): FakeClaims {
  const tips = new Map<number, Claim>();
  const chains = new Map<number, ClaimState[]>();
  const foreign = new Set<number>();
  const alive = new Set<string>();
  let made = 0;
  let forbidden: string | null = null;

  const put = (state: ClaimState): Claim => {
    made += 1;
    const claim = { oid: made.toString(16).padStart(40, "0"), state };
    tips.set(state.issue, claim);
    chains.set(state.issue, [...(chains.get(state.issue) ?? []), state]);
    return claim;
  };
  const read = (issue: number): ClaimRead => {
    if (foreign.has(issue)) return { kind: "foreign", text: "not a claim" };
    const claim = tips.get(issue);
    return claim === undefined ? { kind: "none" } : { kind: "claim", claim };
  };
  return {
    put,
    alive,
    chain: (issue) => chains.get(issue) ?? [],
    spoil: (issue) => void foreign.add(issue),
    forbid: (text) => {
      forbidden = text;
    },
    read: async (issue) => read(issue),
    isAlive: async (runId, runAttempt) => alive.has(`${runId}/${runAttempt}`),
    move: async (from, to) => {
      await Promise.resolve();
      if (forbidden !== null) return { kind: "not-allowed", text: forbidden };
      if (foreign.has(to.issue) || (tips.get(to.issue)?.oid ?? zeros) !== (from?.oid ?? zeros)) {
        return { kind: "lost" };
      }
      return { kind: "moved", claim: put(to) };
    },
    remove: async (claim) => {
      await Promise.resolve();
      const { issue } = claim.state;
      if (forbidden !== null) return { kind: "not-allowed", text: forbidden };
      if (tips.get(issue)?.oid !== claim.oid) return { kind: "lost" };
      tips.delete(issue);
      return { kind: "moved" };
    },
    prepare: async (from, to): Promise<PreparedMove> => {
      made += 1;
      const after = made.toString(16).padStart(40, "0");
      return { name: `refs/pawl/claims/issue-${to.issue}`, before: from.oid, after };
    },
  };
}
