import type { components } from "@octokit/openapi-types";
import { commitBody } from "./git-commits.ts";
import type { GitCommit, GitPerson } from "./git-objects.ts";
import { apiUrl } from "./repository-body.ts";
import { userBody } from "./users.ts";
import type { World } from "./world.ts";

/** A commit as lists, branches and comparisons show it: git's data plus the users behind it. */
export function commitListBody(world: World, commit: GitCommit): components["schemas"]["commit"] {
  const git = commitBody(world, commit);
  const url = apiUrl(world, `/commits/${commit.sha}`);
  return {
    sha: commit.sha,
    node_id: git.node_id,
    url,
    html_url: git.html_url,
    comments_url: `${url}/comments`,
    commit: {
      url: git.url,
      author: git.author,
      committer: git.committer,
      message: git.message,
      comment_count: 0,
      tree: git.tree,
      verification: git.verification,
    },
    author: userBehind(world, commit.author),
    committer: userBehind(world, commit.committer),
    parents: git.parents.map(({ sha, html_url }) => ({
      sha,
      url: apiUrl(world, `/commits/${sha}`),
      html_url,
    })),
  };
}

/** GitHub finds the user by the address; here the address that commits made through the API carry. */
function userBehind(world: World, person: GitPerson) {
  const id = Number(/^(\d+)\+/.exec(person.email)?.[1]);
  const user = world.users.get(id);
  return user === undefined ? null : userBody(world, user);
}
