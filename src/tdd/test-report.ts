/** A test run as data: what our own reporter wrote, never what an exit status or a model said. */

/** `<path> > <suite> > <title>`, POSIX path from the repository root. */
export type TestId = string;

export type FailureClass =
  | "assertion"
  | "missing-symbol"
  | "syntax"
  | "setup"
  | "timeout"
  | "crash"
  | "unknown";

export type TestOutcome = {
  readonly id: TestId;
  readonly status: "passed" | "failed" | "skipped" | "todo";
  readonly failure: FailureClass | null;
  /** First lines of the failure, free of paths outside the workspace and of times; what the digest is made from. */
  readonly message: string;
  readonly milliseconds: number;
};

/** A file that did not load, or a runner that stopped before it reported. `symbol` names what was missing, if that was it. */
export type LoadFailure = {
  readonly path: string;
  readonly failure: FailureClass;
  readonly symbol: string | null;
  readonly message: string;
};

/** `complete` is true only when our reporter wrote its end record with this run's nonce. */
export type TestReport = {
  readonly complete: boolean;
  readonly outcomes: readonly TestOutcome[];
  readonly loadFailures: readonly LoadFailure[];
};
