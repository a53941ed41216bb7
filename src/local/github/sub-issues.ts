/** Parents and sub-issues. REST bodies name the child by its database id, never by its number. */
import { checkAccess } from "./answering.ts";
import { boolean, integer, optional, readFields, required } from "./fields.ts";
import { issueBody, subIssuesOf, subIssuesSummary } from "./issue-body.ts";
import { issueOf } from "./issue-rows.ts";
import { addSubIssue, removeSubIssue } from "./links.ts";
import { issueNode } from "./nodes.ts";
import { type ConnectionArgs, connection, page } from "./paging.ts";
import { settledRows } from "./read-lag.ts";
import { notFound, rejection } from "./rejection.ts";
import { type Answer, type Asking, type Call, json, type Resource } from "./resource.ts";
import type { IssueRow } from "./rows.ts";
import type { World } from "./world.ts";

const path = "/repos/:owner/:repo/issues/:number{[0-9]+}";

/** The issue (no pull request) with this database id. Throws 404, as GitHub does for a number given instead. */
export function issueWithId(world: World, id: number): IssueRow {
  const issue = world.issues.get(world.numbers.get(id) ?? 0);
  if (issue === undefined || issue.pull) throw notFound();
  return issue;
}

function add({ world, actor, params, body }: Call): Answer {
  const parent = issueOf(world, params.number);
  const wanted = readFields(body, "SubIssue", {
    sub_issue_id: required(integer),
    replace_parent: optional(boolean),
  });
  const child = issueWithId(world, wanted.sub_issue_id);
  addSubIssue(world, actor, parent.number, child.number, wanted.replace_parent ?? false);
  return json(issueBody(world, issueOf(world, parent.number)), 201);
}

function remove({ world, actor, params, body }: Call): Answer {
  const parent = issueOf(world, params.number);
  const { sub_issue_id } = readFields(body, "SubIssue", { sub_issue_id: required(integer) });
  removeSubIssue(world, actor, parent.number, issueWithId(world, sub_issue_id).number);
  return json(issueBody(world, issueOf(world, parent.number)));
}

type AddSubIssue = {
  readonly clientMutationId?: string;
  readonly issueId: string;
  readonly subIssueId?: string | null;
  readonly replaceParent?: boolean | null;
};
type RemoveSubIssue = {
  readonly clientMutationId?: string;
  readonly issueId: string;
  readonly subIssueId: string;
};

function linked(
  { world }: Asking,
  clientMutationId: string | undefined,
  parent: IssueRow,
  child: IssueRow,
): object {
  return { clientMutationId, issue: issueOf(world, parent.number), subIssue: issueOf(world, child.number) };
}

export const subIssues: Resource = {
  name: "sub-issues",
  routes: [
    {
      method: "GET",
      path: `${path}/sub_issues`,
      operation: "issues/list-sub-issues",
      need: "issues:read",
      answer: (call) =>
        page(
          call,
          settledRows(call.world, subIssuesOf(call.world, issueOf(call.world, call.params.number))),
          (row) => issueBody(call.world, row),
        ),
    },
    {
      method: "POST",
      path: `${path}/sub_issues`,
      operation: "issues/add-sub-issue",
      need: "issues:write",
      role: "triage",
      answer: add,
    },
    {
      method: "DELETE",
      path: `${path}/sub_issue`,
      operation: "issues/remove-sub-issue",
      need: "issues:write",
      role: "triage",
      answer: remove,
    },
    {
      method: "GET",
      path: `${path}/parent`,
      operation: "issues/get-parent",
      need: "issues:read",
      answer: ({ world, params }) => {
        const { parent } = issueOf(world, params.number);
        if (parent === null) throw notFound();
        return json(issueBody(world, issueOf(world, parent)));
      },
    },
  ],
  typeDefs: /* GraphQL */ `
    type SubIssuesSummary { completed: Int! percentCompleted: Int! total: Int! }
    extend type Issue {
      parent: Issue
      subIssues(after: String, before: String, first: Int, last: Int): IssueConnection!
      subIssuesSummary: SubIssuesSummary!
    }
    input AddSubIssueInput {
      clientMutationId: String issueId: ID! replaceParent: Boolean subIssueId: ID subIssueUrl: String
    }
    type AddSubIssuePayload { clientMutationId: String issue: Issue subIssue: Issue }
    input RemoveSubIssueInput { clientMutationId: String issueId: ID! subIssueId: ID! }
    type RemoveSubIssuePayload { clientMutationId: String issue: Issue subIssue: Issue }
    extend type Mutation {
      addSubIssue(input: AddSubIssueInput!): AddSubIssuePayload
      removeSubIssue(input: RemoveSubIssueInput!): RemoveSubIssuePayload
    }
  `,
  resolvers: {
    Issue: {
      parent: (issue: IssueRow, _args, { world }: Asking) =>
        issue.parent === null ? null : issueOf(world, issue.parent),
      subIssues: (issue: IssueRow, args: ConnectionArgs, { world }: Asking) =>
        connection("subIssues", settledRows(world, subIssuesOf(world, issue)), args),
      subIssuesSummary: (issue: IssueRow, _args, { world }: Asking) => {
        const { total, completed, percent_completed } = subIssuesSummary(world, issue);
        return { total, completed, percentCompleted: percent_completed };
      },
    },
    Mutation: {
      addSubIssue: (_root, { input }: { input: AddSubIssue }, asking: Asking) => {
        const { world, actor } = asking;
        checkAccess(world, actor, "issues:write", "triage");
        if (!input.subIssueId) throw rejection(422, "subIssueUrl is not served here; give subIssueId");
        const parent = issueNode(world, input.issueId);
        const child = issueNode(world, input.subIssueId);
        addSubIssue(world, actor, parent.number, child.number, input.replaceParent ?? false);
        return linked(asking, input.clientMutationId, parent, child);
      },
      removeSubIssue: (_root, { input }: { input: RemoveSubIssue }, asking: Asking) => {
        const { world, actor } = asking;
        checkAccess(world, actor, "issues:write", "triage");
        const parent = issueNode(world, input.issueId);
        const child = issueNode(world, input.subIssueId);
        removeSubIssue(world, actor, parent.number, child.number);
        return linked(asking, input.clientMutationId, parent, child);
      },
    },
  },
};
