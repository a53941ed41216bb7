import { realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Selection, TestRunner } from "../tdd/test-runner.ts";
import { javascriptCauses } from "./javascript-causes.ts";
import { findScript } from "./javascript-setup.ts";
import { jestReporterSource } from "./jest-reporter.ts";
import { recordedReport } from "./recorded-report.ts";
import { createReportedRunner, fileOf, titlePattern } from "./reported-runner.ts";
import type { JavascriptRunnerOptions } from "./vitest.ts";

/** jest 27 and later with jest-circus and our own reporter, without coverage, watching or new snapshots. */
export function createJestRunner(options: JavascriptRunnerOptions): TestRunner {
  const found = findScript(options.directory, "jest");
  const script = found?.script ?? join(options.directory, "node_modules/jest/bin/jest.js");
  return createReportedRunner(options, {
    name: "jest",
    testGlobs: options.setup.testGlobs,
    protectedFiles: options.setup.protectedFiles,
    reporter: (nonce, report) => ({ name: "reporter.cjs", text: jestReporterSource(nonce, report) }),
    command: (folder, selection) => [
      realpathSync(options.node),
      ...[script, "--ci", "--coverage=false", "--watchAll=false", "--passWithNoTests", "--colors=false"],
      ...[`--reporters=${join(folder, "reporter.cjs")}`, ...options.setup.flags],
      ...targets(selection),
    ],
    env: () => ({ CI: "1", FORCE_COLOR: "0" }),
    readOnly: [dirname(realpathSync(options.node)), ...(found?.readOnly ?? [])],
    report: (run) => recordedReport(run, javascriptCauses),
  });
}

function targets(selection: Selection): readonly string[] {
  if (selection.kind === "all") return [];
  if (selection.kind === "files") return ["--runTestsByPath", ...selection.files];
  return ["-t", titlePattern(selection.id), "--runTestsByPath", fileOf(selection.id)];
}
