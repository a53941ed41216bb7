import { checkAccess } from "./answering.ts";
import { gitObject, gitTypeDefs, refValue } from "./git-graphql.ts";
import { gitOf } from "./git-of.ts";
import { type AskedMove, moveRefs } from "./refs-move.ts";
import { rejection } from "./rejection.ts";
import type { Asking, Resource } from "./resource.ts";

type RefUpdate = {
  readonly name: string;
  readonly afterOid: string;
  readonly beforeOid?: string | null;
  readonly force?: boolean | null;
};
type UpdateRefsInput = {
  readonly clientMutationId?: string | null;
  readonly repositoryId: string;
  readonly refUpdates: readonly RefUpdate[];
};
type PageArgs = {
  readonly refPrefix: string;
  readonly first?: number | null;
  readonly after?: string | null;
};

/** Refs and git objects over GraphQL, with the atomic `updateRefs`. */
export const refsGraphql: Resource = {
  name: "refs-graphql",
  routes: [],
  typeDefs: /* GraphQL */ `
    ${gitTypeDefs}
    extend type Repository {
      defaultBranchRef: Ref
      ref(qualifiedName: String!): Ref
      refs(refPrefix: String!, first: Int, after: String): RefConnection
      object(expression: String, oid: GitObjectID): GitObject
    }
    input RefUpdate { name: GitRefname! afterOid: GitObjectID! beforeOid: GitObjectID force: Boolean = false }
    input UpdateRefsInput { clientMutationId: String repositoryId: ID! refUpdates: [RefUpdate!]! }
    type UpdateRefsPayload { clientMutationId: String }
    extend type Mutation { updateRefs(input: UpdateRefsInput!): UpdateRefsPayload }
  `,
  resolvers: {
    Repository: {
      defaultBranchRef: (_source, _args, asking) =>
        refNamed(asking, `refs/heads/${asking.world.repository.defaultBranch}`),
      ref: (_source, args: { qualifiedName: string }, asking) => refNamed(asking, args.qualifiedName),
      refs: (_source, args: PageArgs, asking) => refPage(asking, args),
      object: (_source, args: { expression?: string; oid?: string }, asking) =>
        objectOf(asking, args.oid ?? args.expression ?? ""),
    },
    Mutation: {
      updateRefs: (_source, args: { input: UpdateRefsInput }, asking) => updateRefs(args.input, asking),
    },
  },
};

async function refNamed({ world, actor }: Asking, name: string): Promise<object | null> {
  checkAccess(world, actor, "contents:read");
  // as on GitHub, a short name is looked for among the branches
  const ref = await gitOf(world).ref(name.startsWith("refs/") ? name : `refs/heads/${name}`);
  return ref === null ? null : refValue(world, ref);
}

function objectOf({ world, actor }: Asking, expression: string): Promise<object | null> {
  checkAccess(world, actor, "contents:read");
  return gitObject(world, expression, expression.split(":")[1] ?? "");
}

async function refPage({ world, actor }: Asking, args: PageArgs): Promise<object> {
  checkAccess(world, actor, "contents:read");
  const prefix = args.refPrefix.endsWith("/") ? args.refPrefix : `${args.refPrefix}/`;
  const all = await gitOf(world).refs(prefix);
  const start = Number(Buffer.from(args.after ?? "", "base64").toString("utf8") || 0);
  const page = all.slice(start, start + (args.first ?? 100));
  return {
    totalCount: all.length,
    nodes: page.map((ref) => ({ ...refValue(world, ref), name: ref.name.slice(prefix.length), prefix })),
    pageInfo: {
      hasNextPage: start + page.length < all.length,
      hasPreviousPage: start > 0,
      startCursor: cursor(start),
      endCursor: page.length === 0 ? null : cursor(start + page.length),
    },
  };
}

function cursor(position: number): string {
  return Buffer.from(String(position)).toString("base64");
}

async function updateRefs(input: UpdateRefsInput, { world, actor }: Asking): Promise<object> {
  checkAccess(world, actor, "contents:write");
  if (input.repositoryId !== world.repository.nodeId) {
    throw rejection(404, `Could not resolve to a node with the global id of '${input.repositoryId}'`);
  }
  await moveRefs(world, actor, input.refUpdates.map(askedMove));
  return { clientMutationId: input.clientMutationId ?? null };
}

function askedMove(update: RefUpdate): AskedMove {
  const { name, afterOid: after, beforeOid: before = null, force } = update;
  for (const oid of [after, before]) {
    if (oid !== null && !/^[0-9a-f]{40}$/.test(oid)) {
      throw rejection(422, `GitObjectID ${JSON.stringify(oid)} is not 40 hex digits`);
    }
  }
  return { name, before, after, force: force === true };
}
