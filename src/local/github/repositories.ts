/** The repository itself and who may do what in it. */
import type { components } from "@octokit/openapi-types";
import { hasRole, roleOf } from "./access.ts";
import { notFound, unresolved } from "./rejection.ts";
import { type Asking, type Call, json, type Resource } from "./resource.ts";
import type { RepositoryRow, Role, UserRow } from "./rows.ts";
import { userBody } from "./users.ts";
import type { World } from "./world.ts";

type Schemas = components["schemas"];

/** API URL of the repository, or of something in it. */
export function apiUrl(world: World, rest = ""): string {
  return `${world.origin}/repos/${world.repository.owner.login}/${world.repository.name}${rest}`;
}

export function htmlUrl(world: World, rest = ""): string {
  return `${world.origin}/${world.repository.owner.login}/${world.repository.name}${rest}`;
}

/** The repository as REST answers and webhooks embed it. */
export function repositoryBody(world: World) {
  const { repository } = world;
  const full = `${repository.owner.login}/${repository.name}`;
  const openIssues = [...world.issues.values()].filter((issue) => issue.state === "open").length;
  return {
    id: repository.id,
    node_id: repository.nodeId,
    name: repository.name,
    full_name: full,
    owner: userBody(world, repository.owner),
    private: repository.visibility === "private",
    visibility: repository.visibility,
    html_url: htmlUrl(world),
    description: null,
    fork: false,
    ...links(world),
    git_url: `${world.origin}/${full}.git`,
    ssh_url: `${world.origin}/${full}.git`,
    clone_url: `${world.origin}/${full}.git`,
    svn_url: htmlUrl(world),
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    forks: 0,
    forks_count: 0,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    size: 0,
    default_branch: repository.defaultBranch,
    open_issues: openIssues,
    open_issues_count: openIssues,
    is_template: false,
    topics: [],
    has_issues: true,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_downloads: false,
    has_discussions: false,
    archived: false,
    disabled: false,
    allow_forking: true,
    web_commit_signoff_required: false,
    pushed_at: repository.createdAt,
    created_at: repository.createdAt,
    updated_at: repository.createdAt,
  } satisfies Schemas["repository"];
}

function links(world: World) {
  const url = (rest = "") => apiUrl(world, rest);
  return {
    url: url(),
    archive_url: url("/{archive_format}{/ref}"),
    assignees_url: url("/assignees{/user}"),
    blobs_url: url("/git/blobs{/sha}"),
    branches_url: url("/branches{/branch}"),
    collaborators_url: url("/collaborators{/collaborator}"),
    comments_url: url("/comments{/number}"),
    commits_url: url("/commits{/sha}"),
    compare_url: url("/compare/{base}...{head}"),
    contents_url: url("/contents/{+path}"),
    contributors_url: url("/contributors"),
    deployments_url: url("/deployments"),
    downloads_url: url("/downloads"),
    events_url: url("/events"),
    forks_url: url("/forks"),
    git_commits_url: url("/git/commits{/sha}"),
    git_refs_url: url("/git/refs{/sha}"),
    git_tags_url: url("/git/tags{/sha}"),
    hooks_url: url("/hooks"),
    issue_comment_url: url("/issues/comments{/number}"),
    issue_events_url: url("/issues/events{/number}"),
    issues_url: url("/issues{/number}"),
    keys_url: url("/keys{/key_id}"),
    labels_url: url("/labels{/name}"),
    languages_url: url("/languages"),
    merges_url: url("/merges"),
    milestones_url: url("/milestones{/number}"),
    notifications_url: url("/notifications{?since,all,participating}"),
    pulls_url: url("/pulls{/number}"),
    releases_url: url("/releases{/id}"),
    stargazers_url: url("/stargazers"),
    statuses_url: url("/statuses/{sha}"),
    subscribers_url: url("/subscribers"),
    subscription_url: url("/subscription"),
    tags_url: url("/tags"),
    teams_url: url("/teams"),
    trees_url: url("/git/trees{/sha}"),
  };
}

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
      repository: (_source, args: { owner: string; name: string }, { world }) => {
        const { owner, name } = world.repository;
        const same =
          args.owner.toLowerCase() === owner.login.toLowerCase() &&
          args.name.toLowerCase() === name.toLowerCase();
        if (!same) throw unresolved(`a Repository with the name '${args.owner}/${args.name}'`);
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
