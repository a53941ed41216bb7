import type { Said, Thread, Written } from "./thread.ts";
import { type Coverage, coverageOf, type InterviewTopic } from "./topic.ts";

/** Where the newest interview of a thread stands. `number` counts its questions from 1. */
export type Interview = {
  /** Id of the command comment that began it. */
  readonly start: number;
  readonly topic: InterviewTopic;
  readonly number: number;
  readonly coverage: Coverage;
  readonly question: Written;
  /** What was said since the question was asked; empty while nobody has answered. */
  readonly answers: readonly Said[];
  readonly isOpen: boolean;
};

/** Commands of a person with access that end an interview. */
const enders: ReadonlySet<string> = new Set(["spec", "plan", "approve", "interview"]);

/** The newest interview of the thread, open or ended; `null` when there was none. */
export function interviewOf(thread: Thread): Interview | null {
  const question = thread.entries.findLast(
    (entry): entry is Written => entry.kind === "pawl" && entry.marker.kind === "question",
  );
  if (question === undefined || question.marker.kind !== "question") return null;
  const { start, topic, number, coverage } = question.marker;
  const later = thread.entries.filter(
    (entry): entry is Said => entry.kind === "person" && entry.id > question.id,
  );
  const ended = later.some(({ command, mayWrite }) => mayWrite && command !== null && enders.has(command));
  const states = Object.entries(coverage).map(([area, state]) => ({ area, state }));
  return {
    start,
    topic,
    number,
    coverage: coverageOf(topic, states),
    question,
    answers: later.filter(({ command, text }) => command === null && text !== ""),
    isOpen: number > 0 && !ended,
  };
}

/** Whether a comment answers the open interview of a thread. */
export function answersOpenQuestion(thread: Thread, comment: number): boolean {
  const interview = interviewOf(thread);
  return interview?.isOpen === true && interview.answers.some(({ id }) => id === comment);
}

/** Whether an answer leaves the choice to Pawl: the recommendation is taken then. */
export function leavesTheChoice(answer: string): boolean {
  return /^\W*(you|pawl) (may |can |should )?(decide|choose|pick)\b|^\W*(your (choice|call)|up to you)\b/i.test(
    answer,
  );
}
