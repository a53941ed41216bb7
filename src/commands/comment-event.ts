/** One `issue_comment.created` as Pawl reads it; nothing in it is authority, all of it may be stale or forged. */
export type CommentEvent = {
  /** The comment's numeric id. */
  readonly comment: number;
  readonly body: string;
  /** The one who sent the event (GitHub: `sender`), not the author named in the comment. */
  readonly sender: { readonly login: string; readonly id: number; readonly kind: "person" | "bot" };
  readonly issue: {
    readonly number: number;
    readonly isPullRequest: boolean;
    readonly labels: readonly string[];
    readonly body: string;
  };
};
