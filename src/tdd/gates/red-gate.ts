import { compareCollections } from "../collection.ts";
import type { RedFinding } from "../red-class.ts";
import type { TestId } from "../test-report.ts";
import type { CollectedTest } from "../test-runner.ts";
import { some, type Violation } from "../violation.ts";
import type { TreeChange } from "../work-tree.ts";

/** A test file on both sides of a change; `[]` where it is absent, `null` where it does not parse. */
export type TestFile = {
  readonly path: string;
  readonly before: readonly CollectedTest[] | null;
  readonly after: readonly CollectedTest[] | null;
};

export type RedAnswer =
  | { readonly kind: "one"; readonly test: TestId }
  | { readonly kind: "violated"; readonly violations: readonly Violation[] };

/**
 * Before anything runs: only test files changed, exactly one new test, all others as they were. Codes: `no-change`
 * `production-changed` `syntax` `no-new-test` `several` `duplicate-id` `test-lost` `test-changed` `test-skipped`.
 */
export function redGate(
  changes: readonly TreeChange[],
  files: readonly TestFile[],
  isTest: (path: string) => boolean,
): RedAnswer {
  const violations = [...placeViolations(changes, isTest), ...syntaxViolations(files)];
  if (violations.length > 0) return { kind: "violated", violations };
  const [before, after] = [
    files.flatMap((file) => file.before ?? []),
    files.flatMap((file) => file.after ?? []),
  ];
  const { added, lost, changed } = compareCollections(before, after);
  const [one] = added;
  const rules: readonly (Violation | null)[] = [
    when(
      lost.length > 0,
      "test-lost",
      `These tests are gone: ${some(lost)}. Every test that was there must stay.`,
    ),
    when(
      changed.length > 0,
      "test-changed",
      `These tests were changed: ${some(changed.map(({ after }) => after.id))}.`,
    ),
    when(one === undefined, "no-new-test", "No new test was found. Write exactly one, with a literal title."),
    when(
      added.length > 1,
      "several",
      `${added.length} new tests: ${some(added.map(({ id }) => id))}. Keep one.`,
    ),
    ...(one === undefined ? [] : newTestRules(one, before)),
  ];
  const broken = rules.filter((rule) => rule !== null);
  return one !== undefined && broken.length === 0
    ? { kind: "one", test: one.id }
    : { kind: "violated", violations: broken };
}

function newTestRules(one: CollectedTest, before: readonly CollectedTest[]): readonly (Violation | null)[] {
  return [
    when(
      before.some(({ id }) => id === one.id),
      "duplicate-id",
      `A test named ${one.id} is already there.`,
    ),
    when(
      one.skipped || one.focused,
      "test-skipped",
      `${one.id} is marked skip, todo or only. Let it run like any other.`,
    ),
  ];
}

function placeViolations(
  changes: readonly TreeChange[],
  isTest: (path: string) => boolean,
): readonly Violation[] {
  const production = changes.map(({ path }) => path).filter((path) => !isTest(path));
  return [
    when(changes.length === 0, "no-change", "No file changed. Write the one test of this behaviour."),
    when(
      production.length > 0,
      "production-changed",
      `Only test files may change now, not ${some(production)}.`,
    ),
  ].filter((rule) => rule !== null);
}

function syntaxViolations(files: readonly TestFile[]): readonly Violation[] {
  return files
    .filter(({ after }) => after === null)
    .map(({ path }) => ({ code: "syntax", text: `${path} does not parse.` }));
}

function when(broken: boolean, code: string, text: string): Violation | null {
  return broken ? { code, text } : null;
}

const advice: Readonly<Record<Exclude<RedFinding["class"], "assertion">, string>> = {
  "missing-symbol": "Something it names does not exist yet.",
  syntax: "The test file must parse.",
  "wrong-error": "It must fail in an assertion about the behaviour, not by another error.",
  passes: "It must fail while the behaviour is missing. Assert what is not there yet.",
  collateral: "Other tests must stay as they were.",
  "not-run": "It must run and be reported under its own name, a literal title.",
  several: "Write one test, with a name of its own.",
  unstable: "It must fail the same way each time: no clock, random, order or network.",
};

/** After the runs: the class of the new test as a violation, or `null` when it is red for the right reason. */
export function redVerdict(found: RedFinding): Violation | null {
  if (found.class === "assertion") return null;
  return { code: found.class, text: `${advice[found.class]}\n${found.message}` };
}
