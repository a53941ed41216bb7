import { encodeMarker, type Marker } from "../issues/marker.ts";
import { document, type Markdown } from "../issues/render.ts";
import type { Tracker } from "../issues/tracker.ts";
import { isOurs, type Trust } from "../issues/trust.ts";

type Ports = {
  readonly tracker: Pick<Tracker, "comments" | "createComment">;
  readonly log: (line: string) => void;
};

/**
 * Posts a comment that must stand there once, known by its marker. Reads the thread only when the first try ended in
 * doubt. Answers whether it stands there; a thread that takes no comments (locked) is logged and no error.
 */
export async function postOnce(
  ports: Ports,
  trust: Trust,
  issue: number,
  marker: Marker,
  blocks: readonly Markdown[],
): Promise<boolean> {
  const body = document(marker, blocks);
  const first = await ports.tracker.createComment(issue, body);
  if (first.kind === "written") return true;
  if (first.kind === "unknown" && (await isPosted(ports.tracker, trust, issue, marker))) return true;
  const answer = first.kind === "unknown" ? await ports.tracker.createComment(issue, body) : first;
  if (answer.kind === "written") return true;
  ports.log(`comment on #${issue} could not be written: ${answer.text}`);
  return false;
}

/** Whether a comment of ours with this very marker stands in the thread. */
export async function isPosted(
  tracker: Pick<Tracker, "comments">,
  trust: Trust,
  issue: number,
  marker: Marker,
): Promise<boolean> {
  const comments = await tracker.comments(issue);
  const sign = encodeMarker(marker);
  return comments.some((comment) => isOurs(comment.author, trust) && comment.body.startsWith(sign));
}
