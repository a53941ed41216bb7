import { globSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import type { TestId, TestReport } from "../tdd/test-report.ts";
import type { Selection, TestRunner } from "../tdd/test-runner.ts";
import { junitReport } from "./junit-report.ts";
import { readReport, withReportFolder } from "./report-folder.ts";
import { absent, chosen, explained, fileOf, presentOf, type RunnerOptions } from "./reported-runner.ts";

/**
 * Any runner that can write JUnit XML. In `command` the word `{report}` stands for the path of the report, inside a
 * longer argument too, and the argument `{files}` for the chosen test files (left out for all).
 */
export type JunitOptions = RunnerOptions & {
  readonly command: readonly string[];
  readonly testGlobs: readonly string[];
  readonly protectedFiles: readonly string[];
  readonly readOnly?: readonly string[];
};

const empty: TestReport = { complete: true, outcomes: [], loadFailures: [] };

/** One test alone is its file, or the whole suite, of which the one outcome is kept. */
export function createJunitRunner(options: JunitOptions): TestRunner {
  const directory = realpathSync(options.directory);
  return {
    name: "JUnit XML",
    testGlobs: options.testGlobs,
    protectedFiles: options.protectedFiles,
    collect: options.collect,
    run: async (selection) => {
      const there = presentOf(directory, selection);
      if (there.selection === null) return absent(empty, there.missing);
      const report = await runOnce({ ...options, directory }, there.selection);
      return absent(chosen(report, selection), there.missing);
    },
  };
}

async function runOnce(options: JunitOptions, selection: Selection): Promise<TestReport> {
  const { sandbox, directory, timeoutMs, readOnly = [] } = options;
  return withReportFolder(async (folder) => {
    const path = join(folder, "report.xml");
    const files =
      selection.kind === "all" ? [] : selection.kind === "files" ? selection.files : [fileOf(selection.id)];
    const command = options.command.flatMap((word) =>
      word === "{files}" ? files : [word.replaceAll("{report}", path)],
    );
    const result = await sandbox.run(command, {
      cwd: directory,
      writable: [directory, folder],
      readOnly,
      env: { CI: "1" },
      timeoutMs,
      outputLimit: 64 * 1024,
    });
    const text = await readReport(path);
    const report = junitReport({ text, directory, timedOut: result.timedOut, ids: idsIn(options) });
    return explained(report, result, { name: options.command[0] ?? "test command", directory });
  });
}

/** The tests that stand in the files now, to name what the report names in its own way. */
function idsIn({ directory, testGlobs, collect }: JunitOptions): readonly TestId[] {
  const exclude = (path: string) => /(^|\/)(node_modules|\.git)$/.test(path);
  return globSync([...testGlobs], { cwd: directory, exclude }).flatMap(
    (path) => collect(path, readFileSync(join(directory, path), "utf8"))?.map(({ id }) => id) ?? [],
  );
}
