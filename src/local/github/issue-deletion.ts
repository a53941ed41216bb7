/** Deleting an issue, which only administrators may, and only over GraphQL. */
import { checkAccess } from "./answering.ts";
import { envelope, happened } from "./happening.ts";
import { issuePayload } from "./issue-payload.ts";
import { amend } from "./issue-rows.ts";
import { unresolved } from "./rejection.ts";
import type { Asking, Resource } from "./resource.ts";
import type { World } from "./world.ts";

type DeleteIssue = { readonly clientMutationId?: string; readonly issueId: string };

/** Takes an issue out of the world, with every link to it. Its sub-issues stay, without a parent. */
function deleteIssue({ world, actor }: Asking, { issueId, clientMutationId }: DeleteIssue): object {
  const issue = world.issues.get(world.numbers.get(issueId) ?? 0);
  if (issue === undefined) throw unresolved(`a node with the global id of '${issueId}'`);
  checkAccess(world, actor, "administration:write", "admin");
  const payload = { ...envelope(world, actor), issue: issuePayload(world, issue) };
  const { number } = issue;
  for (const child of issue.subIssues) amend(world, child, { parent: null });
  for (const other of world.issues.values()) unlink(world, other.number, number);
  for (const comment of issue.comments) world.comments.delete(comment);
  world.issues.delete(number);
  happened(world, actor, "issues", { ...payload, action: "deleted" });
  return { clientMutationId, repository: world.repository };
}

function unlink(world: World, from: number, gone: number): void {
  const row = world.issues.get(from);
  if (row === undefined) return;
  const without = (list: readonly number[]) => list.filter((number) => number !== gone);
  const links = [...row.subIssues, ...row.blockedBy, ...row.blocking];
  if (!links.includes(gone)) return;
  amend(world, from, {
    subIssues: without(row.subIssues),
    blockedBy: without(row.blockedBy),
    blocking: without(row.blocking),
  });
}

export const issueDeletion: Resource = {
  name: "issue-deletion",
  routes: [],
  typeDefs: /* GraphQL */ `
    input DeleteIssueInput { clientMutationId: String issueId: ID! }
    type DeleteIssuePayload { clientMutationId: String repository: Repository }
    extend type Mutation { deleteIssue(input: DeleteIssueInput!): DeleteIssuePayload }
  `,
  resolvers: {
    Mutation: {
      deleteIssue: (_root, { input }: { input: DeleteIssue }, asking: Asking) => deleteIssue(asking, input),
    },
  },
};
