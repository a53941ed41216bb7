/** A comment as REST answers and webhooks show it. */
import type { components } from "@octokit/openapi-types";
import { appBody } from "./apps.ts";
import { associationOf } from "./issue-body.ts";
import { reactionsOf } from "./reactions.ts";
import { apiUrl, htmlUrl } from "./repository-body.ts";
import type { CommentRow } from "./rows.ts";
import { userBody } from "./users.ts";
import type { World } from "./world.ts";

export function commentUrl(world: World, comment: CommentRow): string {
  const kind = world.issues.get(comment.issue)?.pull === true ? "pull" : "issues";
  return htmlUrl(world, `/${kind}/${comment.issue}#issuecomment-${comment.id}`);
}

/** The comment of REST answers. */
export function commentBody(world: World, comment: CommentRow) {
  const url = apiUrl(world, `/issues/comments/${comment.id}`);
  return {
    id: comment.id,
    node_id: comment.nodeId,
    url,
    html_url: commentUrl(world, comment),
    issue_url: apiUrl(world, `/issues/${comment.issue}`),
    body: comment.body,
    user: userBody(world, comment.author),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: associationOf(world, comment.author),
    performed_via_github_app: comment.app === null ? null : appBody(world, comment.app),
    reactions: reactionsOf(world, comment, url),
  } satisfies components["schemas"]["issue-comment"];
}
