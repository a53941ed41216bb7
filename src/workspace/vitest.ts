import { realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Selection, TestRunner } from "../tdd/test-runner.ts";
import { javascriptCauses } from "./javascript-causes.ts";
import { findScript, type JavascriptSetup } from "./javascript-setup.ts";
import { recordedReport } from "./recorded-report.ts";
import { createReportedRunner, fileOf, type RunnerOptions, titlePattern } from "./reported-runner.ts";
import { vitestReporterSource } from "./vitest-reporter.ts";

export type JavascriptRunnerOptions = RunnerOptions & {
  /** The Node that runs the tests. */
  readonly node: string;
  readonly setup: JavascriptSetup;
};

/** vitest 3 and later, with our own reporter, without coverage, watching, caching or new snapshots. */
export function createVitestRunner(options: JavascriptRunnerOptions): TestRunner {
  const found = findScript(options.directory, "vitest");
  const script = found?.script ?? join(options.directory, "node_modules/vitest/vitest.mjs");
  return createReportedRunner(options, {
    name: "vitest",
    testGlobs: options.setup.testGlobs,
    protectedFiles: options.setup.protectedFiles,
    reporter: (nonce, report) => ({ name: "reporter.mjs", text: vitestReporterSource(nonce, report) }),
    command: (folder, selection) => [
      realpathSync(options.node),
      ...[script, "run", `--reporter=${join(folder, "reporter.mjs")}`],
      ...["--coverage.enabled=false", "--watch=false", "--passWithNoTests", ...options.setup.flags],
      ...targets(selection, realpathSync(options.directory)),
    ],
    env: () => ({ CI: "1", FORCE_COLOR: "0" }),
    readOnly: [dirname(realpathSync(options.node)), ...(found?.readOnly ?? [])],
    report: (run) => recordedReport(run, javascriptCauses),
  });
}

/** vitest takes each name as a part of a path; a whole path is the narrowest. */
function targets(selection: Selection, directory: string): readonly string[] {
  if (selection.kind === "all") return [];
  if (selection.kind === "files") return selection.files.map((path) => join(directory, path));
  return ["-t", titlePattern(selection.id), join(directory, fileOf(selection.id))];
}
