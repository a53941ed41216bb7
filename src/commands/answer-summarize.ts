import type { Config } from "../config/config.ts";
import { done, refused } from "../issues/outcome.ts";
import { md } from "../issues/render.ts";
import { summarise } from "../spec/summarise.ts";
import type { Summariser } from "../spec/summariser.ts";
import type { Answer } from "./answers.ts";
import { type ConversationPorts, trustOf } from "./conversation-ports.ts";
import { readThread } from "./read-thread.ts";

export type SummaryPorts = ConversationPorts & { readonly summariser: Summariser };

/** `/summarize`: writes the summary of the thread, or edits the one that stands. */
export function answerSummarize(ports: SummaryPorts, config: Config): Answer<"summarize"> {
  return async (_command, { issue }) => {
    const read = await readThread(ports, issue, trustOf(config));
    if (read === null) return refused("spec-missing", `There is no issue #${issue}.`, "Check the number.");
    const summary = await summarise(ports, { thread: read.thread, budgetUsd: config.plan.budgetUsd });
    if (summary.kind === "refused") return summary;
    const { body, existing } = summary.value;
    if (existing === null) {
      const written = await ports.tracker.createComment(issue, body);
      if (written.kind === "rejected") {
        return refused(
          "summary-not-written",
          "GitHub did not take the comment.",
          "Unlock the thread, then try again.",
        );
      }
      return done({ reply: null });
    }
    await ports.tracker.editComment(existing, body);
    return done({ reply: [md`The summary above is up to date.`] });
  };
}
