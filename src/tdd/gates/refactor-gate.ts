import { compareCollections } from "../collection.ts";
import { some, type Violation } from "../violation.ts";
import type { TestFile } from "./red-gate.ts";

/** Exported names of a changed production file on both sides; `null` where they cannot be told. */
export type PublicNames = {
  readonly path: string;
  readonly before: readonly string[] | null;
  readonly after: readonly string[] | null;
};

/**
 * Before anything runs: the same tests with no fewer assertions, no new public name. Codes: `syntax` `new-test`
 * `test-lost` `test-skipped` `fewer-assertions` `new-public-api`.
 */
export function refactorGate(
  tests: readonly TestFile[],
  names: readonly PublicNames[],
): readonly Violation[] {
  const unread = tests.filter(({ after }) => after === null).map(({ path }) => path);
  if (unread.length > 0) return [{ code: "syntax", text: `${some(unread)} does not parse.` }];
  const { added, lost, changed } = compareCollections(
    tests.flatMap(({ before }) => before ?? []),
    tests.flatMap(({ after }) => after ?? []),
  );
  const weaker = changed.filter(({ before, after }) => after.assertions < before.assertions);
  const off = changed.filter(
    ({ before, after }) => (after.skipped && !before.skipped) || (after.focused && !before.focused),
  );
  const grown = names.flatMap(({ path, before, after }) =>
    (after ?? [])
      .filter((name) => before !== null && !before.includes(name))
      .map((name) => `${name} (${path})`),
  );
  return [
    rule(
      "new-test",
      added.map(({ id }) => id),
      "A refactor adds no test:",
    ),
    rule("test-lost", lost, "These tests are gone:"),
    rule(
      "test-skipped",
      off.map(({ after }) => after.id),
      "These tests no longer run like the others:",
    ),
    rule(
      "fewer-assertions",
      weaker.map(({ after }) => after.id),
      "These tests assert less than before:",
    ),
    rule("new-public-api", grown, "A refactor adds no public name:"),
  ].filter((violation) => violation !== null);
}

function rule(code: string, names: readonly string[], text: string): Violation | null {
  return names.length === 0 ? null : { code, text: `${text} ${some(names)}.` };
}
