import type { RedClass } from "../red-class.ts";
import type { TestId } from "../test-report.ts";

/** `violated`: a rule was broken. `unproved`: nothing wrong was seen, but the proof is missing. */
export type Verdict = "proved" | "unproved" | "violated";

export type CommitKind = "behaviour" | "refactor" | "other";

/**
 * A reason against a commit: a stable code, a sentence for a person, and what it makes of the commit.
 * Codes are listed in docs/decisions/0015-replay.md.
 */
export type Doubt = {
  readonly code: string;
  readonly text: string;
  readonly verdict: "unproved" | "violated";
};

/** What the replay of one commit showed. `red` and `green` are null where nothing was run. */
export type CommitProof = {
  readonly sha: string;
  readonly subject: string;
  readonly kind: CommitKind;
  readonly newTests: readonly TestId[];
  readonly red: RedClass | null;
  readonly green: boolean | null;
  readonly doubts: readonly Doubt[];
};

export type RangeProof = { readonly sandbox: boolean; readonly commits: readonly CommitProof[] };

const rank: Readonly<Record<Verdict, number>> = { proved: 0, unproved: 1, violated: 2 };

export function verdictOf(commit: Pick<CommitProof, "doubts">): Verdict {
  return worst(commit.doubts.map(({ verdict }) => verdict));
}

/** The worst of its commits; a range without commits proves nothing. */
export function rangeVerdict({ commits }: Pick<RangeProof, "commits">): Verdict {
  return commits.length === 0 ? "unproved" : worst(commits.map(verdictOf));
}

function worst(verdicts: readonly Verdict[]): Verdict {
  return verdicts.reduce<Verdict>((a, b) => (rank[b] > rank[a] ? b : a), "proved");
}

export function unproved(code: string, text: string): Doubt {
  return { code, text, verdict: "unproved" };
}

export function violated(code: string, text: string): Doubt {
  return { code, text, verdict: "violated" };
}
