/** Every resource the local GitHub serves. A new resource is a new file and one line here. */
import { apps } from "./apps.ts";
import { commentNodes } from "./comment-nodes.ts";
import { comments } from "./comments.ts";
import { dependencies } from "./dependencies.ts";
import { gitResources } from "./git-resources.ts";
import { hookDeliveries } from "./hook-deliveries.ts";
import { issueDeletion } from "./issue-deletion.ts";
import { issueLabels } from "./issue-labels.ts";
import { issueNodes } from "./issue-nodes.ts";
import { issues } from "./issues.ts";
import { labels } from "./labels.ts";
import { locks } from "./locks.ts";
import { nodes } from "./nodes.ts";
import { reactions } from "./reactions.ts";
import { repositories } from "./repositories.ts";
import type { Resource } from "./resource.ts";
import { subIssues } from "./sub-issues.ts";
import { timeline } from "./timeline.ts";
import type { Tokens } from "./tokens.ts";
import { users } from "./users.ts";
import type { Webhooks } from "./webhooks.ts";

/** Resources on the git side stand in `git-resources.ts`. */
export function resources(tokens: Tokens, webhooks: Webhooks, clock: () => number): readonly Resource[] {
  return [
    users,
    apps(tokens, clock),
    hookDeliveries(webhooks),
    repositories,
    nodes,
    labels,
    issues,
    issueNodes,
    issueDeletion,
    issueLabels,
    comments,
    locks,
    commentNodes,
    reactions,
    subIssues,
    dependencies,
    timeline,
    ...gitResources,
  ];
}
