import type { components } from "@octokit/openapi-types";
import type { GitCommit, GitPerson } from "./git-objects.ts";
import { gitOf } from "./git-of.ts";
import { nodeId } from "./ids.ts";
import { gitUrl } from "./refs.ts";
import { invalid, notFound, rejection } from "./rejection.ts";
import { type Answer, type Call, json, type Resource } from "./resource.ts";
import type { Actor } from "./rows.ts";
import type { World } from "./world.ts";

const base = "/repos/:owner/:repo/git";

/** Commits of the git database. Creating one moves no ref. */
export const gitCommits: Resource = {
  name: "git-commits",
  routes: [
    {
      method: "GET",
      path: `${base}/commits/:sha`,
      operation: "git/get-commit",
      need: "contents:read",
      answer: getCommit,
    },
    {
      method: "POST",
      path: `${base}/commits`,
      operation: "git/create-commit",
      need: "contents:write",
      answer: createCommit,
    },
  ],
};

async function getCommit({ world, params }: Call): Promise<Answer> {
  const commit = await gitOf(world).commit(params.sha ?? "");
  if (commit === null || commit.sha !== params.sha) throw notFound();
  return json(commitBody(world, commit));
}

async function createCommit({ world, actor, body }: Call): Promise<Answer> {
  const git = gitOf(world);
  const { message, tree, parents = [] } = body;
  if (typeof message !== "string")
    throw invalid({ resource: "Commit", field: "message", code: "missing_field" });
  if (typeof tree !== "string") throw invalid({ resource: "Commit", field: "tree", code: "missing_field" });
  const found = await git.read(tree);
  if (found?.type !== "tree") throw rejection(422, "Tree SHA does not exist");
  if (!Array.isArray(parents)) throw invalid({ resource: "Commit", field: "parents", code: "invalid" });
  const ids: string[] = [];
  for (const parent of parents) {
    if (typeof parent !== "string" || (await git.read(parent))?.type !== "commit") {
      throw rejection(422, "Parent SHA does not exist or is not a commit object");
    }
    ids.push(parent);
  }
  const author = person(body.author, defaultPerson(world, actor));
  const committer = person(body.committer, author);
  const commit = { tree, parents: ids, author, committer, message };
  const sha = await git.writeCommit(commit);
  return json(commitBody(world, { sha, ...commit }), 201);
}

/** The person of a commit whose maker names none: the bot or user of the token. */
export function defaultPerson(world: World, actor: Actor): GitPerson {
  const { login, id } = actor.user;
  return { name: login, email: `${id}+${login}@users.noreply.github.com`, date: world.now() };
}

function person(value: unknown, missing: GitPerson): GitPerson {
  if (typeof value !== "object" || value === null) return missing;
  const { name, email, date = missing.date }: Partial<Record<string, unknown>> = { ...value };
  if (typeof name !== "string" || typeof email !== "string" || typeof date !== "string") {
    throw invalid({ resource: "Commit", field: "author", code: "invalid" });
  }
  return { name, email, date };
}

/**
 * GitHub signs commits that an App makes without naming author or committer; here that is told by the bot's own address.
 */
export function commitBody(world: World, commit: GitCommit): components["schemas"]["git-commit"] {
  const url = gitUrl(world);
  const html = `${world.origin}/${world.repository.owner.login}/${world.repository.name}/commit`;
  const signed = commit.author.name.endsWith("[bot]") && commit.committer.name === commit.author.name;
  return {
    sha: commit.sha,
    node_id: nodeId("C", world.repository.id) + commit.sha,
    url: `${url}/commits/${commit.sha}`,
    html_url: `${html}/${commit.sha}`,
    author: commit.author,
    committer: commit.committer,
    message: commit.message,
    tree: { sha: commit.tree, url: `${url}/trees/${commit.tree}` },
    parents: commit.parents.map((sha) => ({ sha, url: `${url}/commits/${sha}`, html_url: `${html}/${sha}` })),
    verification: {
      verified: signed,
      reason: signed ? "valid" : "unsigned",
      signature: signed ? "-----BEGIN PGP SIGNATURE-----\nlocal\n-----END PGP SIGNATURE-----" : null,
      payload: null,
      verified_at: signed ? commit.committer.date : null,
    },
  };
}
