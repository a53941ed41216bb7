/** Comments on issues and pull requests. */
import type { components as webhooks } from "@octokit/openapi-webhooks-types";
import { mayTriage } from "./access.ts";
import { commentBody } from "./comment-body.ts";
import { readFields, required, string } from "./fields.ts";
import { envelope, happened } from "./happening.ts";
import { nodeId } from "./ids.ts";
import { issuePayload } from "./issue-payload.ts";
import { amend, checkBody, issueOf } from "./issue-rows.ts";
import { checkLock } from "./locks.ts";
import { page } from "./paging.ts";
import { settledRows } from "./read-lag.ts";
import { invalid, notFound, rejection } from "./rejection.ts";
import { type Call, empty, json, type Resource } from "./resource.ts";
import type { Actor, CommentRow } from "./rows.ts";
import type { World } from "./world.ts";

/** The published types intersect `issue` with empty records, which no issue is; `issuePayload` has its real type. */
type Payload<Action extends "created" | "edited" | "deleted"> = Omit<
  webhooks["schemas"][`webhook-issue-comment-${Action}`],
  "issue"
>;

function payload(world: World, actor: Actor, comment: CommentRow) {
  return {
    ...envelope(world, actor),
    issue: issuePayload(world, issueOf(world, comment.issue)),
    comment: commentBody(world, comment),
  };
}

export function commentsOf(world: World, issue: number): readonly CommentRow[] {
  return issueOf(world, issue).comments.flatMap((id) => world.comments.get(id) ?? []);
}

function checkText(body: string): void {
  if (body.trim() === "") {
    const message = "Body cannot be blank";
    throw invalid({ resource: "IssueComment", field: "body", code: "custom", message });
  }
  checkBody("IssueComment", body);
}

/** Writes a comment. Throws 404 for an unknown issue, 403 for a locked one, 422 for a blank or too long body. */
export function createComment(world: World, actor: Actor, issue: number, body: string): CommentRow {
  issueOf(world, issue);
  checkLock(world, actor, issue);
  checkText(body);
  const id = world.ids.database("comment");
  const at = world.now();
  const row: CommentRow = {
    __typename: "IssueComment",
    id,
    nodeId: nodeId("IC", id),
    issue,
    body,
    author: actor.user,
    app: actor.app,
    createdAt: at,
    updatedAt: at,
    lastEditedAt: null,
  };
  world.comments.set(id, row);
  world.nodes.set(row.nodeId, () => world.comments.get(id));
  amend(world, issue, { comments: [...issueOf(world, issue).comments, id] });
  const created = { ...payload(world, actor, row), action: "created" } as const;
  happened(world, actor, "issue_comment", created satisfies Payload<"created">);
  return row;
}

/** Edits a comment; the same text again is no edit. Throws 403 for someone else's without write access. */
export function editComment(world: World, actor: Actor, comment: CommentRow, body: string): CommentRow {
  checkMine(world, actor, comment);
  checkText(body);
  if (body === comment.body) return comment;
  const at = world.now();
  const row = { ...comment, body, updatedAt: at, lastEditedAt: at };
  world.comments.set(comment.id, row);
  amend(world, row.issue, {});
  const changes = { body: { from: comment.body } };
  const edited = { ...payload(world, actor, row), action: "edited", changes } as const;
  happened(world, actor, "issue_comment", edited satisfies Payload<"edited">);
  return row;
}

function deleteComment(world: World, actor: Actor, comment: CommentRow): void {
  checkMine(world, actor, comment);
  const deleted = { ...payload(world, actor, comment), action: "deleted" } as const;
  world.comments.delete(comment.id);
  const { comments } = issueOf(world, comment.issue);
  amend(world, comment.issue, { comments: comments.filter((id) => id !== comment.id) });
  happened(world, actor, "issue_comment", deleted satisfies Payload<"deleted">);
}

function checkMine(world: World, actor: Actor, comment: CommentRow): void {
  if (comment.author.id === actor.user.id || mayTriage(world, actor)) return;
  throw rejection(403, "Must have admin rights to Repository.");
}

function commentOf({ world, params }: Call): CommentRow {
  const comment = world.comments.get(Number(params.comment));
  if (comment === undefined) throw notFound();
  return comment;
}

const onIssue = "/repos/:owner/:repo/issues/:number{[0-9]+}/comments";
const one = "/repos/:owner/:repo/issues/comments/:comment{[0-9]+}";

function since(rows: readonly CommentRow[], { query }: Call): readonly CommentRow[] {
  const from = query.get("since");
  return from === null ? rows : rows.filter((row) => Date.parse(row.updatedAt) >= Date.parse(from));
}

export const comments: Resource = {
  name: "comments",
  routes: [
    {
      method: "GET",
      path: onIssue,
      operation: "issues/list-comments",
      need: "issues:read",
      answer: (call) => {
        const { number } = issueOf(call.world, call.params.number);
        return page(call, since(settledRows(call.world, commentsOf(call.world, number)), call), (row) =>
          commentBody(call.world, row),
        );
      },
    },
    {
      method: "GET",
      path: "/repos/:owner/:repo/issues/comments",
      operation: "issues/list-comments-for-repo",
      need: "issues:read",
      answer: (call) => {
        const rows = since([...call.world.comments.values()], call);
        const sorted = call.query.get("direction") === "desc" ? rows.toReversed() : rows;
        return page(call, sorted, (row) => commentBody(call.world, row));
      },
    },
    {
      method: "POST",
      path: onIssue,
      operation: "issues/create-comment",
      need: "issues:write",
      role: "read",
      answer: ({ world, actor, params, body }) => {
        const { number } = issueOf(world, params.number);
        const wanted = readFields(body, "IssueComment", { body: required(string) });
        return json(commentBody(world, createComment(world, actor, number, wanted.body)), 201);
      },
    },
    {
      method: "GET",
      path: one,
      operation: "issues/get-comment",
      need: "issues:read",
      answer: (call) => json(commentBody(call.world, commentOf(call))),
    },
    {
      method: "PATCH",
      path: one,
      operation: "issues/update-comment",
      need: "issues:write",
      role: "read",
      answer: (call) => {
        const wanted = readFields(call.body, "IssueComment", { body: required(string) });
        return json(
          commentBody(call.world, editComment(call.world, call.actor, commentOf(call), wanted.body)),
        );
      },
    },
    {
      method: "DELETE",
      path: one,
      operation: "issues/delete-comment",
      need: "issues:write",
      role: "read",
      answer: (call) => {
        deleteComment(call.world, call.actor, commentOf(call));
        return empty();
      },
    },
  ],
};
