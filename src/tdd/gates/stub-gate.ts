import { some, type Violation } from "../violation.ts";
import type { TreeChange } from "../work-tree.ts";

/** A changed production file on both sides; `null` where it is absent. */
export type ProductionFile = {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
};

/** What a file holds besides stubs (`[]`: nothing), or `null` when it cannot be told. See javascript-stub.ts. */
export type StubCheck = (path: string, before: string | null, after: string) => readonly string[] | null;

/** Codes: `no-change` `tests-changed` `file-deleted` `stub-unknown` `stub-logic`. */
export function stubGate(
  changes: readonly TreeChange[],
  files: readonly ProductionFile[],
  isTest: (path: string) => boolean,
  check: StubCheck,
): readonly Violation[] {
  if (changes.length === 0)
    return [{ code: "no-change", text: "No file changed. Add the missing name with an empty body." }];
  const tests = changes.map(({ path }) => path).filter(isTest);
  if (tests.length > 0)
    return [{ code: "tests-changed", text: `Only production files may change now, not ${some(tests)}.` }];
  return files.flatMap((file) => ofFile(file, check));
}

function ofFile({ path, before, after }: ProductionFile, check: StubCheck): readonly Violation[] {
  if (after === null) return [{ code: "file-deleted", text: `${path} was removed; a stub only adds.` }];
  const findings = check(path, before, after);
  if (findings === null)
    return [{ code: "stub-unknown", text: `${path} does not parse, so its stub cannot be checked.` }];
  return findings.length === 0
    ? []
    : [
        {
          code: "stub-logic",
          text: `${path}: only signatures that throw or return a zero value.\n${findings.slice(0, 4).join("\n")}`,
        },
      ];
}
