import type { Comment } from "../issues/issue.ts";
import { decodeMarkers } from "../issues/marker.ts";

/** Dollars that the conversation has cost: questions, specifications, summaries, replies. `ours` are comments of ours. */
export function spentInComments(ours: readonly Pick<Comment, "body">[]): number {
  return ours.reduce((sum, { body }) => {
    const [marker] = decodeMarkers(body.slice(0, 2_000));
    return sum + (marker !== undefined && "usd" in marker ? (marker.usd ?? 0) : 0);
  }, 0);
}
