import type { Comment } from "../issues/issue.ts";
import { markerOf } from "../issues/marker.ts";
import { visibleText } from "../issues/visible-text.ts";
import type { Topic } from "./topic.ts";

/** The comments that hold a specification, in the order of its parts. `comments` are known to be ours. */
function specificationComments(comments: readonly Comment[], spec: number, topic: Topic): readonly Comment[] {
  const parts = new Map<number, { readonly comment: Comment; readonly of: number }>();
  for (const comment of comments) {
    const marker = markerOf(comment.body, "specification");
    if (marker?.spec !== spec || marker.topic !== topic || parts.has(marker.part)) continue;
    parts.set(marker.part, { comment, of: marker.of });
  }
  const of = parts.get(1)?.of ?? 0;
  return Array.from({ length: of }, (_, index) => parts.get(index + 1)?.comment).filter(
    (comment) => comment !== undefined,
  );
}

/** What a plan is made from besides the issue: the product, then the technical specification, where there are any. */
export function specificationTexts(comments: readonly Comment[], spec: number): readonly string[] {
  return (["product", "technical"] as const)
    .map((topic) =>
      specificationComments(comments, spec, topic)
        .map(({ body }) => visibleText(body))
        .join("\n\n"),
    )
    .filter((text) => text !== "");
}
