import type { Config } from "../config/config.ts";
import { done, refused } from "../issues/outcome.ts";
import { issueLink, type Markdown, md, prose } from "../issues/render.ts";
import { visibleText } from "../issues/visible-text.ts";
import type { Adviser } from "../plan/adviser.ts";
import { askAbout } from "../plan/ask-about.ts";
import { knownIssues } from "../plan/known-issues.ts";
import { standingPlan } from "../plan/standing-plan.ts";
import { specificationTexts } from "../spec/specification-comments.ts";
import { threadText } from "../spec/thread-text.ts";
import type { Answer } from "./answers.ts";
import { codeFor } from "./code-text.ts";
import { type ConversationPorts, trustOf } from "./conversation-ports.ts";
import { readThread } from "./read-thread.ts";

export type AskPorts = ConversationPorts & { readonly adviser: Adviser };

/** Characters of spec, about 75,000 tokens; a question about a longer one is answered from its beginning and the plan. */
const mostOfSpec = 300_000;

/** `/ask`: a reply, and nothing else. */
export function answerAsk(ports: AskPorts, config: Config): Answer<"ask"> {
  return async ({ text: question }, { issue }) => {
    const trust = trustOf(config);
    const read = await readThread(ports, issue, trust);
    if (read === null) return refused("spec-missing", `There is no issue #${issue}.`, "Check the number.");
    const standing = await standingPlan(ports, issue, trust);
    const plan = standing.kind === "done" ? standing.value.plan : null;
    const from = standing.kind === "done" ? (standing.value.record.from ?? []) : [];
    const files = [...(await ports.codeBase.texts(from)).values()].map(visibleText);
    const answered = await askAbout(ports, {
      question,
      plan,
      spec: [read.thread.body, ...specificationTexts(read.ours, issue), ...files]
        .join("\n\n")
        .slice(0, mostOfSpec),
      thread: threadText(read.thread),
      code: await codeFor(ports.codeBase, `${question} ${plan?.summary ?? ""}`),
      budgetUsd: config.plan.budgetUsd,
    });
    if (answered.kind === "refused") return answered;
    const { text, tasks, usage } = answered.value;
    const see = tasks.length === 0 || plan === null ? [] : [await links(ports, issue, tasks, trust)];
    return done({ reply: [prose(text), ...see], usd: usage.usd });
  };
}

async function links(
  { tracker }: AskPorts,
  spec: number,
  tasks: readonly string[],
  trust: ReturnType<typeof trustOf>,
): Promise<Markdown> {
  const known = knownIssues(await tracker.descendants(spec), spec, trust);
  const found = tasks.flatMap((id) => known.tasks.get(id) ?? []);
  return found.length === 0
    ? md``
    : md`See ${{ markdown: found.map(({ number }) => issueLink(number).markdown).join(", ") }}.`;
}
