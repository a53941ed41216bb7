/** Reactions on comments. One per user and content; a second one answers the first. */
import type { components } from "@octokit/openapi-types";
import { oneOf, readFields, required } from "./fields.ts";
import { nodeId } from "./ids.ts";
import { page } from "./paging.ts";
import { notFound, rejection } from "./rejection.ts";
import { type Answer, type Call, empty, json, type Resource } from "./resource.ts";
import type { CommentRow, ReactionRow } from "./rows.ts";
import { userBody } from "./users.ts";
import type { World } from "./world.ts";

const content = oneOf("+1", "-1", "laugh", "confused", "heart", "hooray", "rocket", "eyes");

/** The counts a comment shows; `url` is the comment's. */
export function reactionsOf(world: World, comment: CommentRow, url: string) {
  const given = [...world.reactions.values()].filter((row) => row.comment === comment.id);
  const count = (what: ReactionRow["content"]) => given.filter((row) => row.content === what).length;
  return {
    url: `${url}/reactions`,
    total_count: given.length,
    "+1": count("+1"),
    "-1": count("-1"),
    laugh: count("laugh"),
    confused: count("confused"),
    heart: count("heart"),
    hooray: count("hooray"),
    eyes: count("eyes"),
    rocket: count("rocket"),
  } satisfies components["schemas"]["reaction-rollup"];
}

function reactionBody(world: World, reaction: ReactionRow): components["schemas"]["reaction"] {
  return {
    id: reaction.id,
    node_id: reaction.nodeId,
    user: userBody(world, reaction.user),
    content: reaction.content,
    created_at: reaction.createdAt,
  };
}

function create(call: Call): Answer {
  const { world, actor } = call;
  const comment = commentId(call);
  const wanted = readFields(call.body, "Reaction", { content: required(content) });
  const same = [...world.reactions.values()].find(
    (row) => row.comment === comment && row.user.id === actor.user.id && row.content === wanted.content,
  );
  if (same !== undefined) return json(reactionBody(world, same), 200);
  const id = world.ids.database("reaction");
  const row = { id, nodeId: nodeId("REA", id), comment, user: actor.user, createdAt: world.now(), ...wanted };
  world.reactions.set(id, row);
  return json(reactionBody(world, row), 201);
}

function remove(call: Call): Answer {
  const reaction = call.world.reactions.get(Number(call.params.reaction));
  if (reaction === undefined || reaction.comment !== commentId(call)) throw notFound();
  if (reaction.user.id !== call.actor.user.id) throw rejection(403, "Must have admin rights to Repository.");
  call.world.reactions.delete(reaction.id);
  return empty();
}

function list(call: Call): Answer {
  const wanted = call.query.get("content");
  const comment = commentId(call);
  const rows = [...call.world.reactions.values()].filter(
    (row) => row.comment === comment && (wanted === null || row.content === wanted),
  );
  return page(call, rows, (row) => reactionBody(call.world, row));
}

function commentId({ world, params }: Call): number {
  const id = Number(params.comment);
  if (!world.comments.has(id)) throw notFound();
  return id;
}

const path = "/repos/:owner/:repo/issues/comments/:comment{[0-9]+}/reactions";

export const reactions: Resource = {
  name: "reactions",
  routes: [
    { method: "GET", path, operation: "reactions/list-for-issue-comment", need: "issues:read", answer: list },
    {
      method: "POST",
      path,
      operation: "reactions/create-for-issue-comment",
      need: "issues:write",
      role: "read",
      answer: create,
    },
    {
      method: "DELETE",
      path: `${path}/:reaction{[0-9]+}`,
      operation: "reactions/delete-for-issue-comment",
      need: "issues:write",
      role: "read",
      answer: remove,
    },
  ],
};
