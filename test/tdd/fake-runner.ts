import assert, { AssertionError } from "node:assert/strict";
import { collectJavascriptTests } from "../../src/tdd/javascript-tests.ts";
import type { LoadFailure, TestOutcome, TestReport } from "../../src/tdd/test-report.ts";
import type { Selection, TestRunner } from "../../src/tdd/test-runner.ts";

/**
 * A runner in memory that really executes: test files are `test/*.test.js`, production files export functions and
 * values, imports name what they take. `exit()` in any code ends the run, `write(path, text)` writes to the disk.
 */
export type FakeRunner = TestRunner & {
  readonly runs: Selection[];
  readonly disk: Map<string, string>;
};

class Exit extends Error {}
class Missing extends Error {
  readonly symbol: string;
  constructor(symbol: string) {
    super(`${symbol} is not there`);
    this.symbol = symbol;
  }
}

type Registered = { readonly id: string; readonly body: () => void; readonly skipped: boolean };

export function fakeRunner(disk: Map<string, string>): FakeRunner {
  const runs: Selection[] = [];
  return {
    name: "fake",
    testGlobs: ["test/**/*.test.js"],
    protectedFiles: ["runner.json"],
    runs,
    disk,
    collect: collectJavascriptTests,
    run: async (selection) => {
      runs.push(selection);
      return execute(disk, selection);
    },
  };
}

function execute(disk: Map<string, string>, selection: Selection): TestReport {
  const outcomes: TestOutcome[] = [];
  const loadFailures: LoadFailure[] = [];
  try {
    for (const path of [...disk.keys()].filter((path) => path.endsWith(".test.js")).sort()) {
      if (!selects(selection, path)) continue;
      const { tests, failure } = load(disk, path);
      if (failure !== null) loadFailures.push(failure);
      for (const test of tests)
        if (selection.kind !== "test" || selection.id === test.id) outcomes.push(outcomeOf(test));
    }
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
    return { complete: false, outcomes, loadFailures };
  }
  return { complete: true, outcomes, loadFailures };
}

function selects(selection: Selection, path: string): boolean {
  if (selection.kind === "files") return selection.files.includes(path);
  return selection.kind === "all" || selection.id.startsWith(`${path} > `);
}

function outcomeOf({ id, body, skipped }: Registered): TestOutcome {
  const outcome = { id, failure: null, message: "", milliseconds: 1 };
  if (skipped) return { ...outcome, status: "skipped" };
  try {
    body();
    return { ...outcome, status: "passed" };
  } catch (error) {
    if (error instanceof Exit) throw error;
    const failure =
      error instanceof AssertionError
        ? "assertion"
        : error instanceof ReferenceError
          ? "missing-symbol"
          : "unknown";
    return {
      ...outcome,
      status: "failed",
      failure,
      message: error instanceof Error ? error.message : String(error),
    };
  }
}

function load(
  disk: Map<string, string>,
  path: string,
): { tests: readonly Registered[]; failure: LoadFailure | null } {
  const tests: Registered[] = [];
  const register = (title: string, body: () => void, skipped = false) => {
    tests.push({ id: `${path} > ${title}`, body, skipped });
  };
  const test = Object.assign(register, {
    skip: (title: string, body: () => void) => register(title, body, true),
  });
  try {
    evaluate(disk, path, { test });
    return { tests, failure: null };
  } catch (error) {
    if (error instanceof Exit) throw error;
    const symbol = error instanceof Missing ? error.symbol : null;
    const failure = symbol !== null ? "missing-symbol" : error instanceof SyntaxError ? "syntax" : "unknown";
    return {
      tests: [],
      failure: { path, failure, symbol, message: error instanceof Error ? error.message : "" },
    };
  }
}

function evaluate(
  disk: Map<string, string>,
  path: string,
  names: Record<string, unknown>,
): Record<string, unknown> {
  const text = disk.get(path);
  if (text === undefined) throw new Missing(path);
  const scope: Record<string, unknown> = {
    assert,
    exit: () => {
      throw new Exit();
    },
    write: (to: string, content: string) => disk.set(to, content),
    ...names,
  };
  const code = text.replace(
    /^import \{ ([\w, ]+) \} from "(?:\.\.?\/)+([\w./-]+)";$/gm,
    (_, list: string, from: string) => {
      const module = evaluate(disk, from.startsWith("src/") ? from : `src/${from}`, {});
      for (const name of list.split(", ")) {
        if (!(name in module)) throw new Missing(name);
        scope[name] = module[name];
      }
      return "";
    },
  );
  const exported = [...code.matchAll(/^export (?:function|const) (\w+)/gm)].map(([, name = ""]) => name);
  const body = `${code.replace(/^export /gm, "")}\nreturn { ${exported.join(", ")} };`;
  return new Function(...Object.keys(scope), body)(...Object.values(scope));
}
