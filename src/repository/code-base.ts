/** Port: the files of the default branch at one commit, for planning. Reads only; never executes anything. */
export interface CodeBase {
  /** The commit everything below is read at (40 hex). */
  head(): Promise<string>;
  /** Regular files, POSIX paths from the repository root, sorted. */
  files(): Promise<readonly { readonly path: string; readonly size: number }[]>;
  /** Text of the given files; a path that does not exist or is not UTF-8 is left out. */
  texts(paths: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
