/** "Blocked by" edges. REST bodies and paths name the blocker by its database id, never by its number. */
import { checkAccess } from "./answering.ts";
import { integer, readFields, required } from "./fields.ts";
import { blockedByThis, blockersOf, dependenciesSummary, issueBody } from "./issue-body.ts";
import { issueOf } from "./issue-rows.ts";
import { addEdge, removeEdge } from "./links.ts";
import { issueNode } from "./nodes.ts";
import { type ConnectionArgs, connection, page } from "./paging.ts";
import { type Answer, type Asking, type Call, json, type Resource } from "./resource.ts";
import type { IssueRow } from "./rows.ts";
import { issueWithId } from "./sub-issues.ts";

const path = "/repos/:owner/:repo/issues/:number{[0-9]+}/dependencies";

function add({ world, actor, params, body }: Call): Answer {
  const blocked = issueOf(world, params.number);
  const { issue_id } = readFields(body, "IssueDependency", { issue_id: required(integer) });
  const blocker = issueWithId(world, issue_id);
  addEdge(world, actor, blocked.number, blocker.number);
  return json(issueBody(world, blocker), 201);
}

function remove({ world, actor, params }: Call): Answer {
  const blocked = issueOf(world, params.number);
  const blocker = issueWithId(world, Number(params.blocker));
  removeEdge(world, actor, blocked.number, blocker.number);
  return json(issueBody(world, blocker));
}

type EdgeInput = {
  readonly clientMutationId?: string;
  readonly issueId: string;
  readonly blockingIssueId: string;
};

type EdgeArgs = ConnectionArgs & {
  readonly orderBy: { readonly direction: "ASC" | "DESC" };
};

function change({ world, actor }: Asking, input: EdgeInput, apply: typeof addEdge): object {
  checkAccess(world, actor, "issues:write", "triage");
  const blocked = issueNode(world, input.issueId);
  const blocker = issueNode(world, input.blockingIssueId);
  apply(world, actor, blocked.number, blocker.number);
  return {
    clientMutationId: input.clientMutationId,
    issue: issueOf(world, blocked.number),
    blockingIssue: issueOf(world, blocker.number),
  };
}

function ordered(rows: readonly IssueRow[], { orderBy }: EdgeArgs): readonly IssueRow[] {
  return orderBy.direction === "DESC" ? rows.toReversed() : rows;
}

const args = `after: String, before: String, first: Int, last: Int,
  orderBy: IssueDependencyOrder = {field: DEPENDENCY_ADDED_AT, direction: DESC}`;

export const dependencies: Resource = {
  name: "dependencies",
  routes: [
    {
      method: "GET",
      path: `${path}/blocked_by`,
      operation: "issues/list-dependencies-blocked-by",
      need: "issues:read",
      answer: (call) =>
        page(call, blockersOf(call.world, issueOf(call.world, call.params.number)), (row) =>
          issueBody(call.world, row),
        ),
    },
    {
      method: "GET",
      path: `${path}/blocking`,
      operation: "issues/list-dependencies-blocking",
      need: "issues:read",
      answer: (call) =>
        page(call, blockedByThis(call.world, issueOf(call.world, call.params.number)), (row) =>
          issueBody(call.world, row),
        ),
    },
    {
      method: "POST",
      path: `${path}/blocked_by`,
      operation: "issues/add-blocked-by-dependency",
      need: "issues:write",
      role: "triage",
      answer: add,
    },
    {
      method: "DELETE",
      path: `${path}/blocked_by/:blocker{[0-9]+}`,
      operation: "issues/remove-dependency-blocked-by",
      need: "issues:write",
      role: "triage",
      answer: remove,
    },
  ],
  typeDefs: /* GraphQL */ `
    enum IssueDependencyOrderField { CREATED_AT DEPENDENCY_ADDED_AT }
    input IssueDependencyOrder { direction: OrderDirection! field: IssueDependencyOrderField! }
    type IssueDependenciesSummary { blockedBy: Int! blocking: Int! totalBlockedBy: Int! totalBlocking: Int! }
    extend type Issue {
      blockedBy(${args}): IssueConnection!
      blocking(${args}): IssueConnection!
      issueDependenciesSummary: IssueDependenciesSummary!
    }
    input AddBlockedByInput { blockingIssueId: ID! clientMutationId: String issueId: ID! }
    type AddBlockedByPayload { blockingIssue: Issue clientMutationId: String issue: Issue }
    input RemoveBlockedByInput { blockingIssueId: ID! clientMutationId: String issueId: ID! }
    type RemoveBlockedByPayload { blockingIssue: Issue clientMutationId: String issue: Issue }
    extend type Mutation {
      addBlockedBy(input: AddBlockedByInput!): AddBlockedByPayload
      removeBlockedBy(input: RemoveBlockedByInput!): RemoveBlockedByPayload
    }
  `,
  resolvers: {
    Issue: {
      blockedBy: (issue: IssueRow, wanted: EdgeArgs, { world }: Asking) =>
        connection("blockedBy", ordered(blockersOf(world, issue), wanted), wanted),
      blocking: (issue: IssueRow, wanted: EdgeArgs, { world }: Asking) =>
        connection("blocking", ordered(blockedByThis(world, issue), wanted), wanted),
      issueDependenciesSummary: (issue: IssueRow, _args, { world }: Asking) => {
        const { blocked_by, blocking, total_blocked_by, total_blocking } = dependenciesSummary(world, issue);
        return {
          blockedBy: blocked_by,
          blocking,
          totalBlockedBy: total_blocked_by,
          totalBlocking: total_blocking,
        };
      },
    },
    Mutation: {
      addBlockedBy: (_root, { input }: { input: EdgeInput }, asking: Asking) =>
        change(asking, input, addEdge),
      removeBlockedBy: (_root, { input }: { input: EdgeInput }, asking: Asking) =>
        change(asking, input, removeEdge),
    },
  },
};
