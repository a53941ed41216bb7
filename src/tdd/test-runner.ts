import type { TestId, TestReport } from "./test-report.ts";

/** A test as it stands in the source, found without running it. `body` is a hash of its body, `assertions` their count. */
export type CollectedTest = {
  readonly id: TestId;
  readonly body: string;
  readonly assertions: number;
  readonly skipped: boolean;
  readonly focused: boolean;
};

export type Selection =
  | { readonly kind: "all" }
  | { readonly kind: "files"; readonly files: readonly string[] }
  | { readonly kind: "test"; readonly id: TestId };

/**
 * Port: one test framework in one checked-out repository. Every run happens inside the sandbox, with our own reporter
 * and a nonce; a time-out, a crash or a suite that never ends is a report with `complete: false`, not an exception.
 */
export interface TestRunner {
  readonly name: string;
  /** Globs of test files, as the project's own configuration has them. */
  readonly testGlobs: readonly string[];
  /** Paths that must equal the base before each run (runner configuration, manifests). */
  readonly protectedFiles: readonly string[];
  /** The tests that stand in a test file's text; `null` when it does not parse. */
  collect(path: string, text: string): readonly CollectedTest[] | null;
  /** `limits.milliseconds` shortens what a whole run may take; adapters that compile may ignore it. */
  run(selection: Selection, limits?: { readonly milliseconds: number }): Promise<TestReport>;
}
