import { markerOf } from "../issues/marker.ts";
import { document, type Markdown } from "../issues/render.ts";
import type { Tracker } from "../issues/tracker.ts";
import { isOurs, type Trust } from "../issues/trust.ts";
import { postOnce } from "./post-once.ts";

type Ports = {
  readonly tracker: Pick<Tracker, "comments" | "createComment" | "editComment">;
  readonly log: (line: string) => void;
};

/**
 * Writes the one status comment of a task, in place. `trust` says whose comments are the caller's own: with a workflow
 * token that is `{ app: null }`, whatever App is configured, because nobody can edit another's comment.
 */
export async function putTaskStatus(
  ports: Ports,
  trust: Trust,
  issue: number,
  blocks: readonly Markdown[],
): Promise<void> {
  const marker = { kind: "status", issue } as const;
  const body = document(marker, blocks);
  const comments = await ports.tracker.comments(issue);
  const own = comments.find(
    (comment) => isOurs(comment.author, trust) && markerOf(comment.body, "status")?.issue === issue,
  );
  if (own === undefined) await postOnce(ports, trust, issue, marker, blocks);
  else if (own.body !== body) await ports.tracker.editComment(own.id, body);
}
