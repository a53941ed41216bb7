import type { Config } from "../config/config.ts";
import type { PlanPorts } from "../plan/plan-spec.ts";
import { answerApprove } from "./answer-approve.ts";
import { type AskPorts, answerAsk } from "./answer-ask.ts";
import { answerInterview, type InterviewPorts } from "./answer-interview.ts";
import { answerLog } from "./answer-log.ts";
import { answerPlan } from "./answer-plan.ts";
import { answerAdd, answerAnswer, answerRevise, type RevisePorts } from "./answer-revise.ts";
import { answerSpec, type SpecPorts } from "./answer-spec.ts";
import { answerStatus } from "./answer-status.ts";
import { answerSummarize, type SummaryPorts } from "./answer-summarize.ts";
import type { Answers } from "./answers.ts";
import { busyTasks } from "./busy-tasks.ts";
import type { Place } from "./command.ts";
import type { CommandRequest } from "./receive.ts";

export type ConversationAnswersPorts = PlanPorts &
  InterviewPorts &
  SpecPorts &
  SummaryPorts &
  AskPorts &
  RevisePorts;

/** The use-cases behind every command on a spec issue. */
export function conversationAnswers(ports: ConversationAnswersPorts, config: Config): Answers {
  const busy = async () => busyTasks(await ports.board.snapshot());
  const planning = { ...ports, busy };
  return {
    interview: answerInterview(ports, config),
    spec: answerSpec(ports, config),
    summarize: answerSummarize(ports, config),
    plan: answerPlan(planning, config),
    approve: answerApprove(planning, config),
    ask: answerAsk(ports, config),
    revise: answerRevise(ports, config),
    add: answerAdd(ports, config),
    answer: answerAnswer(ports, config),
    status: answerStatus(ports, config),
    log: answerLog(ports, config),
  };
}

const revising: ReadonlySet<string> = new Set(["revise", "add", "answer"]);

/** Whether labels and runs may have to follow a command: those on tasks and pull requests, and revisions of a plan. */
export function changesQueue({ parsed }: CommandRequest, place: Place): boolean {
  return place !== "spec" || (parsed.kind === "command" && revising.has(parsed.command.kind));
}
