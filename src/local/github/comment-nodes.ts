/** Comments over GraphQL. */
import { checkAccess } from "./answering.ts";
import { commentUrl } from "./comment-body.ts";
import { commentsOf, createComment, editComment } from "./comments.ts";
import { databaseIds } from "./issue-nodes.ts";
import { issueOf } from "./issue-rows.ts";
import { type ConnectionArgs, connection } from "./paging.ts";
import { settledRows } from "./read-lag.ts";
import { unresolved } from "./rejection.ts";
import type { Asking, Resource } from "./resource.ts";
import type { CommentRow, IssueRow } from "./rows.ts";

type AddComment = { readonly clientMutationId?: string; readonly subjectId: string; readonly body: string };
type UpdateComment = { readonly clientMutationId?: string; readonly id: string; readonly body: string };

function addComment({ world, actor }: Asking, input: AddComment): object {
  checkAccess(world, actor, "issues:write", "read");
  const issue = world.issues.get(world.numbers.get(input.subjectId) ?? 0);
  if (issue === undefined) throw unresolved(`a node with the global id of '${input.subjectId}'`);
  const node = createComment(world, actor, issue.number, input.body);
  const commentEdge = { cursor: node.nodeId, node };
  return { clientMutationId: input.clientMutationId, commentEdge, subject: issueOf(world, issue.number) };
}

function updateComment({ world, actor }: Asking, input: UpdateComment): object {
  checkAccess(world, actor, "issues:write", "read");
  const comment = [...world.comments.values()].find((row) => row.nodeId === input.id);
  if (comment === undefined) throw unresolved(`a node with the global id of '${input.id}'`);
  const issueComment = editComment(world, actor, comment, input.body);
  return { clientMutationId: input.clientMutationId, issueComment };
}

type CommentArgs = ConnectionArgs & { readonly orderBy?: { readonly direction: "ASC" | "DESC" } | null };

export const commentNodes: Resource = {
  name: "comment-nodes",
  routes: [],
  typeDefs: /* GraphQL */ `
    type IssueComment implements Node {
      id: ID! databaseId: Int fullDatabaseId: BigInt body: String! author: Actor url: URI! issue: Issue!
      createdAt: DateTime! updatedAt: DateTime! lastEditedAt: DateTime viewerDidAuthor: Boolean!
    }
    type IssueCommentEdge { cursor: String! node: IssueComment }
    type IssueCommentConnection {
      edges: [IssueCommentEdge] nodes: [IssueComment] pageInfo: PageInfo! totalCount: Int!
    }
    enum IssueCommentOrderField { UPDATED_AT }
    input IssueCommentOrder { direction: OrderDirection! field: IssueCommentOrderField! }
    extend type Issue {
      comments(
        after: String, before: String, first: Int, last: Int, orderBy: IssueCommentOrder
      ): IssueCommentConnection!
    }
    input AddCommentInput { body: String! clientMutationId: String subjectId: ID! }
    type AddCommentPayload { clientMutationId: String commentEdge: IssueCommentEdge subject: Node }
    input UpdateIssueCommentInput { body: String! clientMutationId: String id: ID! }
    type UpdateIssueCommentPayload { clientMutationId: String issueComment: IssueComment }
    extend type Mutation {
      addComment(input: AddCommentInput!): AddCommentPayload
      updateIssueComment(input: UpdateIssueCommentInput!): UpdateIssueCommentPayload
    }
  `,
  resolvers: {
    IssueComment: {
      ...databaseIds,
      id: (row: CommentRow) => row.nodeId,
      url: (row: CommentRow, _args, { world }: Asking) => commentUrl(world, row),
      issue: (row: CommentRow, _args, { world }: Asking) => issueOf(world, row.issue),
      viewerDidAuthor: (row: CommentRow, _args, { actor }: Asking) => row.author.id === actor.user.id,
    },
    Issue: {
      comments: (issue: IssueRow, args: CommentArgs, { world }: Asking) => {
        const rows = settledRows(world, commentsOf(world, issue.number));
        const byUpdate = rows.toSorted((a, b) => a.updatedAt.localeCompare(b.updatedAt));
        const sorted = args.orderBy?.direction === "DESC" ? byUpdate.reverse() : byUpdate;
        return connection("comments", args.orderBy ? sorted : rows, args);
      },
    },
    Mutation: {
      addComment: (_root, { input }: { input: AddComment }, asking: Asking) => addComment(asking, input),
      updateIssueComment: (_root, { input }: { input: UpdateComment }, asking: Asking) =>
        updateComment(asking, input),
    },
  },
};
