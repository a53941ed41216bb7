import { defaultPerson } from "./git-commits.ts";
import type { GitCommit, GitPerson } from "./git-objects.ts";
import { gitOf } from "./git-of.ts";
import type { GitRepository } from "./git-repository.ts";
import { closeIssue } from "./issue-changes.ts";
import { emitPull } from "./pull-changes.ts";
import { amendPull, type PullRow, pullOf } from "./pull-rows.ts";
import { refsMoved } from "./refs-move.ts";
import { rejection } from "./rejection.ts";
import type { Actor } from "./rows.ts";
import type { World } from "./world.ts";

export type Merge = {
  readonly method: "merge" | "squash" | "rebase";
  /** The head the caller saw; `null` merges whatever it is. */
  readonly head: string | null;
  readonly title: string | null;
  readonly message: string | null;
};

type Sides = { readonly base: string; readonly pull: PullRow; readonly title: string; readonly merge: Merge };

const closing = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+#(\d+)/gi;

/**
 * Merges an open pull request into its base and answers the new tip. On the default branch, issues that the description
 * or a commit names with a closing word are closed as completed. Throws 405 and 409 with GitHub's texts.
 */
export async function mergePull(world: World, actor: Actor, number: number, merge: Merge): Promise<string> {
  const git = gitOf(world);
  const { pull, issue } = pullOf(world, String(number));
  if (issue.state === "closed") throw rejection(405, "Pull Request is not mergeable");
  if (pull.draft) throw rejection(405, "Pull Request is still a draft");
  if (merge.head !== null && merge.head !== pull.headSha) {
    throw rejection(409, "Head branch was modified. Review and try the merge again.");
  }
  const name = `refs/heads/${pull.base}`;
  const base = (await git.ref(name))?.sha;
  if (base === undefined) throw rejection(405, "Pull Request is not mergeable");
  const commits = await git.between(base, pull.headSha);
  const sides = { base, pull, title: issue.title, merge };
  const tip = await built(git, world, actor, sides, commits);
  if (tip === null) throw rejection(405, "Pull Request is not mergeable");
  const moved = await git.updateRefs([{ name, before: base, after: tip }]);
  if (moved.kind !== "moved") {
    throw rejection(409, "Base branch was modified. Review and try the merge again.");
  }
  const merged = { mergedAt: world.now(), mergedBy: actor.user, mergeSha: tip, baseSha: base };
  amendPull(world, number, merged);
  closeIssue(world, actor, number);
  await refsMoved(world, actor, [{ name, before: base, after: tip }]);
  await emitPull(world, actor, number, "closed");
  if (pull.base === world.repository.defaultBranch) {
    closeNamed(world, actor, [issue.body ?? "", ...commits.map((commit) => commit.message)]);
  }
  return tip;
}

/** The new tip of the base branch, or `null` on a conflict. */
function built(
  git: GitRepository,
  world: World,
  actor: Actor,
  sides: Sides,
  commits: readonly GitCommit[],
): Promise<string | null> {
  const author = defaultPerson(world, actor);
  const committer = { name: "GitHub", email: "noreply@github.com", date: author.date };
  if (sides.merge.method === "rebase") return rebased(git, sides.base, commits, committer);
  return joined(git, world, sides, commits, { author, committer });
}

async function joined(
  git: GitRepository,
  world: World,
  { base, pull, title, merge }: Sides,
  commits: readonly GitCommit[],
  people: { readonly author: GitPerson; readonly committer: GitPerson },
): Promise<string | null> {
  const tree = await git.mergeTrees(base, pull.headSha);
  if (tree === null) return null;
  const squash = merge.method === "squash";
  const from = `${world.repository.owner.login}/${pull.head}`;
  const heading =
    merge.title ??
    (squash ? `${title} (#${pull.number})` : `Merge pull request #${pull.number} from ${from}`);
  const text =
    merge.message ?? (squash ? commits.map((commit) => `* ${commit.message}`).join("\n\n") : title);
  const parents = squash ? [base] : [base, pull.headSha];
  return git.writeCommit({
    tree,
    parents,
    message: text === "" ? heading : `${heading}\n\n${text}`,
    ...people,
  });
}

/** Replays each commit on the base. The stand-in gives git's merge the commit's own parent as common ancestor. */
async function rebased(
  git: GitRepository,
  base: string,
  commits: readonly GitCommit[],
  committer: GitPerson,
): Promise<string | null> {
  let tip = base;
  for (const commit of commits.filter((one) => one.parents.length === 1)) {
    const onto = await git.commit(tip);
    if (onto === null) return null;
    const { author, message } = commit;
    const standIn = await git.writeCommit({
      tree: onto.tree,
      parents: commit.parents,
      author,
      committer,
      message: "",
    });
    const tree = await git.mergeTrees(standIn, commit.sha);
    if (tree === null) return null;
    tip = await git.writeCommit({ tree, parents: [tip], author, committer, message });
  }
  return tip;
}

function closeNamed(world: World, actor: Actor, texts: readonly string[]): void {
  const numbers = texts.flatMap((text) => [...text.matchAll(closing)].map((match) => Number(match[1])));
  for (const number of new Set(numbers)) {
    const issue = world.issues.get(number);
    if (issue !== undefined && !issue.pull && issue.state === "open")
      closeIssue(world, actor, number, "completed");
  }
}
