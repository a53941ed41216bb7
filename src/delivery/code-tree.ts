/** One entry of a commit's tree: git's object id and mode (`120000` is a symlink, `160000` a submodule). */
export type TreeEntry = { readonly sha: string; readonly mode: string };

/** The files of one commit, by POSIX path. Folders are not listed. */
export type CodeTree = ReadonlyMap<string, TreeEntry>;

/** The tree a change set starts from, and what the policy needs to follow its steps without git. */
export type BaseTree = {
  readonly blobs: CodeTree;
  /** Texts at the base of the manifests and lockfiles that the change set touches; others need not be there. */
  readonly texts: ReadonlyMap<string, string>;
  /** Git's id of a blob with these bytes (40 hex). */
  readonly blobId: (bytes: Uint8Array) => string;
};
