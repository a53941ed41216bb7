import { createHash } from "node:crypto";
import { branchOf } from "../../src/delivery/branch.ts";
import type { PullRequest } from "../../src/delivery/code-host.ts";
import type { Comment } from "../../src/issues/issue.ts";
import type { Written } from "../../src/issues/tracker.ts";
import type { QueueIssue } from "../../src/queue/snapshot.ts";
import { fakeClaims } from "../queue/fake-claims.ts";
import { snapshotOf } from "../queue/queue-issue.ts";

const us = { login: "github-actions[bot]", id: 99, kind: "bot", app: null } as const;

/** A repository of issues that can be changed, with everything done to it in `story`, in order. */
export function fakeIssues(issues: readonly QueueIssue[], pulls: Readonly<Record<number, PullRequest>> = {}) {
  const story: string[] = [];
  const lines: string[] = [];
  const current = new Map(issues.map((issue) => [issue.number, issue]));
  const comments = new Map<number, Comment[]>();
  const broken = new Set<string>();
  const claims = fakeClaims();
  let made = 700;

  const act = async (what: string) => {
    if (broken.has(what)) throw new Error(`${what}: 502`);
    story.push(what);
  };
  const relabel = (number: number, change: (labels: readonly string[]) => string[]) => {
    const issue = current.get(number);
    if (issue !== undefined) current.set(number, { ...issue, labels: change(issue.labels) });
  };
  return {
    story,
    lines,
    broken,
    claims,
    /** What somebody else does to an issue. */
    change: (number: number, change: Partial<QueueIssue>) => {
      const issue = current.get(number);
      if (issue !== undefined) current.set(number, { ...issue, ...change });
    },
    /** What people see in a thread, markers cut off. */
    texts: (number: number) =>
      (comments.get(number) ?? []).map((comment) => comment.body.replace(/^<!--.*-->\n\n/, "")),
    log: (line: string) => void lines.push(line),
    board: { snapshot: async () => snapshotOf(...current.values()) },
    runs: {
      start: () => act("start"),
      cancel: (runId: number) => act(`cancel ${runId}`),
    },
    codeHost: {
      pullRequestOf: async (branch: string) =>
        Object.entries(pulls).find(([issue]) => branchOf(Number(issue)) === branch)?.[1] ?? null,
    },
    digest: (text: string) => createHash("sha256").update(text).digest("hex"),
    refreshStatus: (spec: number) => act(`status of ${spec}`),
    tracker: {
      comments: async (number: number) => comments.get(number) ?? [],
      createComment: async (number: number, body: string): Promise<Written<Comment>> => {
        await act(`comment on ${number}`);
        made += 1;
        const comment = { id: made, body, author: us, createdAt: "2026-11-20T12:00:00Z", edited: false };
        comments.set(number, [...(comments.get(number) ?? []), comment]);
        return { kind: "written", value: comment };
      },
      editComment: async (id: number, body: string) => {
        await act(`edit ${id}`);
        for (const [number, all] of comments) {
          comments.set(
            number,
            all.map((each) => (each.id === id ? { ...each, body } : each)),
          );
        }
      },
      addLabels: async (number: number, names: readonly string[]) => {
        await act(`+${names.join(",")} on ${number}`);
        relabel(number, (labels) => [...new Set([...labels, ...names])]);
      },
      removeLabel: async (number: number, name: string) => {
        await act(`-${name} on ${number}`);
        relabel(number, (labels) => labels.filter((each) => each !== name));
      },
      deleteLabel: (name: string) => act(`delete label ${name}`),
      close: async (number: number, reason: "completed" | "not_planned") => {
        await act(`close ${number}`);
        const issue = current.get(number);
        if (issue !== undefined) current.set(number, { ...issue, state: "closed", stateReason: reason });
      },
    },
  };
}
