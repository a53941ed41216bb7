/** Issues over GraphQL. */
import { mayTriage } from "./access.ts";
import { checkAccess } from "./answering.ts";
import { associationOf, issueBody, labelsOf } from "./issue-body.ts";
import { closeIssue, openIssue, reopenIssue } from "./issue-changes.ts";
import { issueOf } from "./issue-rows.ts";
import { labelsWith } from "./labels.ts";
import { addSubIssue, checkRoom } from "./links.ts";
import { issueNode } from "./nodes.ts";
import { type ConnectionArgs, connection } from "./paging.ts";
import { rejection, unresolved } from "./rejection.ts";
import type { Asking, Resource } from "./resource.ts";
import type { IssueRow, RepositoryRow, StateReason, UserRow } from "./rows.ts";
import type { World } from "./world.ts";

const LARGEST_INT = 2 ** 31 - 1;

/** `databaseId` is a 32-bit `Int`; ids beyond it are only in `fullDatabaseId`. */
export const databaseIds = {
  databaseId: ({ id }: { readonly id: number }) => (id > LARGEST_INT ? null : id),
  fullDatabaseId: ({ id }: { readonly id: number }) => String(id),
};

type ListArgs = ConnectionArgs & {
  readonly labels?: readonly string[] | null;
  readonly states?: readonly string[] | null;
  readonly filterBy?: { readonly createdBy?: string | null; readonly since?: string | null } | null;
  readonly orderBy?: { readonly field: string; readonly direction: "ASC" | "DESC" } | null;
};

/** Any of the labels, any of the states; in creation order unless told otherwise. */
function listed(world: World, args: ListArgs): readonly IssueRow[] {
  const names = args.labels?.map((name) => name.toLowerCase());
  const { createdBy, since } = args.filterBy ?? {};
  const rows = [...world.issues.values()].filter(
    (issue) =>
      !issue.pull &&
      (args.states?.includes(issue.state.toUpperCase()) ?? true) &&
      (names === undefined ||
        labelsOf(world, issue).some(({ name }) => names.includes(name.toLowerCase()))) &&
      (!createdBy || issue.author.login.toLowerCase() === createdBy.toLowerCase()) &&
      (!since || Date.parse(issue.updatedAt) >= Date.parse(since)),
  );
  const { field = "CREATED_AT", direction = "ASC" } = args.orderBy ?? {};
  const key = field === "UPDATED_AT" ? "updatedAt" : "createdAt";
  const sorted = rows.sort((a, b) => a[key].localeCompare(b[key]) || a.number - b.number);
  return direction === "DESC" ? sorted.reverse() : sorted;
}

type CreateIssue = {
  readonly clientMutationId?: string;
  readonly repositoryId: string;
  readonly title: string;
  readonly body?: string | null;
  readonly labelIds?: readonly string[] | null;
  readonly assigneeIds?: readonly string[] | null;
  readonly parentIssueId?: string | null;
};

/** Checks everything before it writes anything: an issue that cannot get its parent is not created. */
function createIssue({ world, actor }: Asking, input: CreateIssue): object {
  checkAccess(world, actor, "issues:write", "read");
  if (input.repositoryId !== world.repository.nodeId) {
    throw unresolved(`a node with the global id of '${input.repositoryId}'`);
  }
  const labels = labelsWith(world, input.labelIds ?? []);
  const assignees = (input.assigneeIds ?? []).flatMap((id) => userWith(world, id)?.id ?? []);
  const parent = input.parentIssueId ? issueNode(world, input.parentIssueId) : null;
  if (parent !== null && !mayTriage(world, actor))
    throw rejection(403, "Must have admin rights to Repository.");
  if (parent !== null) checkRoom(world, parent.number, 1);
  const { title, body = null } = input;
  const issue = openIssue(world, actor, { title, body, labels, assignees, pull: false });
  if (parent !== null) addSubIssue(world, actor, parent.number, issue.number, false);
  return { clientMutationId: input.clientMutationId, issue: issueOf(world, issue.number) };
}

function userWith(world: World, id: string): UserRow | undefined {
  return [...world.users.values()].find((user) => user.nodeId === id);
}

type CloseIssue = {
  readonly clientMutationId?: string;
  readonly issueId: string;
  readonly stateReason?: "COMPLETED" | "NOT_PLANNED" | "DUPLICATE" | null;
};
const reasons = { COMPLETED: "completed", NOT_PLANNED: "not_planned", DUPLICATE: "duplicate" } as const;

function stateReason(reason: StateReason | null, duplicates: boolean): string | null {
  return reason === "duplicate" && !duplicates ? "NOT_PLANNED" : (reason?.toUpperCase() ?? null);
}

/** Closing and reopening take triage, or being the author. */
function changeable({ world, actor }: Asking, id: string): IssueRow {
  checkAccess(world, actor, "issues:write", "read");
  const issue = issueNode(world, id);
  if (!mayTriage(world, actor) && issue.author.id !== actor.user.id) {
    throw rejection(403, `${actor.user.login} does not have the correct permissions to change this issue.`);
  }
  return issue;
}

const typeDefs = /* GraphQL */ `
  enum IssueState { CLOSED OPEN }
  enum IssueStateReason { COMPLETED DUPLICATE NOT_PLANNED REOPENED }
  enum IssueClosedStateReason { COMPLETED DUPLICATE NOT_PLANNED }
  enum IssueOrderField { COMMENTS CREATED_AT UPDATED_AT }
  enum CommentAuthorAssociation {
    COLLABORATOR CONTRIBUTOR FIRST_TIMER FIRST_TIME_CONTRIBUTOR MANNEQUIN MEMBER NONE OWNER
  }
  input IssueOrder { direction: OrderDirection! field: IssueOrderField! }
  input IssueFilters { createdBy: String labels: [String!] since: DateTime states: [IssueState!] }
  type Issue implements Node {
    id: ID! databaseId: Int fullDatabaseId: BigInt number: Int! title: String! body: String! url: URI!
    state: IssueState! stateReason(enableDuplicate: Boolean = false): IssueStateReason closed: Boolean!
    author: Actor authorAssociation: CommentAuthorAssociation! viewerDidAuthor: Boolean! repository: Repository!
    createdAt: DateTime! updatedAt: DateTime! lastEditedAt: DateTime closedAt: DateTime
  }
  type IssueEdge { cursor: String! node: Issue }
  type IssueConnection { edges: [IssueEdge] nodes: [Issue] pageInfo: PageInfo! totalCount: Int! }
  extend type Repository {
    issue(number: Int!): Issue
    issues(
      after: String, before: String, first: Int, last: Int, filterBy: IssueFilters, labels: [String!],
      orderBy: IssueOrder, states: [IssueState!]
    ): IssueConnection!
  }
  input CreateIssueInput {
    assigneeIds: [ID!] body: String clientMutationId: String labelIds: [ID!] parentIssueId: ID
    repositoryId: ID! title: String!
  }
  type CreateIssuePayload { clientMutationId: String issue: Issue }
  input CloseIssueInput { clientMutationId: String issueId: ID! stateReason: IssueClosedStateReason }
  type CloseIssuePayload { clientMutationId: String issue: Issue }
  input ReopenIssueInput { clientMutationId: String issueId: ID! }
  type ReopenIssuePayload { clientMutationId: String issue: Issue }
  extend type Mutation {
    createIssue(input: CreateIssueInput!): CreateIssuePayload
    closeIssue(input: CloseIssueInput!): CloseIssuePayload
    reopenIssue(input: ReopenIssueInput!): ReopenIssuePayload
  }
`;

export const issueNodes: Resource = {
  name: "issue-nodes",
  routes: [],
  typeDefs,
  resolvers: {
    Repository: {
      issue: (_row: RepositoryRow, { number }: { number: number }, { world, actor }: Asking) => {
        checkAccess(world, actor, "issues:read");
        const issue = world.issues.get(number);
        if (issue === undefined || issue.pull) throw unresolved(`an Issue with the number of ${number}`);
        return issue;
      },
      issues: (_row: RepositoryRow, args: ListArgs, { world, actor }: Asking) => {
        checkAccess(world, actor, "issues:read");
        return connection("issues", listed(world, args), args);
      },
    },
    Issue: {
      ...databaseIds,
      id: (issue: IssueRow) => issue.nodeId,
      body: (issue: IssueRow) => issue.body ?? "",
      url: (issue: IssueRow, _args, { world }: Asking) => issueBody(world, issue).html_url,
      state: (issue: IssueRow) => issue.state.toUpperCase(),
      stateReason: (issue: IssueRow, { enableDuplicate }: { enableDuplicate: boolean }) =>
        stateReason(issue.stateReason, enableDuplicate),
      closed: (issue: IssueRow) => issue.state === "closed",
      authorAssociation: (issue: IssueRow, _args, { world }: Asking) => associationOf(world, issue.author),
      viewerDidAuthor: (issue: IssueRow, _args, { actor }: Asking) => issue.author.id === actor.user.id,
      repository: (_issue, _args, { world }: Asking) => world.repository,
    },
    Mutation: {
      createIssue: (_root, { input }: { input: CreateIssue }, asking: Asking) => createIssue(asking, input),
      closeIssue: (_root, { input }: { input: CloseIssue }, asking: Asking) => {
        const { number } = changeable(asking, input.issueId);
        const reason = reasons[input.stateReason ?? "COMPLETED"];
        const issue = closeIssue(asking.world, asking.actor, number, reason);
        return { clientMutationId: input.clientMutationId, issue };
      },
      reopenIssue: (_root, { input }: { input: CloseIssue }, asking: Asking) => {
        const { number } = changeable(asking, input.issueId);
        const issue = reopenIssue(asking.world, asking.actor, number);
        return { clientMutationId: input.clientMutationId, issue };
      },
    },
  },
};
