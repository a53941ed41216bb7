import type { Comment } from "./issue.ts";
import { markerOf } from "./marker.ts";
import type { Tracker } from "./tracker.ts";
import { isOurs, type Trust } from "./trust.ts";

/** The one status comment of an issue. `body` is what it shows now, or `null` while there is none. */
export type StatusComment = {
  readonly body: string | null;
  /** Shows a text whose first line is the issue's status marker; creates the comment once, then edits it in place. */
  show(body: string): Promise<void>;
};

/** Finds it by marker and author among the comments already read; the oldest counts. */
export function statusComment(
  tracker: Tracker,
  issue: number,
  comments: readonly Comment[],
  trust: Trust,
): StatusComment {
  const find = (list: readonly Comment[]) =>
    list.find(({ body, author }) => isOurs(author, trust) && markerOf(body, "status")?.issue === issue);
  const existing = find(comments);
  let id = existing?.id ?? null;
  let shown = existing?.body ?? null;
  return {
    get body() {
      return shown;
    },
    async show(body) {
      if (body === shown) return;
      if (id !== null) {
        await tracker.editComment(id, body);
        shown = body;
        return;
      }
      const written = await tracker.createComment(issue, body);
      // An unsure answer is looked up; if it is not there, the next show creates it.
      const comment = written.kind === "written" ? written.value : find(await tracker.comments(issue));
      id = comment?.id ?? null;
      shown = comment?.body ?? null;
    },
  };
}
