import type { Comment, Issue, IssueRef, Label, LinkedIssue, Reaction } from "./issue.ts";

/**
 * The answer to a write that must not be repeated blindly. `unknown` means it may have happened (time-out, 5xx,
 * broken connection): read back before trying again. `rejected` means the tracker said no and nothing happened.
 */
export type Written<Value> =
  | { readonly kind: "written"; readonly value: Value }
  | { readonly kind: "unknown"; readonly text: string }
  | {
      readonly kind: "rejected";
      readonly status: number;
      readonly text: string;
      /** Seconds after which the tracker takes writes again, where the no was a rate limit. */
      readonly waitSeconds?: number;
    };

export type NewIssue = {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  readonly parent: IssueRef | null;
};

type IssueChange = { readonly title?: string; readonly body?: string };

/** `children` counts the sub-issues right below the issue, closed ones too. */
export type IssueThread = {
  readonly issue: Issue;
  readonly comments: readonly Comment[];
  readonly children: number;
};

export type Edge = { readonly blocked: IssueRef; readonly blocker: IssueRef };

/**
 * Port: the issue tracker of one repository. Implementations may throw only faults (network down, 5xx on a read);
 * a missing issue or comment is `null`. Lists are complete (all pages).
 */
export interface Tracker {
  issue(number: number): Promise<Issue | null>;
  /** All comments of an issue, oldest first. */
  comments(number: number): Promise<readonly Comment[]>;
  /** The issue and all its comments, as they stand together; `null` where there is no such issue. */
  thread(number: number): Promise<IssueThread | null>;
  comment(id: number): Promise<Comment | null>;
  /** Every descendant of an issue (sprints and tasks) with native links, in creation order. */
  descendants(number: number): Promise<readonly LinkedIssue[]>;
  /** Every issue that changed since a time (ISO 8601), whatever it hangs below, in creation order. */
  issuesSince(since: string): Promise<readonly LinkedIssue[]>;
  /** Creates the issue under its parent in one request, with labels that exist already. */
  createIssue(issue: NewIssue): Promise<Written<Issue>>;
  /** Adds "blocked by" edges; an edge that already stands is left alone. */
  addEdges(edges: readonly Edge[]): Promise<Written<null>>;
  /** Removes "blocked by" edges; an edge that does not stand is no error. */
  removeEdges(edges: readonly Edge[]): Promise<Written<null>>;
  /** Changes title or body, or both. */
  editIssue(number: number, change: IssueChange): Promise<Written<null>>;
  /** Moves an issue below another parent, away from the one it has. */
  setParent(child: IssueRef, parent: IssueRef): Promise<Written<null>>;
  /** Creates the labels that are missing; leaves existing ones as people made them. */
  ensureLabels(labels: readonly Label[]): Promise<void>;
  addLabels(number: number, names: readonly string[]): Promise<void>;
  /** Removing a label that is not there is no error. */
  removeLabel(number: number, name: string): Promise<void>;
  /** Deletes a label from the repository, and so from every issue. One that is not there is no error. */
  deleteLabel(name: string): Promise<void>;
  createComment(number: number, body: string): Promise<Written<Comment>>;
  editComment(id: number, body: string): Promise<void>;
  react(commentId: number, reaction: Reaction): Promise<void>;
  /** The reactions on a comment that are our own. */
  ownReactions(commentId: number): Promise<readonly Reaction[]>;
  close(number: number, reason: "completed" | "not_planned"): Promise<void>;
}
