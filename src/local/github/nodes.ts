/** Reads by node id, and the caller's GraphQL rate limit. */
import { mayRead } from "./access.ts";
import { unresolved } from "./rejection.ts";
import type { Asking, Resource } from "./resource.ts";
import type { IssueRow } from "./rows.ts";
import type { World } from "./world.ts";

/** The issue with this node id. Throws `NOT_FOUND`, as for a number or database id given instead. */
export function issueNode(world: World, id: string): IssueRow {
  const issue = world.issues.get(world.numbers.get(id) ?? 0);
  if (issue === undefined || issue.pull) throw unresolved(`a node with the global id of '${id}'`);
  return issue;
}

function node({ world, actor }: Asking, id: string): object {
  const found = mayRead(world, actor) ? world.nodes.get(id)?.() : undefined;
  if (found === undefined) throw unresolved(`a node with the global id of '${id}'`);
  return found;
}

/** A list answers the nodes it finds, with an error for each other one. */
function listed(asking: Asking, id: string): object {
  try {
    return node(asking, id);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

export const nodes: Resource = {
  name: "nodes",
  routes: [],
  typeDefs: /* GraphQL */ `
    type RateLimit { cost: Int! limit: Int! nodeCount: Int! remaining: Int! resetAt: DateTime! used: Int! }
    extend type Query {
      node(id: ID!): Node
      nodes(ids: [ID!]!): [Node]!
      rateLimit(dryRun: Boolean = false): RateLimit
    }
  `,
  resolvers: {
    Query: {
      node: (_root, { id }: { id: string }, asking: Asking) => node(asking, id),
      nodes: (_root, { ids }: { ids: readonly string[] }, asking: Asking) =>
        ids.map((id) => listed(asking, id)),
      rateLimit: (_root, _args, { rateLimit }: Asking) => ({
        ...rateLimit,
        cost: 1,
        nodeCount: 0,
        resetAt: new Date(rateLimit.reset * 1000).toISOString(),
      }),
    },
  },
};
