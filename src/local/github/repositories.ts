/** The repository itself and who may do what in it. */
import type { components } from "@octokit/openapi-types";
import { hasRole, mayRead, roleOf } from "./access.ts";
import { notFound, unresolved } from "./rejection.ts";
import { htmlUrl, repositoryBody } from "./repository-body.ts";
import { type Asking, type Call, json, type Resource } from "./resource.ts";
import type { RepositoryRow, Role, UserRow } from "./rows.ts";
import { userBody } from "./users.ts";
import type { World } from "./world.ts";

type Schemas = components["schemas"];

function fullRepositoryBody({ world, actor }: Call): Schemas["full-repository"] {
  return {
    ...repositoryBody(world),
    subscribers_count: 0,
    network_count: 0,
    ...(actor.kind === "person" ? { permissions: rights(world, actor.user) } : {}),
  };
}

function rights(world: World, user: UserRow) {
  const has = (role: Role) => hasRole(world, user, role);
  return {
    admin: has("admin"),
    maintain: has("maintain"),
    push: has("write"),
    triage: has("triage"),
    pull: has("read"),
  };
}

const legacy = {
  admin: "admin",
  maintain: "write",
  write: "write",
  triage: "read",
  read: "read",
  none: "none",
} as const;

function permissionLevel({ world, params }: Call): Schemas["repository-collaborator-permission"] {
  const login = params.username?.toLowerCase();
  const user = [...world.users.values()].find((row) => row.login.toLowerCase() === login);
  if (user === undefined) throw notFound();
  const role = roleOf(world, user);
  return {
    permission: legacy[role],
    role_name: role,
    user: { ...userBody(world, user), permissions: rights(world, user), role_name: role },
  };
}

export const repositories: Resource = {
  name: "repositories",
  routes: [
    {
      method: "GET",
      path: "/repos/:owner/:repo",
      operation: "repos/get",
      need: "metadata:read",
      answer: (call) => json(fullRepositoryBody(call)),
    },
    {
      method: "GET",
      path: "/repos/:owner/:repo/collaborators/:username/permission",
      operation: "repos/get-collaborator-permission-level",
      need: "metadata:read",
      answer: (call) => json(permissionLevel(call)),
    },
  ],
  typeDefs: /* GraphQL */ `
    enum RepositoryVisibility { INTERNAL PRIVATE PUBLIC }
    type Repository implements Node {
      id: ID! databaseId: Int name: String! nameWithOwner: String! owner: RepositoryOwner! url: URI!
      isPrivate: Boolean! visibility: RepositoryVisibility! createdAt: DateTime!
    }
    extend type Query { repository(followRenames: Boolean = true, name: String!, owner: String!): Repository }
  `,
  resolvers: {
    Query: {
      repository: (_source, args: { owner: string; name: string }, { world, actor }) => {
        const { owner, name } = world.repository;
        const same =
          args.owner.toLowerCase() === owner.login.toLowerCase() &&
          args.name.toLowerCase() === name.toLowerCase();
        if (!same || !mayRead(world, actor))
          throw unresolved(`a Repository with the name '${args.owner}/${args.name}'`);
        return world.repository;
      },
    },
    Repository: {
      id: (row: RepositoryRow) => row.nodeId,
      databaseId: (row: RepositoryRow) => row.id,
      nameWithOwner: (row: RepositoryRow) => `${row.owner.login}/${row.name}`,
      url: (_row: RepositoryRow, _args, { world }: Asking) => htmlUrl(world),
      isPrivate: (row: RepositoryRow) => row.visibility === "private",
      visibility: (row: RepositoryRow) => row.visibility.toUpperCase(),
    },
  },
};
