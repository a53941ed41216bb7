/** An issue, its labels and its summaries as REST answers and webhooks show them. */
import type { components } from "@octokit/openapi-types";
import { hasRole } from "./access.ts";
import { appBody } from "./apps.ts";
import { apiUrl, htmlUrl } from "./repository-body.ts";
import type { IssueRow, LabelRow, UserRow } from "./rows.ts";
import { userBody } from "./users.ts";
import type { World } from "./world.ts";

type Schemas = components["schemas"];

export function labelBody(world: World, label: LabelRow) {
  return {
    id: label.id,
    node_id: label.nodeId,
    url: apiUrl(world, `/labels/${encodeURIComponent(label.name)}`),
    name: label.name,
    description: label.description,
    color: label.color,
    default: false,
  } satisfies Schemas["label"];
}

export function labelsOf(world: World, issue: IssueRow): readonly LabelRow[] {
  return issue.labels.flatMap((id) => world.labels.get(id) ?? []);
}

/** The issues blocking this one, in the order the edges were made. */
export function blockersOf(world: World, issue: IssueRow): readonly IssueRow[] {
  return issue.blockedBy.flatMap((number) => world.issues.get(number) ?? []);
}

/** The issues this one blocks, in the order the edges were made. */
export function blockedByThis(world: World, issue: IssueRow): readonly IssueRow[] {
  return issue.blocking.flatMap((number) => world.issues.get(number) ?? []);
}

export function subIssuesOf(world: World, issue: IssueRow): readonly IssueRow[] {
  return issue.subIssues.flatMap((number) => world.issues.get(number) ?? []);
}

/** `blocked_by` and `blocking` count open issues, the totals closed ones too. */
export function dependenciesSummary(world: World, issue: IssueRow) {
  const blockers = blockersOf(world, issue);
  const blocked = blockedByThis(world, issue);
  const open = (rows: readonly IssueRow[]) => rows.filter((row) => row.state === "open").length;
  return {
    blocked_by: open(blockers),
    blocking: open(blocked),
    total_blocked_by: blockers.length,
    total_blocking: blocked.length,
  } satisfies Schemas["issue-dependencies-summary"];
}

export function subIssuesSummary(world: World, issue: IssueRow) {
  const total = issue.subIssues.length;
  const completed = subIssuesOf(world, issue).filter((row) => row.state === "closed").length;
  return {
    total,
    completed,
    percent_completed: total === 0 ? 0 : Math.floor((100 * completed) / total),
  } satisfies Schemas["sub-issues-summary"];
}

/** How close the author is to the repository. Never authority, but shown. */
export function associationOf(world: World, user: UserRow) {
  if (user.__typename === "Bot" || !hasRole(world, user, "triage")) return "NONE";
  return user.role === "admin" ? "MEMBER" : "COLLABORATOR";
}

function noReactions(url: string) {
  return {
    url: `${url}/reactions`,
    total_count: 0,
    "+1": 0,
    "-1": 0,
    laugh: 0,
    confused: 0,
    heart: 0,
    hooray: 0,
    eyes: 0,
    rocket: 0,
  } satisfies Schemas["reaction-rollup"];
}

/** The `issue` of REST answers and of webhook payloads. For a pull request, with its `pull_request` links. */
export function issueBody(world: World, issue: IssueRow) {
  const url = apiUrl(world, `/issues/${issue.number}`);
  const html = htmlUrl(world, `/${issue.pull ? "pull" : "issues"}/${issue.number}`);
  const assignees = issue.assignees.flatMap((id) => world.users.get(id) ?? []);
  return {
    id: issue.id,
    node_id: issue.nodeId,
    number: issue.number,
    url,
    repository_url: apiUrl(world),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    html_url: html,
    title: issue.title,
    body: issue.body,
    state: issue.state,
    state_reason: issue.stateReason,
    user: userBody(world, issue.author),
    labels: labelsOf(world, issue).map((label) => labelBody(world, label)),
    assignee: assignees[0] === undefined ? null : userBody(world, assignees[0]),
    assignees: assignees.map((user) => userBody(world, user)),
    milestone: null,
    locked: false,
    active_lock_reason: null,
    comments: issue.comments.length,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    closed_by: issue.closedBy === null ? null : userBody(world, issue.closedBy),
    author_association: associationOf(world, issue.author),
    performed_via_github_app: issue.app === null ? null : appBody(world, issue.app),
    reactions: noReactions(url),
    ...(issue.pull ? pullLinks(world, issue) : links(world, issue)),
  } satisfies Schemas["issue"];
}

function links(world: World, issue: IssueRow) {
  return {
    sub_issues_summary: subIssuesSummary(world, issue),
    issue_dependencies_summary: dependenciesSummary(world, issue),
    parent_issue_url: issue.parent === null ? null : apiUrl(world, `/issues/${issue.parent}`),
  };
}

function pullLinks(world: World, { number }: IssueRow) {
  const html = htmlUrl(world, `/pull/${number}`);
  return {
    draft: false,
    pull_request: {
      url: apiUrl(world, `/pulls/${number}`),
      html_url: html,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      merged_at: null,
    },
  };
}
