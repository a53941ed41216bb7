/** A change of one file between two trees. Content is bytes; `null` means the file is not there on that side. */
export type TreeChange = {
  readonly path: string;
  readonly mode: "100644" | "100755" | "120000" | "160000";
  readonly before: string | null;
  readonly content: Uint8Array | null;
};

/** Port: the checked-out tree that the driver edits and the harness owns. Ids are git tree ids (40 hex). */
export interface WorkTree {
  /** The commit that was checked out (40 hex). */
  base(): Promise<string>;
  /** The tree as it is on disk now, ignored files left out. */
  snapshot(): Promise<string>;
  /** Puts the tree back: all files, or only the given paths. Files the tree does not have are removed. */
  restore(tree: string, paths?: readonly string[]): Promise<void>;
  changes(from: string, to: string): Promise<readonly TreeChange[]>;
  /** All paths of a tree, sorted. */
  paths(tree: string): Promise<readonly string[]>;
  /** Text of a file in a tree, or `null` when it is not there or not UTF-8. */
  read(tree: string, path: string): Promise<string | null>;
}
