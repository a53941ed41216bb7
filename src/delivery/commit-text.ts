import { plainLine } from "../issues/render.ts";

/** What the publisher knows by itself, so that a message cannot claim otherwise. */
export type CommitFacts = { readonly issue: number; readonly releasedBy: string | null };

/** Orders to GitHub or to CI, and people that a message cannot speak for. */
const foreignTrailer = /^(co-authored-by|signed-off-by|on-behalf-of|skip-checks|change-id)\s*:/i;
const skipOrder = /\[(skip ci|ci skip|no ci|skip actions|actions skip)\]|\*\*\*NO_CI\*\*\*/gi;
const closing = /\b(close[sd]?|fix(?:e[sd])?|resolve[sd]?)(?=:?\s+(?:[\w./-]*[#\uff03]\d|https?:))/gi;

/**
 * The message of a commit as it may stand in the repository: no mention, closing word, CI order or foreign trailer
 * survives, whoever wrote it; `Task` and `Released-by` say what the publisher knows.
 */
export function commitText(message: string, facts: CommitFacts): string {
  const kept = message.split("\n").filter((line) => !foreignTrailer.test(line.trim()));
  const lines = kept.flatMap((line) => {
    if (/^task\s*:/i.test(line)) return [`Task: #${facts.issue}`];
    if (/^released-by\s*:/i.test(line))
      return facts.releasedBy === null ? [] : [`Released-by: ${facts.releasedBy}`];
    return [plainLine(line.replace(skipOrder, "").replace(closing, "$1 for"), 1000)];
  });
  const text = lines.join("\n").trim();
  return text === "" ? `chore: work on task ${facts.issue}` : text;
}
