import { pathKind } from "../verify/commit-kind.ts";
import { some, type Violation } from "../violation.ts";
import type { TreeChange } from "../work-tree.ts";

/**
 * What a chore may change: prose, settings and files that are no code. Codes: `no-change` `production-changed`
 * `tests-changed`.
 */
export function choreGate(
  changes: readonly TreeChange[],
  testGlobs: readonly string[],
): readonly Violation[] {
  if (changes.length === 0) return [{ code: "no-change", text: "No file changed. Do what the task says." }];
  const of = (kind: string) =>
    changes.map(({ path }) => path).filter((path) => pathKind(path, testGlobs) === kind);
  const [production, tests] = [of("production").filter((path) => !isData(path)), of("test")];
  return [
    ...(production.length === 0
      ? []
      : [
          {
            code: "production-changed",
            text: `A chore changes no production code, and ${some(production)} is. Give up if it needs to change.`,
          },
        ]),
    ...(tests.length === 0
      ? []
      : [{ code: "tests-changed", text: `A chore changes no tests, and ${some(tests)} is one.` }]),
  ];
}

/** Styling, texts for people, pictures: nothing that decides. What is not known here counts as code. */
function isData(path: string): boolean {
  return /\.(css|scss|less|svg|png|jpe?g|gif|webp|ico|woff2?|ttf|po|pot|csv|tsv|txt|json|ya?ml|toml|xml|tf|proto|graphql)$/i.test(
    path,
  );
}
