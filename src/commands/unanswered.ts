import type { Comment } from "../issues/issue.ts";
import { markerOf } from "../issues/marker.ts";
import type { Tracker } from "../issues/tracker.ts";
import { authorise } from "./authorise.ts";
import type { CommentEvent } from "./comment-event.ts";
import { parseComment } from "./parse-comment.ts";
import type { People } from "./people.ts";

/** A comment with where it stands. `reacted`: somebody put 🚀 or 😕 on it, perhaps we. */
export type RecentComment = Comment & {
  readonly issue: number;
  readonly isPullRequest: boolean;
  readonly reacted: boolean;
};

/** Port: the comments of a whole repository that were written or changed since a time (ISO 8601), oldest first. */
export interface RecentComments {
  since(time: string): Promise<readonly RecentComment[]>;
}

type Ports = {
  readonly recent: RecentComments;
  readonly tracker: Pick<Tracker, "issue" | "ownReactions">;
  readonly people: People;
};

/**
 * Commands that somebody with write access gave and that carry no end reaction of ours: lost deliveries, and work that a
 * restart cut off; answers to interviews too. An edited comment is never a command.
 */
export async function unansweredCommands(ports: Ports, since: string): Promise<readonly CommentEvent[]> {
  const found: CommentEvent[] = [];
  const all = await ports.recent.since(since);
  for (const comment of all) {
    const { author, body, edited, id } = comment;
    if (edited || author.kind !== "person" || author.app !== null) continue;
    const isCommand = parseComment(body).kind !== "none";
    if (!isCommand && !mayAnswer(comment, all)) continue;
    if (comment.reacted && (await hasEnded(ports.tracker, id))) continue;
    const sender = { login: author.login, id: author.id, kind: "person" } as const;
    if (isCommand && (await authorise(ports.people, sender)).kind === "denied") continue;
    const issue = comment.isPullRequest ? null : await ports.tracker.issue(comment.issue);
    found.push({
      comment: id,
      body,
      sender,
      issue: {
        number: comment.issue,
        isPullRequest: comment.isPullRequest,
        labels: issue?.labels ?? [],
        body: issue?.body ?? "",
      },
    });
  }
  return found;
}

/** Words after a question of an interview; whether they really answer it, the thread says. */
function mayAnswer({ issue, id, isPullRequest }: RecentComment, all: readonly RecentComment[]): boolean {
  const asks = (other: RecentComment) =>
    other.issue === issue &&
    other.id < id &&
    other.author.kind === "bot" &&
    markerOf(other.body, "question") !== null;
  return !isPullRequest && all.some(asks);
}

/** Whether a command carries our 🚀 or 😕. */
export async function hasEnded(tracker: Pick<Tracker, "ownReactions">, comment: number): Promise<boolean> {
  const reactions = await tracker.ownReactions(comment);
  return reactions.includes("rocket") || reactions.includes("confused");
}
