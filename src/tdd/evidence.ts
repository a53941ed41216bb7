import type { TestId } from "./test-report.ts";

/**
 * What the harness saw for one step, never what the driver said. The field names are those of a change set
 * (schema/change-set.schema.json). A refactor step has no `red`.
 */
export type Evidence = {
  readonly red?: { readonly ids: readonly TestId[]; readonly class: string; readonly digest: string };
  /** Of a characterizing step: the test, and the small change to the code that it notices. Offsets in the file's text. */
  readonly mutant?: {
    readonly test: TestId;
    readonly path: string;
    readonly line: number;
    readonly start: number;
    readonly end: number;
    readonly text: string;
    readonly change: string;
  };
  /** Of a chore: the command that passes now, and how it ended before. */
  readonly check?: { readonly command: readonly string[]; readonly before: "passed" | "failed" };
  readonly green: { readonly passed: number; readonly skipped: number };
  readonly criterion?: string;
  readonly iteration?: number;
};
