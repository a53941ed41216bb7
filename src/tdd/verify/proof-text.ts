import { type CommitProof, type RangeProof, rangeVerdict, type Verdict, verdictOf } from "./proof.ts";

/** The answer as data, in the form that `pawl verify --json` prints. */
export type ProofJson = {
  readonly verdict: Verdict;
  readonly sandbox: boolean;
  readonly commits: readonly {
    readonly sha: string;
    readonly subject: string;
    readonly kind: CommitProof["kind"];
    readonly newTests: readonly string[];
    readonly red: string | null;
    readonly green: boolean | null;
    readonly verdict: Verdict;
    readonly reasons: readonly string[];
  }[];
};

export function proofJson(proof: RangeProof): ProofJson {
  return {
    verdict: rangeVerdict(proof),
    sandbox: proof.sandbox,
    commits: proof.commits.map((commit) => ({
      sha: commit.sha,
      subject: commit.subject,
      kind: commit.kind,
      newTests: commit.newTests,
      red: commit.red,
      green: commit.green,
      verdict: verdictOf(commit),
      reasons: [...new Set(commit.doubts.map(({ code }) => code))],
    })),
  };
}

/** One line per commit, its doubts below it, and a last line for the whole. */
export function proofText(proof: RangeProof): string {
  const verdict = rangeVerdict(proof);
  const count = (wanted: Verdict) => proof.commits.filter((commit) => verdictOf(commit) === wanted).length;
  const total = `${proof.commits.length} commit${proof.commits.length === 1 ? "" : "s"}: ${count("proved")} proved, ${count("unproved")} unproved, ${count("violated")} violated`;
  const remark = proof.sandbox ? "" : " (without the sandbox)";
  const last = proof.commits.length === 0 ? "The range holds no commit, so nothing is proved." : `${total}.`;
  return [...proof.commits.flatMap(commitLines), `${verdict}: ${last}${remark}`].join("\n");
}

function commitLines(commit: CommitProof): readonly string[] {
  const facts = [
    commit.kind,
    ...(commit.newTests.length > 0
      ? [`${commit.newTests.length} new test${commit.newTests.length === 1 ? "" : "s"}`]
      : []),
    ...(commit.red === null ? [] : [`red by ${commit.red}`]),
    ...(commit.green === null ? [] : [commit.green ? "green" : "not green"]),
  ];
  const head = `${verdictOf(commit).padEnd(8)} ${commit.sha.slice(0, 9)} ${oneLine(commit.subject)}  [${facts.join(", ")}]`;
  return [head, ...commit.doubts.map(({ code, text }) => `         ${code}: ${oneLine(text)}`)];
}

/** Commit messages and test names come from anybody: no line break and no control character reaches the terminal. */
function oneLine(text: string): string {
  const plain = text.replace(/\p{Cc}+/gu, " ").trim();
  return plain.length <= 200 ? plain : `${plain.slice(0, 199)}…`;
}
