import type { Config } from "../config/config.ts";
import { markerOf } from "../issues/marker.ts";
import { md } from "../issues/render.ts";
import type { Tracker } from "../issues/tracker.ts";
import { isOurs } from "../issues/trust.ts";
import { answersOpenQuestion } from "../spec/interview.ts";
import { continueInterview, type InterviewPorts } from "./answer-interview.ts";
import type { CommentEvent } from "./comment-event.ts";
import { trustOf } from "./conversation-ports.ts";
import { parseComment } from "./parse-comment.ts";
import type { People } from "./people.ts";
import { postOnce } from "./post-once.ts";
import { readThread } from "./read-thread.ts";
import { placeOf } from "./receive.ts";

type Ports = {
  readonly tracker: Pick<Tracker, "thread" | "react">;
  readonly people: People;
  readonly log: (line: string) => void;
};

/**
 * Whether a comment that is no command answers an open interview: by a person with write access, or by the issue's own
 * author, whose words are quoted data and start or end nothing. Then it gets 👀; anything else gets nothing at all.
 */
export async function hearAnswer(ports: Ports, event: CommentEvent, config: Config): Promise<boolean> {
  if (event.sender.kind !== "person" || placeOf(event.issue, config) !== "spec") return false;
  if (parseComment(event.body).kind !== "none") return false;
  const trust = trustOf(config);
  const seen = await ports.tracker.thread(event.issue.number);
  const isAsked = seen?.comments.some(
    ({ author, body }) => isOurs(author, trust) && markerOf(body, "question") !== null,
  );
  if (isAsked !== true) return false;
  const read = await readThread(ports, event.issue.number, trust);
  if (read === null || !answersOpenQuestion(read.thread, event.comment)) return false;
  try {
    await ports.tracker.react(event.comment, "eyes");
  } catch (error) {
    ports.log(`comment ${event.comment}: could not be marked as seen: ${String(error)}`);
  }
  return true;
}

/** Goes on with the interview after an answer that was heard, and ends with 🚀, or 😕 and the reason. */
export async function takeAnswer(
  ports: InterviewPorts,
  config: Config,
  { issue, comment }: { readonly issue: number; readonly comment: number },
): Promise<void> {
  const outcome = await continueInterview(ports, config, issue);
  if (outcome.kind === "refused") {
    const { text, next } = outcome.refusal;
    const again = md`${text} ${next} Then answer once more: the interview goes on where it stopped.`;
    await postOnce(ports, trustOf(config), issue, { kind: "reply", comment }, [again]);
  }
  await ports.tracker.react(comment, outcome.kind === "refused" ? "confused" : "rocket");
}
