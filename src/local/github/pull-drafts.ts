/** A draft becomes a pull request to review: GraphQL alone can do that, as on GitHub. */
import { checkAccess } from "./answering.ts";
import { emitPull } from "./pull-changes.ts";
import { amendPull, pullsOf } from "./pull-rows.ts";
import { unresolved } from "./rejection.ts";
import type { Asking, Resource } from "./resource.ts";

type Input = { readonly clientMutationId?: string | null; readonly pullRequestId: string };

export const pullDrafts: Resource = {
  name: "pull-drafts",
  routes: [],
  typeDefs: /* GraphQL */ `
    type PullRequest implements Node { id: ID! number: Int! isDraft: Boolean! }
    input MarkPullRequestReadyForReviewInput { clientMutationId: String pullRequestId: ID! }
    type MarkPullRequestReadyForReviewPayload { clientMutationId: String pullRequest: PullRequest }
    extend type Mutation {
      markPullRequestReadyForReview(input: MarkPullRequestReadyForReviewInput!): MarkPullRequestReadyForReviewPayload
    }
  `,
  resolvers: {
    Mutation: {
      markPullRequestReadyForReview: (_source, args: { input: Input }, asking) =>
        markReady(asking, args.input),
    },
  },
};

/** Marking one that is no draft changes nothing, and is no error. */
async function markReady(
  { world, actor }: Asking,
  { clientMutationId, pullRequestId: id }: Input,
): Promise<object> {
  checkAccess(world, actor, "pull_requests:write");
  const issue = [...world.issues.values()].find((row) => row.pull && row.nodeId === id);
  const pull = issue && pullsOf(world).get(issue.number);
  if (issue === undefined || pull === undefined) throw unresolved(`a node with the global id of '${id}'`);
  if (pull.draft) {
    amendPull(world, issue.number, { draft: false });
    await emitPull(world, actor, issue.number, "ready_for_review");
  }
  return { clientMutationId, pullRequest: { id, number: issue.number, isDraft: false } };
}
