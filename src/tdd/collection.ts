import type { TestId } from "./test-report.ts";
import type { CollectedTest } from "./test-runner.ts";

/** What changed between the tests collected before and after, compared by id and, for one id twice, by order. */
export type CollectionChange = {
  readonly added: readonly CollectedTest[];
  readonly lost: readonly TestId[];
  readonly changed: readonly { readonly before: CollectedTest; readonly after: CollectedTest }[];
};

export function compareCollections(
  before: readonly CollectedTest[],
  after: readonly CollectedTest[],
): CollectionChange {
  const [old, fresh] = [byPlace(before), byPlace(after)];
  return {
    added: [...fresh].filter(([place]) => !old.has(place)).map(([, test]) => test),
    lost: [...old].filter(([place]) => !fresh.has(place)).map(([, test]) => test.id),
    changed: [...old].flatMap(([place, test]) => {
      const now = fresh.get(place);
      return now === undefined || sameTest(test, now) ? [] : [{ before: test, after: now }];
    }),
  };
}

function byPlace(tests: readonly CollectedTest[]): ReadonlyMap<string, CollectedTest> {
  const places = new Map<string, CollectedTest>();
  const seen = new Map<TestId, number>();
  for (const test of tests) {
    const count = seen.get(test.id) ?? 0;
    seen.set(test.id, count + 1);
    places.set(`${count} ${test.id}`, test);
  }
  return places;
}

function sameTest(a: CollectedTest, b: CollectedTest): boolean {
  return a.body === b.body && a.skipped === b.skipped && a.focused === b.focused;
}
