import type { TestId } from "./test-report.ts";

/**
 * What the harness saw for one step, never what the driver said. The field names are those of a change set
 * (schema/change-set.schema.json). A refactor step has no `red`.
 */
export type Evidence = {
  readonly red?: { readonly ids: readonly TestId[]; readonly class: string; readonly digest: string };
  readonly green: { readonly passed: number; readonly skipped: number };
  readonly criterion?: string;
  readonly iteration?: number;
};
