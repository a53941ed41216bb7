import type { CommentEvent } from "../../src/commands/comment-event.ts";
import type { People } from "../../src/commands/people.ts";
import type { Comment, Reaction } from "../../src/issues/issue.ts";
import type { Written } from "../../src/issues/tracker.ts";

export const alice = { login: "alice", id: 11, kind: "person" } as const;

/** Alice may write, carol administers, bob only reads. */
export const people: People = {
  access: async (login) => {
    if (login === "alice") return { userId: 11, permission: "write" };
    if (login === "carol") return { userId: 13, permission: "admin" };
    return login === "bob" ? { userId: 12, permission: "read" } : null;
  },
};

export const anEvent = (body: string, change: Partial<CommentEvent> = {}): CommentEvent => ({
  comment: 500,
  body,
  sender: alice,
  issue: { number: 12, isPullRequest: false, labels: [], body: "a spec" },
  ...change,
});

type Said = { readonly issue: number; readonly body: string };

/** One thread with the comment of an event in it. Records what Pawl says and how it reacts. */
export function thread(event: CommentEvent, answers: readonly Written<Comment>["kind"][] = []) {
  const said: Said[] = [];
  const reactions: Reaction[] = [];
  const log: string[] = [];
  const left = [...answers];
  const original: Comment = {
    id: event.comment,
    body: event.body,
    author: { ...event.sender, app: null },
    createdAt: "2026-11-20T12:00:00Z",
    edited: false,
  };
  const ours = (body: string): Comment => ({
    ...original,
    id: 600 + said.length,
    body,
    author: { login: "pawl[bot]", id: 99, kind: "bot", app: 1 },
  });
  const state: { comment: Comment | null } = { comment: original };
  return {
    said,
    reactions,
    state,
    lines: log,
    log: (line: string) => void log.push(line),
    tracker: {
      comment: async () => state.comment,
      comments: async () => [original, ...said.map((each) => ours(each.body))],
      ownReactions: async () => reactions,
      react: async (_comment: number, reaction: Reaction) => void reactions.push(reaction),
      createComment: async (issue: number, body: string): Promise<Written<Comment>> => {
        const answer = left.shift() ?? "written";
        if (answer === "rejected") return { kind: "rejected", status: 403, text: "locked" };
        said.push({ issue, body });
        return answer === "unknown"
          ? { kind: "unknown", text: "timed out" }
          : { kind: "written", value: ours(body) };
      },
    },
  };
}
