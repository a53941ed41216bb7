import type { Comment, Issue } from "../issues/issue.ts";
import { markerOf } from "../issues/marker.ts";
import { done, type Outcome, refused } from "../issues/outcome.ts";
import { smuggledText } from "../issues/smuggled-text.ts";
import { isOurs, type Trust } from "../issues/trust.ts";
import { readVisible, type Visible } from "../issues/visible-text.ts";
import type { CodeBase } from "../repository/code-base.ts";
import { specificationTexts } from "../spec/specification-comments.ts";

/**
 * The text a plan is made from: the visible body of the issue, Pawl's specification comments among `ours`, then the
 * named files of the default branch; with it what the page hides of body and files. Refuses what cannot be the spec of a
 * plan before anything is spent.
 */
export async function readSpec(
  codeBase: CodeBase,
  issue: Issue,
  ours: readonly Comment[],
  from: readonly string[],
  trust: Trust,
): Promise<Outcome<Visible>> {
  if (issue.state === "closed") {
    return refused("spec-closed", `#${issue.number} is closed.`, "Reopen it, then comment /plan again.");
  }
  const marker = isOurs(issue.author, trust)
    ? (markerOf(issue.body, "task") ?? markerOf(issue.body, "sprint"))
    : null;
  if (marker !== null) {
    const text = `#${issue.number} is a ${marker.kind} of the plan of #${marker.spec}, not a spec.`;
    return refused("spec-is-planned", text, `Comment on #${marker.spec} instead.`);
  }
  const texts = await codeBase.texts(from);
  const missing = from.filter((path) => !texts.has(path));
  if (missing.length > 0) {
    const text = `Not a text file of the default branch: ${missing.join(", ")}.`;
    return refused(
      "from-missing",
      text,
      "Check the path after --from; it starts at the root of the repository.",
    );
  }
  const files = from.map((path) => texts.get(path) ?? "");
  for (const [index, source] of [issue.body, ...files].entries()) {
    const words = smuggledText(source);
    if (words !== "") return smuggled(from[index - 1] ?? `#${issue.number}`, words);
  }
  const [body, ...others] = [issue.body, ...files].map(readVisible);
  const seen = [
    body?.text ?? "",
    ...specificationTexts(ours, issue.number),
    ...others.map(({ text }) => text),
  ];
  const hidden = [...new Set([body, ...others].flatMap((one) => one?.hidden ?? []))];
  const spec = seen.filter((part) => part !== "").join("\n\n");
  if (!/\p{L}{2}/u.test(spec.replace(/:[a-z0-9_+-]+:/g, ""))) {
    return refused(
      "spec-empty",
      `#${issue.number} holds no text that could be planned; hidden text does not count.`,
      "Write into the issue what users should be able to do, then comment /plan again.",
    );
  }
  return done({ text: spec, hidden });
}

function smuggled(where: string, words: string) {
  const shown = words.length > 80 ? `${words.slice(0, 80)}…` : words;
  return refused(
    "spec-hidden-text",
    `${where} holds text in characters that nobody sees. It reads: "${shown}"`,
    "Find out who wrote it, delete it (retyping the passage does), then comment /plan again.",
  );
}
