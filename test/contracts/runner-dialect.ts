/** The same situations written for each runner. `all` is what one run of every file must say, id by id. */
export type Dialect = {
  readonly name: string;
  /** Production code and manifests. */
  readonly base: Readonly<Record<string, string>>;
  /** One file for each class, and what is said of it: `[id, status, failure]`. */
  readonly classes: Readonly<Record<string, string>>;
  readonly outcomes: readonly (readonly [id: string, status: string, failure: string | null])[];
  /** Files that do not load: `[path, failure, symbol]`. */
  readonly broken: readonly (readonly [path: string, failure: string, symbol: string | null])[];
  /** A test to run alone, and a file to run alone with the ids it holds. */
  readonly one: string;
  readonly file: readonly [path: string, ...ids: string[]];
  /** A file whose honest test fails, with the trick that makes the runner end with status 0. */
  readonly exits: Readonly<Record<string, string>>;
  readonly hangs: Readonly<Record<string, string>>;
  /** A test that passes and prints megabytes, bytes that are no UTF-8, and lines that look like the runner's own. */
  readonly loud: Readonly<Record<string, string>>;
  readonly loudId: string;
};
