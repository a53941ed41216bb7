import type { Config } from "../config/config.ts";
import { done, type Outcome, refused } from "../issues/outcome.ts";
import { type Interview, interviewOf } from "../spec/interview.ts";
import type { Interviewer } from "../spec/interviewer.ts";
import { nextQuestion } from "../spec/next-question.ts";
import type { Thread } from "../spec/thread.ts";
import type { InterviewTopic } from "../spec/topic.ts";
import type { Answer, Answered } from "./answers.ts";
import { mapOf } from "./code-text.ts";
import { type ConversationPorts, trustOf } from "./conversation-ports.ts";
import { postOnce } from "./post-once.ts";
import { readThread } from "./read-thread.ts";

export type InterviewPorts = ConversationPorts & { readonly interviewer: Interviewer };

/** `/interview`: asks the first question. Without a topic it asks about the product, then about the technique. */
export function answerInterview(ports: InterviewPorts, config: Config): Answer<"interview"> {
  return async ({ topic }, { issue, comment }) => {
    const read = await readThread(ports, issue, trustOf(config));
    if (read === null) return refused("spec-missing", `There is no issue #${issue}.`, "Check the number.");
    const standing = interviewOf(read.thread);
    if (standing?.start === comment) return done({ reply: null });
    return ask(ports, config, read.thread, { interview: null, start: comment, topic: topic ?? "both" });
  };
}

/**
 * Goes on with the open interview of an issue when its last question was answered; else does nothing. Reads the thread
 * anew, so it may be asked as often as one likes: on a comment, on a restart, by a sweep.
 */
export async function continueInterview(
  ports: InterviewPorts,
  config: Config,
  issue: number,
): Promise<Outcome<Answered>> {
  const read = await readThread(ports, issue, trustOf(config));
  const interview = read === null ? null : interviewOf(read.thread);
  if (read === null || interview === null || !interview.isOpen) return done({ reply: null });
  if (interview.answers.length === 0) return done({ reply: null });
  const { start, topic } = interview;
  return ask(ports, config, read.thread, { interview, start, topic });
}

async function ask(
  ports: InterviewPorts,
  config: Config,
  thread: Thread,
  going: { readonly interview: Interview | null; readonly start: number; readonly topic: InterviewTopic },
): Promise<Outcome<Answered>> {
  const map = await mapOf(ports.codeBase, `${thread.title} ${thread.body}`);
  const next = await nextQuestion(ports, { ...going, thread, map, budgetUsd: config.plan.budgetUsd });
  if (next.kind === "refused") return next;
  await postOnce(ports, trustOf(config), thread.number, next.value.marker, next.value.blocks);
  return done({ reply: null });
}
