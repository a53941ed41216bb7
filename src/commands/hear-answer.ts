import type { Config } from "../config/config.ts";
import { markerOf } from "../issues/marker.ts";
import { isOurs } from "../issues/trust.ts";
import { answerTo } from "../spec/interview.ts";
import type { CommentEvent } from "./comment-event.ts";
import { trustOf } from "./conversation-ports.ts";
import { parseComment } from "./parse-comment.ts";
import { readThread, type ThreadPorts } from "./read-thread.ts";
import { placeOf } from "./receive.ts";

type Ports = ThreadPorts & {
  readonly tracker: ThreadPorts["tracker"] & {
    readonly react: (comment: number, reaction: "eyes") => Promise<void>;
  };
  readonly log: (line: string) => void;
};

/**
 * Whether a comment that is no command answers an open interview: by a person with write access, or by the issue's own
 * author, whose words are quoted data and start or end nothing. Then it gets 👀; anything else gets nothing.
 */
export async function hearAnswer(ports: Ports, event: CommentEvent, config: Config): Promise<boolean> {
  if (event.sender.kind !== "person" || placeOf(event.issue, config) !== "spec") return false;
  if (parseComment(event.body).kind !== "none") return false;
  const trust = trustOf(config);
  const comments = await ports.tracker.comments(event.issue.number);
  const asked = comments.some(
    ({ author, body }) => isOurs(author, trust) && markerOf(body, "question") !== null,
  );
  if (!asked) return false;
  const read = await readThread(ports, event.issue.number, trust);
  if (read === null || !answerTo(read.thread, event.comment)) return false;
  try {
    await ports.tracker.react(event.comment, "eyes");
  } catch (error) {
    ports.log(`comment ${event.comment}: could not be marked as seen: ${String(error)}`);
  }
  return true;
}
