import { goStubFindings } from "./go-stub.ts";
import { stubFindings } from "./javascript-stub.ts";
import { languageOf } from "./lezer-source.ts";
import { pythonStubFindings } from "./python-stub.ts";
import { rustStubFindings } from "./rust-stub.ts";

const checks = { python: pythonStubFindings, go: goStubFindings, rust: rustStubFindings } as const;

/**
 * What a changed production file holds besides stubs, in the language of its extension: `[]` when everything added is a
 * signature that throws or returns a zero value, `null` when that cannot be told. `before` is `null` for a new file.
 */
export function checkStub(path: string, before: string | null, after: string): readonly string[] | null {
  const language = languageOf(path);
  return language === null ? stubFindings(path, before, after) : checks[language](before, after);
}
