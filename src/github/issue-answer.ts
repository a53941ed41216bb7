import type { Author, Comment, Issue } from "../issues/issue.ts";
import { stateReasonOf } from "./issue-node.ts";

/** The parts of REST's issue and comment objects that Pawl reads. */
type RestUser = { readonly login: string; readonly id: number; readonly type: string } | null | undefined;
type RestApp = { readonly id: number; readonly slug?: string } | null | undefined;
type RestIssue = {
  readonly number: number;
  readonly node_id: string;
  readonly title: string;
  readonly body?: string | null;
  readonly state: string;
  readonly state_reason?: string | null;
  readonly labels: readonly (string | { readonly name?: string })[];
  readonly user: RestUser;
  readonly created_at: string;
  readonly performed_via_github_app?: RestApp;
};
type RestComment = {
  readonly id: number;
  readonly body?: string;
  readonly user: RestUser;
  readonly created_at: string;
  readonly updated_at: string;
  readonly performed_via_github_app?: RestApp;
};

function authorOfUser(user: RestUser, app: RestApp): Author {
  // Only `User` is a person; organizations and whatever comes next may not speak for one.
  const kind = user == null || user.type === "User" ? "person" : "bot";
  return { login: user?.login ?? "ghost", id: user?.id ?? 0, kind, app: app?.id ?? null };
}

export function issueOf(issue: RestIssue): Issue {
  return {
    number: issue.number,
    id: issue.node_id,
    title: issue.title,
    body: issue.body ?? "",
    state: issue.state === "closed" ? "closed" : "open",
    stateReason: stateReasonOf(issue.state_reason),
    labels: issue.labels.map((label) => (typeof label === "string" ? label : (label.name ?? ""))),
    author: authorOfUser(issue.user, issue.performed_via_github_app),
    createdAt: issue.created_at,
  };
}

/** REST does not say "edited"; a comment that changed after it was written was. */
export function commentOf(comment: RestComment): Comment {
  return {
    id: comment.id,
    body: comment.body ?? "",
    author: authorOfUser(comment.user, comment.performed_via_github_app),
    createdAt: comment.created_at,
    edited: comment.updated_at !== comment.created_at,
  };
}
