/** The repository as REST answers and webhooks show it, and the URLs in it. */
import type { components } from "@octokit/openapi-types";
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
    ...gitLinks(world),
    ...links(world),
    ...still,
    default_branch: repository.defaultBranch,
    open_issues: openIssues,
    open_issues_count: openIssues,
    pushed_at: repository.createdAt,
    created_at: repository.createdAt,
    updated_at: repository.createdAt,
  } satisfies Schemas["repository"];
}

/** What never changes here. */
const still = {
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
};

function gitLinks(world: World) {
  const url = (rest: string) => apiUrl(world, `/git/${rest}`);
  const clone = `${htmlUrl(world)}.git`;
  return {
    blobs_url: url("blobs{/sha}"),
    git_commits_url: url("commits{/sha}"),
    git_refs_url: url("refs{/sha}"),
    git_tags_url: url("tags{/sha}"),
    trees_url: url("trees{/sha}"),
    git_url: clone,
    ssh_url: clone,
    clone_url: clone,
    svn_url: htmlUrl(world),
  };
}

function links(world: World) {
  const url = (rest = "") => apiUrl(world, rest);
  return {
    url: url(),
    archive_url: url("/{archive_format}{/ref}"),
    assignees_url: url("/assignees{/user}"),
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
  };
}
