import { collectGoTests } from "./go-tests.ts";
import { collectJavascriptTests } from "./javascript-tests.ts";
import { languageOf } from "./lezer-source.ts";
import { collectPythonTests } from "./python-tests.ts";
import { collectRustTests } from "./rust-tests.ts";
import type { CollectedTest } from "./test-runner.ts";

const collectors = { python: collectPythonTests, go: collectGoTests, rust: collectRustTests } as const;

/** The tests that stand in a file, in the language of its extension. A file of another language holds none. */
export function collectTests(path: string, text: string): readonly CollectedTest[] | null {
  const language = languageOf(path);
  return language === null ? collectJavascriptTests(path, text) : collectors[language](path, text);
}
