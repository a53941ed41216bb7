import { compareCollections } from "../collection.ts";
import { belongsTo, statuses } from "../suite.ts";
import type { TestId, TestReport } from "../test-report.ts";
import type { CollectedTest } from "../test-runner.ts";

/** Changed test files as they were collected on both sides. */
export type Collected = {
  readonly before: readonly CollectedTest[];
  readonly after: readonly CollectedTest[];
};

export type TestChanges = {
  /** Reported now, not reported before, and not moved there from another file. */
  readonly added: readonly TestId[];
  /** Old id to new id of a test that stands elsewhere with the same body. */
  readonly moved: ReadonlyMap<TestId, TestId>;
  readonly changed: readonly { readonly before: CollectedTest; readonly after: CollectedTest }[];
};

/**
 * What a commit did to the tests. A new id is one that a run reports: a title built at run time has no id in the
 * source. Skipped new tests prove nothing and are not counted.
 */
export function testChanges(collected: Collected, before: TestReport, after: TestReport): TestChanges {
  const { added, lost, changed } = compareCollections(collected.before, collected.after);
  const gone = collected.before.filter(({ id }) => lost.includes(id));
  const moved = new Map(
    gone.flatMap((old) => {
      const twin = added.find(({ id, body }) => body === old.body && title(id) === title(old.id));
      return twin === undefined ? [] : [[old.id, twin.id] as const];
    }),
  );
  const known = new Set([...statuses(before).keys()].map((id) => renamed(moved, id)));
  const ran = after.outcomes.filter(({ status }) => status === "passed" || status === "failed");
  const fresh = new Set(ran.map(({ id }) => id).filter((id) => !known.has(id)));
  const silent = added.filter(
    ({ id, skipped }) => !skipped && !after.complete && !known.has(id) && ![...moved.values()].includes(id),
  );
  return { added: [...fresh, ...silent.map(({ id }) => id).filter((id) => !fresh.has(id))], moved, changed };
}

/** The id a test has after the commit, its subtests included. */
export function renamed(moved: ReadonlyMap<TestId, TestId>, id: TestId): TestId {
  const found = [...moved].find(([old]) => belongsTo(id, old));
  return found === undefined ? id : found[1] + id.slice(found[0].length);
}

function title(id: TestId): string {
  return id.split(" > ").at(-1) ?? id;
}
