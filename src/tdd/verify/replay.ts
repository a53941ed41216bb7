import type { TestRunner } from "../test-runner.ts";
import type { TreeChange } from "../work-tree.ts";

/**
 * A commit of the range. `before` is the tree it is compared with: its first parent's, git's own merge of its parents
 * where that has no conflict, or the empty tree. `tree` and `before` are git tree ids.
 */
export type ReplayCommit = {
  readonly sha: string;
  readonly subject: string;
  readonly tree: string;
  readonly before: string;
  readonly cleanMerge: boolean;
};

/** Files that stand in another tree's version (`paths` of `tree`) or in a given text, laid over a tree. */
export type Overlay = {
  readonly back?: { readonly tree: string; readonly paths: readonly string[] };
  readonly texts?: ReadonlyMap<string, string>;
};

/** Whether the dependencies that a tree names are there. */
export type Dependencies = { readonly kind: "ready" } | { readonly kind: "missing"; readonly text: string };

/**
 * Port: a throw-away copy of a repository in which trees are laid out and tests run. The repository itself, its files
 * and its refs, are only read.
 */
export interface Replay {
  readonly sandbox: boolean;
  /** Oldest first, parents before children. */
  readonly commits: readonly ReplayCommit[];
  changes(from: string, to: string): Promise<readonly TreeChange[]>;
  paths(tree: string): Promise<readonly string[]>;
  /** Text of a file in a tree, or `null` when it is not there or not UTF-8. */
  read(tree: string, path: string): Promise<string | null>;
  /** Makes the folder hold exactly the tree with the overlay, besides dependencies. */
  lay(tree: string, overlay?: Overlay): Promise<void>;
  /** The test runner of a tree, by that tree's own files; `null` when there is none that is known. */
  runner(tree: string): Promise<TestRunner | null>;
  dependencies(tree: string): Promise<Dependencies>;
}
