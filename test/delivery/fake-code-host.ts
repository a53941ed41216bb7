/** A code host in memory: commits by number, refs by name, and switches for what GitHub may refuse. */
import type {
  CodeHost,
  NewCommit,
  PullRequest,
  PullRequestAnswer,
  RefAnswer,
} from "../../src/delivery/code-host.ts";
import { noOid } from "../../src/delivery/code-host.ts";
import { blobId } from "./change-set-builder.ts";

export type FakeCodeHost = CodeHost & {
  readonly refs: Map<string, string>;
  readonly commits: Map<string, NewCommit>;
  readonly pulls: { title: string; body: string; draft: boolean; head: string; base: string }[];
  answers: { pull: PullRequestAnswer | null; draft: PullRequestAnswer | null; move: RefAnswer | null };
  /** Commits `files` on the default branch and answers the commit. */
  push(files: Readonly<Record<string, string>>): string;
};

export function fakeCodeHost(files: Readonly<Record<string, string>>): FakeCodeHost {
  const trees = new Map<string, Readonly<Record<string, string>>>();
  const refs = new Map<string, string>();
  let count = 0;
  const nextId = () => (++count).toString(16).padStart(40, "c");
  const host: FakeCodeHost = {
    refs,
    commits: new Map(),
    pulls: [],
    answers: { pull: null, draft: null, move: null },
    push(now) {
      const id = nextId();
      trees.set(id, now);
      refs.set("refs/heads/main", id);
      return id;
    },
    defaultBranch: async () => ({ name: "main", head: refs.get("refs/heads/main") ?? noOid }),
    ref: async (name) => refs.get(name) ?? null,
    tree: async (commit) =>
      new Map(
        Object.entries(trees.get(commit) ?? {}).map(([path, text]) => [
          path,
          { sha: blobId(Buffer.from(text)), mode: "100644" },
        ]),
      ),
    texts: async (commit, paths) =>
      new Map(
        paths.flatMap((path) => {
          const text = trees.get(commit)?.[path];
          return text === undefined ? [] : [[path, text] as const];
        }),
      ),
    blobId,
    createCommit: async (commit) => {
      const id = nextId();
      host.commits.set(id, commit);
      return id;
    },
    moveRefs: async (moves) => {
      if (host.answers.move !== null) return host.answers.move;
      const stale = moves.find((move) => (refs.get(move.name) ?? noOid) !== move.before);
      if (stale !== undefined) return { kind: "lost", text: stale.name };
      for (const move of moves) refs.set(move.name, move.after);
      return { kind: "moved" };
    },
    openPullRequest: async (pull) => {
      const answer = pull.draft ? (host.answers.draft ?? host.answers.pull) : host.answers.pull;
      if (answer !== null) return answer;
      host.pulls.push(pull);
      return { kind: "opened", pullRequest: pullRequest(host.pulls.length, pull.draft) };
    },
    pullRequestOf: async () => null,
  };
  host.push(files);
  return host;
}

export function pullRequest(number: number, draft = true): PullRequest {
  return { number, url: `https://host.example/pull/${number}`, state: "open", draft };
}
