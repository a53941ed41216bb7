import { some } from "../violation.ts";
import type { Collected, TestChanges } from "./new-tests.ts";
import { type CommitKind, type Doubt, violated } from "./proof.ts";

/**
 * Doubts that the collected tests alone give: lost in the source, skipped, focused, or asserting less than before. In
 * every kind of commit a test that was there stays as strong as it was.
 */
export function testDoubts(
  collected: Collected,
  { moved, changed }: TestChanges,
  _kind: CommitKind,
): readonly Doubt[] {
  const now = new Set(collected.after.map(({ id }) => id));
  const lost = collected.before
    .filter(({ id, skipped }) => !skipped && !now.has(id) && !moved.has(id))
    .map(({ id }) => id);
  const off = changed
    .filter(({ before, after }) => after.skipped && !before.skipped)
    .map(({ after }) => after.id);
  const focused = collected.after
    .filter((test) => test.focused && !wasFocused(collected, test.id))
    .map(({ id }) => id);
  const weaker = changed
    .filter(({ before, after }) => after.assertions < before.assertions)
    .map(({ after }) => after.id);
  return [
    ...told("test-lost", lost, "is gone."),
    ...told("test-skipped", off, "is skipped now."),
    ...told("test-focused", focused, "runs alone (only), so that others do not."),
    ...told("test-weakened", weaker, "asserts less than before."),
  ];
}

function wasFocused({ before }: Collected, id: string): boolean {
  return before.some((test) => test.id === id && test.focused);
}

function told(code: string, ids: readonly string[], text: string): readonly Doubt[] {
  return ids.length === 0 ? [] : [violated(code, `${some(ids)} ${text}`)];
}
