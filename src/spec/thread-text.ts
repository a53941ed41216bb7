import type { Entry, Thread } from "./thread.ts";

/**
 * What a model reads of a thread: the issue, then questions, answers and remarks, oldest first, each with the number of
 * its comment. With a summary in the thread, the summary stands for everything before it.
 */
export function threadText(thread: Thread): string {
  const summary = thread.entries.find((entry) => entry.kind === "pawl" && entry.marker.kind === "summary");
  const upto = summary?.kind === "pawl" && summary.marker.kind === "summary" ? summary.marker.upto : 0;
  const spoken = thread.entries.filter(({ id }) => id > upto).flatMap(lineOf);
  return [
    `# ${thread.title}\n\n${thread.body}`,
    ...(summary === undefined ? [] : [`[summary of what was said before]\n${summary.text}`]),
    ...spoken,
  ].join("\n\n");
}

/** The same with every word that was said, whatever was summed up: quotes are looked for in it. */
export function wholeThreadText(thread: Thread): string {
  return [`# ${thread.title}\n\n${thread.body}`, ...thread.entries.flatMap(lineOf)].join("\n\n");
}

/** Commands whose words are decisions; what others were told to do says nothing about the product. */
const telling: ReadonlySet<string> = new Set(["revise", "add", "plan"]);

function lineOf(entry: Entry): readonly string[] {
  if (entry.kind === "pawl") {
    return entry.marker.kind === "question" && entry.marker.number > 0
      ? [`[comment ${entry.id}, question ${entry.marker.number}]\n${entry.text}`]
      : [];
  }
  if (entry.text === "" || (entry.command !== null && !telling.has(entry.command))) return [];
  const edited = entry.edited ? ", edited later" : "";
  return [`[comment ${entry.id}, ${entry.by}${edited}]\n${entry.text}`];
}
