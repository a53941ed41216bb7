import { done, type Outcome, refused } from "../issues/outcome.ts";
import { codeSpan, document, heading, list, type Markdown, md } from "../issues/render.ts";
import { interviewOf } from "./interview.ts";
import type { Summariser } from "./summariser.ts";
import type { Thread, Written } from "./thread.ts";
import { threadText } from "./thread-text.ts";

export type SummaryComment = { readonly body: string; readonly existing: number | null };

/** `/summarize`: what the thread decided. From then on prompts carry this text in place of what it stands for. */
export async function summarise(
  { summariser }: { readonly summariser: Summariser },
  { thread, budgetUsd }: { readonly thread: Thread; readonly budgetUsd: number },
): Promise<Outcome<SummaryComment>> {
  const spoken = thread.entries.filter(({ kind }) => kind === "person");
  const old = thread.entries.find(
    (entry): entry is Written => entry.kind === "pawl" && entry.marker.kind === "summary",
  );
  if (spoken.length < 2) {
    return refused(
      "nothing-to-sum-up",
      "Nothing was said here yet.",
      "Discuss first, then comment `/summarize`.",
    );
  }
  const reply = await summariser.summarise({ thread: threadText(thread), budgetUsd });
  if (reply.kind === "failed") return refused(reply.code, reply.text, reply.next);
  const { decisions, open, constraints } = reply.value;
  const usd = (old?.marker.kind === "summary" ? (old.marker.usd ?? 0) : 0) + reply.usage.usd;
  const interview = interviewOf(thread);
  // A question that waits for its answer must stay in sight.
  const upto = interview?.isOpen ? interview.question.id - 1 : (thread.entries.at(-1)?.id ?? 0);
  const body = document({ kind: "summary", spec: thread.number, upto, usd }, [
    heading(2, md`Summary`),
    ...section("Decisions", decisions),
    ...section("Open points", open),
    ...section("Constraints", constraints),
    md`*From here on Pawl reads this in place of the comments before it. ${codeSpan("/summarize")} again brings it up to date.*`,
  ]);
  return done({ body, existing: old?.id ?? null });
}

function section(title: string, items: readonly string[]): readonly Markdown[] {
  return items.length === 0 ? [] : [heading(3, md`${title}`), list(items.map((item) => md`${item}`))];
}
