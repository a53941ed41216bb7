/** What stands at the end of a demo, read back from the local GitHub and the git repository: the demo's `--json` answer. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { fieldOf, type Person } from "../stage/person.ts";

const run = promisify(execFile);

export type FinalState = {
  readonly specIssue: number;
  readonly subIssues: readonly SubIssue[];
  readonly edges: readonly { readonly blocked: number; readonly blocker: number }[];
  readonly pullRequests: readonly FinalPullRequest[];
  readonly repository: string;
  readonly sandbox: boolean;
  readonly requests: { readonly rest: number; readonly graphql: number };
  readonly seconds: number;
};

export type SubIssue = {
  readonly number: number;
  /** Id in the plan (`t1`); null for a sprint. */
  readonly task: string | null;
  readonly parent: number;
  readonly state: string;
  readonly labels: readonly string[];
};

export type FinalPullRequest = {
  readonly number: number;
  readonly issue: number;
  readonly state: "merged" | "open" | "closed";
  readonly commits: readonly { readonly sha: string; readonly subject: string }[];
  readonly evidence: readonly Proof[];
};

/** `red` is the class of the failure that was seen without the code, `green` the counts with it. */
type Proof = {
  readonly sha: string;
  readonly test: string;
  readonly red: string;
  readonly green: string;
};

export async function readSubIssues(person: Person, spec: number): Promise<readonly SubIssue[]> {
  const children = listOf(await person.get(`/issues/${spec}/sub_issues?per_page=100`));
  const found: SubIssue[] = [];
  for (const child of children) {
    const number = Number(fieldOf(child, "number"));
    found.push({
      number,
      task: /"task":"([^"]+)"/.exec(String(fieldOf(child, "body")))?.[1] ?? null,
      parent: spec,
      state: String(fieldOf(child, "state")),
      labels: listOf(fieldOf(child, "labels")).map((label) => String(fieldOf(label, "name"))),
    });
    found.push(...(await readSubIssues(person, number)));
  }
  return found;
}

export async function readEdges(person: Person, issues: readonly SubIssue[]): Promise<FinalState["edges"]> {
  const edges: { blocked: number; blocker: number }[] = [];
  for (const { number } of issues) {
    const blockers = listOf(await person.get(`/issues/${number}/dependencies/blocked_by?per_page=100`));
    for (const blocker of blockers)
      edges.push({ blocked: number, blocker: Number(fieldOf(blocker, "number")) });
  }
  return edges.sort((a, b) => a.blocked - b.blocked || a.blocker - b.blocker);
}

export async function readPullRequests(person: Person, bare: string): Promise<readonly FinalPullRequest[]> {
  const pulls = listOf(await person.get("/pulls?state=all&per_page=100"));
  const read = pulls.map(async (pull): Promise<FinalPullRequest> => {
    const head = fieldOf(pull, "head");
    const commits = await commitsOf(
      bare,
      String(fieldOf(fieldOf(pull, "base"), "sha")),
      String(fieldOf(head, "sha")),
    );
    const merged = fieldOf(pull, "merged_at") !== null;
    return {
      number: Number(fieldOf(pull, "number")),
      issue: Number(/(\d+)$/.exec(String(fieldOf(head, "ref")))?.[1] ?? 0),
      state: merged ? "merged" : fieldOf(pull, "state") === "open" ? "open" : "closed",
      commits: commits.map(({ sha, subject }) => ({ sha, subject })),
      evidence: commits.flatMap(({ sha, red, green }) => red.map((line) => proofOf(sha, line, green))),
    };
  });
  return (await Promise.all(read)).sort((a, b) => a.number - b.number);
}

type Commit = {
  readonly sha: string;
  readonly subject: string;
  readonly red: readonly string[];
  readonly green: string;
};

async function commitsOf(bare: string, base: string, head: string): Promise<readonly Commit[]> {
  const trailer = (name: string) => `%(trailers:key=${name},valueonly,separator=%x1d)`;
  const format = ["%H", "%s", trailer("Red"), trailer("Green")].join("%x1f");
  const { stdout } = await run("git", [
    "-C",
    bare,
    "log",
    "--reverse",
    `--format=${format}%x1e`,
    `${base}..${head}`,
  ]);
  return stdout
    .split("\u001e")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "")
    .map((entry) => {
      const [sha = "", subject = "", red = "", green = ""] = entry.split("\u001f");
      return { sha, subject, red: red.split("\u001d").filter(Boolean), green: green.trim() };
    });
}

/** A `Red:` trailer is `<test id> | <class> | <digest>`. */
function proofOf(sha: string, line: string, green: string): Proof {
  const parts = line.split(" | ");
  const red = parts.at(-2) ?? "";
  return { sha, test: parts.slice(0, -2).join(" | "), red: red.trim(), green };
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
