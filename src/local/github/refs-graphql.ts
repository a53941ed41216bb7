import { checkAccess } from "./answering.ts";
import { gitObject, gitTypeDefs, refValue } from "./git-graphql.ts";
import { gitOf } from "./git-of.ts";
import { type AskedMove, moveRefs } from "./refs-move.ts";
import { rejection } from "./rejection.ts";
import type { Asking, Resource } from "./resource.ts";

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
      defaultBranchRef: (_, __, { world }) =>
        refNamed({ world }, `refs/heads/${world.repository.defaultBranch}`),
      ref: (_, args, asking) => refNamed(asking, text(args, "qualifiedName") ?? ""),
      refs: (_, args, asking) => refPage(asking, args),
      object: (_, args, { world }) => {
        const expression = text(args, "oid") ?? text(args, "expression") ?? "";
        return gitObject(world, expression, expression.split(":")[1] ?? "");
      },
    },
    Mutation: { updateRefs: (_, args, asking) => updateRefs(args, asking) },
  },
};

async function refNamed({ world }: Pick<Asking, "world">, name: string): Promise<object | null> {
  const git = gitOf(world);
  // as on GitHub, a short name is looked for among the branches
  const ref = (await git.ref(name.startsWith("refs/") ? name : `refs/heads/${name}`)) ?? null;
  return ref === null ? null : refValue(world, ref);
}

async function refPage({ world }: Asking, args: object): Promise<object> {
  const all = await gitOf(world).refs(text(args, "refPrefix") ?? "refs/");
  const first = "first" in args && typeof args.first === "number" ? args.first : 100;
  const after = Number(Buffer.from(text(args, "after") ?? "", "base64").toString("utf8") || 0);
  const page = all.slice(after, after + first);
  return {
    totalCount: all.length,
    nodes: page.map((ref) => ({ ...refValue(world, ref), prefix: text(args, "refPrefix") })),
    pageInfo: {
      hasNextPage: after + page.length < all.length,
      hasPreviousPage: after > 0,
      startCursor: cursor(after),
      endCursor: page.length === 0 ? null : cursor(after + page.length),
    },
  };
}

function cursor(position: number): string {
  return Buffer.from(String(position)).toString("base64");
}

async function updateRefs(args: object, { world, actor }: Asking): Promise<object> {
  checkAccess(world, actor, "contents:write");
  const input = "input" in args && typeof args.input === "object" && args.input !== null ? args.input : {};
  const id = text(input, "repositoryId");
  if (id !== world.repository.nodeId) {
    throw rejection(404, `Could not resolve to a node with the global id of '${id}'`);
  }
  const updates: unknown[] = "refUpdates" in input && Array.isArray(input.refUpdates) ? input.refUpdates : [];
  await moveRefs(world, actor, updates.map(askedMove));
  return { clientMutationId: text(input, "clientMutationId") };
}

function askedMove(value: unknown): AskedMove {
  const update = typeof value === "object" && value !== null ? value : {};
  const after = text(update, "afterOid") ?? "";
  const before = text(update, "beforeOid");
  for (const oid of [after, before]) {
    if (oid !== null && !/^[0-9a-f]{40}$/.test(oid)) {
      throw rejection(422, `Variable of type GitObjectID! was provided invalid value ${JSON.stringify(oid)}`);
    }
  }
  return {
    name: text(update, "name") ?? "",
    before,
    after,
    force: "force" in update && update.force === true,
  };
}

function text(from: object, key: string): string | null {
  const value: unknown = Object.entries(from).find(([name]) => name === key)?.[1];
  return typeof value === "string" ? value : null;
}
