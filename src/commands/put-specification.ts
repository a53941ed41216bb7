import type { Comment } from "../issues/issue.ts";
import { type MarkerOf, markerOf } from "../issues/marker.ts";
import { document, md } from "../issues/render.ts";
import type { Tracker } from "../issues/tracker.ts";
import type { Topic } from "../spec/topic.ts";

type Ports = { readonly tracker: Pick<Tracker, "createComment" | "editComment" | "comments"> };

/**
 * Puts a specification into its comments: those that stand are edited, so that GitHub keeps their history; missing ones
 * are created; parts that are no longer needed say so. `ours` are the comments of ours. Answers whether all stand.
 */
export async function putSpecification(
  { tracker }: Ports,
  spec: number,
  topic: Topic,
  bodies: readonly string[],
  ours: readonly Comment[],
): Promise<boolean> {
  const standing = new Map(ours.flatMap((comment) => partOf(comment, spec, topic)).reverse());
  for (const [index, body] of bodies.entries()) {
    const old = standing.get(index + 1);
    if (old === undefined) {
      const written = await tracker.createComment(spec, body);
      if (written.kind === "rejected") return false;
      if (written.kind === "unknown") {
        const found = (await tracker.comments(spec)).some((comment) => comment.body === body);
        if (!found) await tracker.createComment(spec, body);
      }
    } else if (old.body !== body) await tracker.editComment(old.id, body);
  }
  for (const [part, comment] of standing) {
    if (part <= bodies.length) continue;
    const marker = { kind: "specification", spec, topic, part, of: bodies.length } as const;
    await tracker.editComment(comment.id, document(marker, [md`*This part is no longer needed.*`]));
  }
  return true;
}

function partOf(comment: Comment, spec: number, topic: Topic): readonly (readonly [number, Comment])[] {
  const marker: MarkerOf<"specification"> | null = markerOf(comment.body, "specification");
  return marker?.spec === spec && marker.topic === topic ? [[marker.part, comment]] : [];
}
