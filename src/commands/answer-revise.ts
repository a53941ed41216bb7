import type { Config } from "../config/config.ts";
import { done, type Outcome } from "../issues/outcome.ts";
import { renderDiff } from "../plan/render-diff.ts";
import type { ReviseOrder } from "../plan/revise-draft.ts";
import { revisePlan } from "../plan/revise-plan.ts";
import type { Reviser } from "../plan/reviser.ts";
import type { Board } from "../queue/snapshot.ts";
import type { Answer, Answered } from "./answers.ts";
import { busyTasks } from "./busy-tasks.ts";
import { mapOf } from "./code-text.ts";
import { type ConversationPorts, trustOf } from "./conversation-ports.ts";
import { refreshStatus } from "./refresh-status.ts";

export type RevisePorts = ConversationPorts & { readonly reviser: Reviser; readonly board: Board };

/** `/revise`: changes the plan and its issues, and says what differs. */
export function answerRevise(ports: RevisePorts, config: Config): Answer<"revise"> {
  return ({ text }, { issue }) => revise(ports, config, issue, { kind: "revise", text });
}

/** `/add`: adds one task; nothing that stands changes. */
export function answerAdd(ports: RevisePorts, config: Config): Answer<"add"> {
  return ({ text }, { issue }) =>
    revise(ports, config, issue, { kind: "add", text: `Add one task and change nothing else: ${text}` });
}

/** `/answer Q1 B`: settles a question; the recommended answer costs nothing, because the plan stands on it already. */
export function answerAnswer(ports: RevisePorts, config: Config): Answer<"answer"> {
  return ({ question, option }, { issue }) =>
    revise(ports, config, issue, { kind: "answer", question, option });
}

async function revise(
  ports: RevisePorts,
  config: Config,
  spec: number,
  order: ReviseOrder,
): Promise<Outcome<Answered>> {
  const busy = async () => busyTasks(await ports.board.snapshot());
  const mapText = (text: string) => mapOf(ports.codeBase, text);
  const revised = await revisePlan({ ...ports, busy }, { spec, order, config, mapText });
  if (revised.kind === "refused") return revised;
  if (revised.value.kind === "revised") {
    const snapshot = await ports.board.snapshot();
    await refreshStatus(ports, { spec, snapshot, config, trust: trustOf(config) });
  }
  const { kind, usage } = revised.value;
  const reply = renderDiff(revised.value);
  // What a change cost stands in the plan's record; only without one the reply has to carry it.
  return done(kind === "unchanged" ? { reply, usd: usage.usd } : { reply });
}
