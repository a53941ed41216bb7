/** The rows of the local GitHub's tables: immutable; a change puts a new row in place of the old one. */

export type Role = "admin" | "maintain" | "write" | "triage" | "read" | "none";

/** Permissions of a token, by the names of an App's permissions (`pull_requests`, not `pull-requests`). */
export type Permissions = Readonly<Record<string, "read" | "write" | "none">>;

/**
 * The holder of a token. `user` is whom the things they make belong to, `app` the App they are made through, if any.
 * `app-jwt` is an App as itself (no repository); `anonymous` has no token. Both have no user of their own.
 */
export type Actor =
  | { readonly kind: "person"; readonly user: UserRow; readonly app: null }
  | {
      readonly kind: "installation" | "workflow";
      readonly user: UserRow;
      readonly app: AppRow;
      readonly permissions: Permissions;
    }
  | { readonly kind: "app-jwt"; readonly user: UserRow; readonly app: null }
  | { readonly kind: "anonymous"; readonly user: UserRow; readonly app: null };

export type UserRow = {
  readonly __typename: "User" | "Bot" | "Organization";
  readonly id: number;
  readonly nodeId: string;
  readonly login: string;
  readonly role: Role;
};

export type AppRow = {
  readonly id: number;
  readonly nodeId: string;
  readonly slug: string;
  readonly name: string;
  readonly permissions: Permissions;
  readonly events: readonly string[];
  readonly bot: UserRow;
  readonly createdAt: string;
};

export type RepositoryRow = {
  readonly __typename: "Repository";
  readonly id: number;
  readonly nodeId: string;
  readonly name: string;
  readonly owner: UserRow;
  /** Path of the bare git repository. */
  readonly path: string;
  readonly defaultBranch: string;
  readonly visibility: "public" | "private";
  readonly createdAt: string;
};

export type LabelRow = {
  readonly __typename: "Label";
  readonly id: number;
  readonly nodeId: string;
  readonly name: string;
  readonly color: string;
  readonly description: string | null;
  readonly createdAt: string;
};

export type StateReason = "completed" | "not_planned" | "duplicate" | "reopened";

/** An issue, or the issue half of a pull request (`pull: true`), which shares its number, comments and labels. */
export type IssueRow = {
  readonly __typename: "Issue";
  readonly id: number;
  readonly nodeId: string;
  readonly number: number;
  readonly pull: boolean;
  readonly title: string;
  readonly body: string | null;
  readonly state: "open" | "closed";
  readonly stateReason: StateReason | null;
  /** Label ids, in the order they were put on. */
  readonly labels: readonly number[];
  /** User ids. */
  readonly assignees: readonly number[];
  readonly author: UserRow;
  readonly app: AppRow | null;
  /** Ids of its comments, oldest first. */
  readonly comments: readonly number[];
  readonly parent: number | null;
  /** Numbers of the sub-issues, in their order. */
  readonly subIssues: readonly number[];
  /** Numbers of the issues that block this one, in the order the edges were made. */
  readonly blockedBy: readonly number[];
  /** Numbers of the issues this one blocks, likewise. */
  readonly blocking: readonly number[];
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly lastEditedAt: string | null;
  readonly closedAt: string | null;
  readonly closedBy: UserRow | null;
};

export type CommentRow = {
  readonly __typename: "IssueComment";
  readonly id: number;
  readonly nodeId: string;
  /** The number of its issue or pull request. */
  readonly issue: number;
  readonly body: string;
  readonly author: UserRow;
  readonly app: AppRow | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly lastEditedAt: string | null;
};

type ReactionContent = "+1" | "-1" | "laugh" | "confused" | "heart" | "hooray" | "rocket" | "eyes";

export type ReactionRow = {
  readonly id: number;
  readonly nodeId: string;
  readonly comment: number;
  readonly user: UserRow;
  readonly content: ReactionContent;
  readonly createdAt: string;
};

/** One entry of an issue's timeline. `kind` is GitHub's REST name of the event. */
export type TimelineRow = {
  readonly id: number;
  readonly nodeId: string;
  readonly issue: number;
  readonly actor: UserRow;
  readonly app: AppRow | null;
  readonly createdAt: string;
} & (
  | { readonly kind: "labeled" | "unlabeled"; readonly label: LabelRow }
  | { readonly kind: "closed"; readonly stateReason: StateReason }
  | { readonly kind: "reopened" }
  | { readonly kind: "renamed"; readonly from: string; readonly to: string }
  | { readonly kind: LinkEventKind; readonly other: number }
);

/** Events of links between two issues; `other` is the number of the issue at the far end. */
type LinkEventKind =
  | `${"sub_issue" | "parent_issue"}_${"added" | "removed"}`
  | `${"blocked_by" | "blocking"}_${"added" | "removed"}`;
