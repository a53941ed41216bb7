import type { components } from "@octokit/openapi-types";
import type { components as webhooks } from "@octokit/openapi-webhooks-types";
import { diffCommits } from "./git-diff.ts";
import { gitOf } from "./git-of.ts";
import { nodeId } from "./ids.ts";
import { associationOf, issueBody, labelBody, labelsOf } from "./issue-body.ts";
import { labelPayload } from "./issue-payload.ts";
import { type PullRow, reviewsOf } from "./pull-rows.ts";
import { apiUrl, htmlUrl, repositoryBody } from "./repository-body.ts";
import type { IssueRow } from "./rows.ts";
import { userBody } from "./users.ts";
import type { World } from "./world.ts";

type Schemas = components["schemas"];

/** A pull request as lists show it. */
export function simplePullBody(world: World, pull: PullRow, issue: IssueRow) {
  const { labels: _, ...common } = commonBody(world, pull, issue);
  return {
    ...common,
    labels: labelsOf(world, issue).map((label) => ({
      ...labelBody(world, label),
      description: label.description ?? "",
    })),
  } satisfies Schemas["pull-request-simple"];
}

/** A pull request as reading it alone shows it, with what has to be computed from git. */
export async function pullBody(world: World, pull: PullRow, issue: IssueRow) {
  const git = gitOf(world);
  const from = (await git.mergeBase(pull.baseSha, pull.headSha)) ?? pull.baseSha;
  const files = await diffCommits(git.path, from, pull.headSha);
  const commits = await git.between(pull.baseSha, pull.headSha);
  const mergeable = await mergeableNow(world, pull, issue);
  const sum = (key: "additions" | "deletions") => files.reduce((total, file) => total + file[key], 0);
  return {
    ...commonBody(world, pull, issue),
    merged: pull.mergedAt !== null,
    mergeable,
    rebaseable: mergeable,
    mergeable_state: mergeable === null ? "unknown" : pull.draft ? "draft" : mergeable ? "clean" : "dirty",
    merged_by: pull.mergedBy === null ? null : userBody(world, pull.mergedBy),
    comments: [...world.comments.values()].filter((comment) => comment.issue === pull.number).length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: commits.length,
    additions: sum("additions"),
    deletions: sum("deletions"),
    changed_files: files.length,
  } satisfies Schemas["pull-request"];
}

/** The `pull_request` of webhook payloads. */
export async function pullPayload(world: World, pull: PullRow, issue: IssueRow) {
  return {
    ...(await pullBody(world, pull, issue)),
    labels: labelsOf(world, issue).map((label) => labelPayload(world, label)),
  } satisfies webhooks["schemas"]["pull-request-webhook"];
}

async function mergeableNow(world: World, pull: PullRow, issue: IssueRow): Promise<boolean | null> {
  if (issue.state === "closed") return null;
  const git = gitOf(world);
  const base = (await git.ref(`refs/heads/${pull.base}`))?.sha;
  return base === undefined ? false : (await git.mergeTrees(base, pull.headSha)) !== null;
}

function commonBody(world: World, pull: PullRow, issue: IssueRow) {
  const url = apiUrl(world, `/pulls/${pull.number}`);
  const html = htmlUrl(world, `/pull/${pull.number}`);
  const { html_url: _, draft: __, ...shown } = { draft: false, ...issueBody(world, issue) };
  const association: Schemas["author-association"] = associationOf(world, issue.author);
  const links = linksOf(world, pull.number, url, html, pull.headSha);
  return {
    url,
    id: pull.id,
    node_id: issue.nodeId,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: shown.url,
    commits_url: links.commits.href,
    review_comments_url: links.review_comments.href,
    review_comment_url: links.review_comment.href,
    comments_url: shown.comments_url,
    statuses_url: links.statuses.href,
    number: pull.number,
    state: issue.state,
    locked: false,
    title: issue.title,
    user: shown.user,
    body: issue.body,
    labels: shown.labels,
    milestone: null,
    active_lock_reason: null,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeSha,
    assignee: shown.assignee,
    assignees: shown.assignees,
    requested_reviewers: [],
    requested_teams: [],
    head: side(world, pull.head, pull.headSha),
    base: side(world, pull.base, pull.baseSha),
    _links: links,
    author_association: association,
    auto_merge: null,
    draft: pull.draft,
  };
}

function side(world: World, branch: string, sha: string) {
  const { owner } = world.repository;
  const repo = repositoryBody(world);
  return { label: `${owner.login}:${branch}`, ref: branch, sha, user: userBody(world, owner), repo };
}

function linksOf(world: World, number: number, url: string, html: string, sha: string) {
  const issue = apiUrl(world, `/issues/${number}`);
  return {
    self: { href: url },
    html: { href: html },
    issue: { href: issue },
    comments: { href: `${issue}/comments` },
    review_comments: { href: `${url}/comments` },
    review_comment: { href: apiUrl(world, "/pulls/comments{/number}") },
    commits: { href: `${url}/commits` },
    statuses: { href: apiUrl(world, `/statuses/${sha}`) },
  };
}

/** One review. Throws when there is none with this id, which a caller has just made. */
export function reviewBody(world: World, id: number) {
  const review = reviewsOf(world).get(id);
  if (review === undefined) throw new Error(`no review ${id}`);
  const html = htmlUrl(world, `/pull/${review.pull}#pullrequestreview-${id}`);
  const pull = apiUrl(world, `/pulls/${review.pull}`);
  return {
    id,
    node_id: nodeId("PRR", id),
    user: userBody(world, review.user),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: pull,
    _links: { html: { href: html }, pull_request: { href: pull } },
    submitted_at: review.at,
    commit_id: review.commit,
    author_association: associationOf(world, review.user),
  } satisfies Schemas["pull-request-review"];
}
