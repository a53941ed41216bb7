import { closes, codeSpan, document, heading, list, md, plainLine, prose } from "../issues/render.ts";
import type { TaskPacket } from "../issues/task.ts";

/**
 * Title and body of a pull request whose evidence table was lost with the run that published the branch. What was seen
 * stands in the commits themselves.
 */
export function unreportedText(packet: TaskPacket): { readonly title: string; readonly body: string } {
  const trailers = md`${codeSpan("Criterion")}, ${codeSpan("Red")} and ${codeSpan("Green")}`;
  const body = document({ kind: "pull-request", issue: packet.number }, [
    prose(packet.goal),
    closes(packet.number),
    heading(2, md`Acceptance criteria`),
    list(packet.criteria.map(({ id, text }) => md`**${id}**: ${text}`)),
    heading(2, md`Evidence`),
    md`GitHub did not let the run that made this open a pull request. What it saw stands in the trailers ${trailers} of each commit.`,
  ]);
  return { title: plainLine(packet.title, 200), body };
}
