import type { MarkerOf } from "../issues/marker.ts";
import { done, type Outcome, refused } from "../issues/outcome.ts";
import type { Markdown } from "../issues/render.ts";
import { type Interview, leavesTheChoice } from "./interview.ts";
import type { Interviewer, InterviewTurn } from "./interviewer.ts";
import { renderEnd, renderQuestion } from "./render-interview.ts";
import type { Thread } from "./thread.ts";
import { threadText } from "./thread-text.ts";
import { type Coverage, coverageOf, type InterviewTopic, isCovered } from "./topic.ts";

/** More questions than this tire everybody; what is still open then is asked by the plan. */
export const mostQuestions = 25;

export type NextQuestionInput = {
  readonly thread: Thread;
  /** The interview that goes on, or `null` when one begins. */
  readonly interview: Interview | null;
  readonly start: number;
  readonly topic: InterviewTopic;
  readonly map: string;
  readonly budgetUsd: number;
};

/** The comment to post: a question, or the end of the interview (`number` 0 in its marker). */
export type NextQuestion = { readonly marker: MarkerOf<"question">; readonly blocks: readonly Markdown[] };

/** One turn of an interview. The end is decided by code: all areas covered, no question, or too many asked. */
export async function nextQuestion(
  { interviewer }: { readonly interviewer: Interviewer },
  input: NextQuestionInput,
): Promise<Outcome<NextQuestion>> {
  const { thread, interview, topic, map, budgetUsd } = input;
  const number = (interview?.number ?? 0) + 1;
  const before = interview?.coverage ?? coverageOf(topic, []);
  const reply = await interviewer.next({
    topic,
    coverage: before,
    number,
    choiceIsOurs: leavesTheChoice(interview?.answers.at(-1)?.text ?? ""),
    thread: threadText(thread),
    map,
    budgetUsd,
  });
  if (reply.kind === "failed") return refused(reply.code, reply.text, reply.next);
  const turn = reply.value;
  const coverage = merged(topic, before, turn);
  const over = isCovered(coverage) || turn.question.text.trim() === "" || number > mostQuestions;
  const marker = {
    kind: "question",
    start: input.start,
    number: over ? 0 : number,
    topic,
    coverage: Object.fromEntries(coverage),
    usd: reply.usage.usd,
  } as const;
  const blocks = over ? renderEnd(topic, coverage, turn) : renderQuestion(number, coverage, turn);
  return done({ marker, blocks });
}

/** An area that was covered stays so; a model that forgets one does not open it again. */
function merged(topic: InterviewTopic, before: Coverage, turn: InterviewTurn): Coverage {
  const after = coverageOf(topic, turn.coverage);
  return new Map(
    [...after].map(([area, state]) => {
      const old = before.get(area) ?? "open";
      return [area, state === "open" ? old : state] as const;
    }),
  );
}
