import type { Config } from "../config/config.ts";
import { done } from "../issues/outcome.ts";
import { md } from "../issues/render.ts";
import { dollars } from "../plan/estimate.ts";
import { standingPlan } from "../plan/standing-plan.ts";
import type { Board } from "../queue/snapshot.ts";
import { interviewOf } from "../spec/interview.ts";
import { spentInComments } from "../spec/spent.ts";
import type { Answer } from "./answers.ts";
import { type ConversationPorts, trustOf } from "./conversation-ports.ts";
import { readThread } from "./read-thread.ts";
import { refreshStatus } from "./refresh-status.ts";

export type StatusPorts = ConversationPorts & { readonly board: Board };

/** `/status`: brings the status comment up to date and says in a few words where the conversation stands. */
export function answerStatus(ports: StatusPorts, config: Config): Answer<"status"> {
  return async (_command, { issue }) => {
    const trust = trustOf(config);
    const [read, standing] = [await readThread(ports, issue, trust), await standingPlan(ports, issue, trust)];
    const talked = read === null ? 0 : spentInComments(read.ours);
    const interview = read === null ? null : interviewOf(read.thread);
    const waits = interview?.isOpen
      ? md` Question ${interview.number} of the interview waits for an answer.`
      : md``;
    if (standing.kind === "refused") {
      if (standing.refusal.code !== "no-plan") return standing;
      return done({ reply: [md`There is no plan yet.${waits} Spent so far: ${dollars(talked)}.`] });
    }
    const { kind, plan, record } = standing.value;
    const spent = dollars(talked + (record.spentUsd ?? 0));
    if (kind === "plan-preview") {
      const text = md`A preview of ${plan.tasks.length} tasks waits for \`/approve\`.${waits} Spent so far: ${spent}.`;
      return done({ reply: [text] });
    }
    const snapshot = await ports.board.snapshot();
    await refreshStatus(ports, { spec: issue, snapshot, config, trust });
    return done({
      reply: [md`The status comment above is up to date.${waits} Spent on planning: ${spent}.`],
    });
  };
}
