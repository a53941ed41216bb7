import type { CodeTree } from "./code-tree.ts";

/** A commit to build on the code host from a parent and file changes; the host signs it as the bot. */
export type NewCommit = {
  readonly parent: string;
  readonly message: string;
  readonly changes: readonly {
    readonly path: string;
    readonly mode: string;
    readonly content: Uint8Array | null;
  }[];
};

/** `before` is the oid last seen; forty zeros assert that the ref does not exist. */
export type RefMove = { readonly name: string; readonly before: string; readonly after: string };

/** What a ref that is not there has as its `before`. */
export const noOid = "0".repeat(40);

/** `moved` (all refs, atomically) or `lost` (none: one of them was no longer where it was seen). `not-allowed`: a rule forbids it. */
export type RefAnswer =
  | { readonly kind: "moved" }
  | { readonly kind: "lost"; readonly text: string }
  | { readonly kind: "not-allowed"; readonly text: string };

export type PullRequest = {
  readonly number: number;
  readonly url: string;
  readonly state: "open" | "closed" | "merged";
  readonly draft: boolean;
};

export type PullRequestAnswer =
  | { readonly kind: "opened"; readonly pullRequest: PullRequest }
  | { readonly kind: "exists"; readonly pullRequest: PullRequest }
  | { readonly kind: "not-permitted"; readonly text: string; readonly compareUrl: string }
  | { readonly kind: "drafts-unsupported"; readonly text: string };

/** Port: the git side of the repository, through its API alone. No checkout, no git binary. Throws only faults. */
export interface CodeHost {
  /** Default branch name and its tip (40 hex). */
  defaultBranch(): Promise<{ readonly name: string; readonly head: string }>;
  /** Tip of a full ref name (`refs/heads/…`), or `null`. */
  ref(name: string): Promise<string | null>;
  /** Every file, symlink and submodule of a commit. */
  tree(commit: string): Promise<CodeTree>;
  /** Texts of files at a commit; a path that is not there or not UTF-8 is left out. */
  texts(commit: string, paths: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Git's id of a blob with these bytes (40 hex), computed here, without asking. */
  blobId(bytes: Uint8Array): string;
  /** Builds the commit from blobs and trees and answers its id; moves no ref. */
  createCommit(commit: NewCommit): Promise<string>;
  /** One atomic compare-and-set over all moves; never forced. */
  moveRefs(moves: readonly RefMove[]): Promise<RefAnswer>;
  openPullRequest(pull: {
    readonly title: string;
    readonly body: string;
    readonly head: string;
    readonly base: string;
    readonly draft: boolean;
  }): Promise<PullRequestAnswer>;
  /** The newest pull request from this branch, whatever its state, or `null`. */
  pullRequestOf(branch: string): Promise<PullRequest | null>;
}
