import type { components as webhooks } from "@octokit/openapi-webhooks-types";
import { diffCommits } from "./git-diff.ts";
import type { GitCommit } from "./git-objects.ts";
import { gitOf } from "./git-of.ts";
import { zeroOid } from "./git-refs.ts";
import { envelope, happened } from "./happening.ts";
import { type DoneMove, onRefsMoved } from "./refs-move.ts";
import { htmlUrl } from "./repository-body.ts";
import type { Resource } from "./resource.ts";
import type { Actor } from "./rows.ts";
import type { World } from "./world.ts";

type Push = webhooks["schemas"]["webhook-push"];

/** The most commits a push event lists, as on GitHub. */
const listed = 20;

/** Tells every move of a branch or tag as a `push` event, whether it came by git or by the API. */
export const pushes: Resource = {
  name: "pushes",
  routes: [],
  start: ({ world }) => {
    onRefsMoved(world, async (_, actor, moves) => {
      for (const move of moves)
        if (/^refs\/(heads|tags)\//.test(move.name)) await emitPush(world, actor, move);
    });
    return { idle: async () => {}, close: async () => {} };
  },
};

async function emitPush(world: World, actor: Actor, move: DoneMove): Promise<void> {
  const git = gitOf(world);
  const created = move.before === zeroOid;
  const deleted = move.after === zeroOid;
  const head = deleted ? null : await git.commit(move.after);
  const since = created
    ? await git.ref(`refs/heads/${world.repository.defaultBranch}`)
    : { sha: move.before };
  const commits = head === null || since === null ? [] : await git.between(since.sha, head.sha);
  const pushed = await Promise.all(commits.slice(-listed).map((commit) => pushedCommit(world, commit)));
  const { repository, ...common } = envelope(world, actor);
  happened(world, actor, "push", {
    ...common,
    repository,
    ref: move.name,
    before: move.before,
    after: move.after,
    base_ref: null,
    compare: htmlUrl(world, `/compare/${move.before.slice(0, 12)}...${move.after.slice(0, 12)}`),
    created,
    deleted,
    forced: !created && !deleted && !(await git.isAncestor(move.before, move.after)),
    commits: pushed,
    head_commit: head === null ? null : await pushedCommit(world, head),
    pusher: { name: actor.user.login, email: null },
  } satisfies Push);
}

async function pushedCommit(world: World, commit: GitCommit): Promise<Push["commits"][number]> {
  const parent = commit.parents[0];
  const files = parent === undefined ? [] : await diffCommits(world.repository.path, parent, commit.sha);
  const named = (status: string) => files.filter((file) => file.status === status).map((file) => file.path);
  return {
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.committer.date,
    url: htmlUrl(world, `/commit/${commit.sha}`),
    author: commit.author,
    committer: commit.committer,
    added: named("added"),
    removed: named("removed"),
    modified: named("modified"),
  };
}
