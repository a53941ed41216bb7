import type { Entry, Thread } from "./thread.ts";

/** The thread as a Markdown file: every order, question, answer and decision in the order they were said. */
export function threadLog(thread: Thread): string {
  return [
    `# Log of #${thread.number}: ${thread.title}`,
    `## The issue\n\n${thread.body}`,
    ...thread.entries.flatMap(section),
  ].join("\n\n");
}

function section(entry: Entry): readonly string[] {
  if (entry.kind === "person") {
    const what = entry.command === null ? "said" : `commanded /${entry.command}`;
    const edited = entry.edited ? " (edited later)" : "";
    return [`## ${entry.at} ${entry.by} ${what}${edited}${entry.text === "" ? "" : `\n\n${entry.text}`}`];
  }
  const title = titleOf(entry.marker);
  return title === null
    ? []
    : [`## ${entry.at} Pawl: ${title}${entry.text === "" ? "" : `\n\n${entry.text}`}`];
}

/** `null` for what repeats other entries: the status comment. */
function titleOf(marker: Extract<Entry, { kind: "pawl" }>["marker"]): string | null {
  switch (marker.kind) {
    case "question":
      return marker.number === 0 ? "end of the interview" : `question ${marker.number}`;
    case "specification":
      return `${marker.topic} specification, part ${marker.part} of ${marker.of}`;
    case "summary":
      return "summary";
    case "reply":
      return `reply to comment ${marker.comment}`;
    case "plan-record":
      return marker.part === 1 ? `plan ${marker.hash.slice(0, 12)} recorded` : null;
    case "plan-preview":
      return marker.part === 1 ? `preview ${marker.hash.slice(0, 12)} recorded` : null;
    default:
      return null;
  }
}
