/** Issues and comments as Pawl sees them, normalised once by an adapter. Times are ISO 8601, server time. */

/** Who wrote something. `app` is the numeric id of the GitHub App it was written through, else null. */
export type Author = {
  readonly login: string;
  readonly id: number;
  readonly kind: "person" | "bot";
  readonly app: number | null;
};

export type StateReason = "completed" | "not_planned" | "duplicate" | "reopened" | null;

/** `number` is for people and URLs; `id` is the tracker's opaque handle (GitHub: the node id). Never mix them. */
export type IssueRef = { readonly number: number; readonly id: string };

export type Issue = IssueRef & {
  readonly title: string;
  readonly body: string;
  readonly state: "open" | "closed";
  readonly stateReason: StateReason;
  readonly labels: readonly string[];
  readonly author: Author;
  readonly createdAt: string;
};

/** An issue with its native links. `blockedBy` lists closed blockers too; `unknownBlockers` counts those the token cannot see. */
export type LinkedIssue = Issue & {
  readonly parent: number | null;
  readonly blockedBy: readonly number[];
  readonly unknownBlockers: number;
};

export type Comment = {
  readonly id: number;
  readonly body: string;
  readonly author: Author;
  readonly createdAt: string;
  readonly edited: boolean;
};

/** The reactions Pawl itself gives to a command: seen, done, refused or failed. */
export type Reaction = "eyes" | "rocket" | "confused";

export type Label = { readonly name: string; readonly color: string; readonly description: string };
