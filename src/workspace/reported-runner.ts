import { existsSync, realpathSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isCaseOf } from "../tdd/suite.ts";
import type { LoadFailure, TestReport } from "../tdd/test-report.ts";
import type { CollectedTest, Selection, TestRunner } from "../tdd/test-runner.ts";
import { plainMessage } from "./node-test-failure.ts";
import type { ProcessResult } from "./process.ts";
import type { RecordedRun } from "./recorded-report.ts";
import { readReport, withReportFolder } from "./report-folder.ts";
import type { Sandbox } from "./sandbox.ts";

/** What every adapter needs. `timeoutMs` is what a whole run may take. */
export type RunnerOptions = {
  readonly sandbox: Sandbox;
  /** Root of the repository. */
  readonly directory: string;
  readonly collect: (path: string, text: string) => readonly CollectedTest[] | null;
  readonly timeoutMs: number;
};

/** A runner whose reporter is ours: how it is started and how its report is read. */
export type ReportedRunner = {
  readonly name: string;
  readonly testGlobs: readonly string[];
  readonly protectedFiles: readonly string[];
  /** The reporter: file name below the run's folder, and its text. It writes to `report`. */
  readonly reporter: (nonce: string, report: string) => { readonly name: string; readonly text: string };
  readonly command: (folder: string, selection: Selection) => readonly string[];
  readonly env: (folder: string) => Readonly<Record<string, string>>;
  /** Toolchains and package stores outside the system folders. */
  readonly readOnly: readonly string[];
  readonly report: (run: RecordedRun) => TestReport;
};

const empty: TestReport = { complete: true, outcomes: [], loadFailures: [] };

/** An adapter for one test framework that runs with our own reporter. */
export function createReportedRunner(options: RunnerOptions, runner: ReportedRunner): TestRunner {
  const directory = realpathSync(options.directory);
  return {
    name: runner.name,
    testGlobs: runner.testGlobs,
    protectedFiles: runner.protectedFiles,
    collect: options.collect,
    run: async (selection, limits) => {
      const there = presentOf(directory, selection);
      const timeoutMs = Math.min(options.timeoutMs, limits?.milliseconds ?? options.timeoutMs);
      if (there.selection === null) return absent(empty, there.missing);
      const report = await runOnce({ ...options, directory, timeoutMs }, runner, there.selection);
      return absent(chosen(report, selection), there.missing);
    },
  };
}

/** The selection without files that do not exist; `null` when nothing is left to run. */
export function presentOf(
  directory: string,
  selection: Selection,
): { readonly selection: Selection | null; readonly missing: readonly string[] } {
  if (selection.kind !== "files") return { selection, missing: [] };
  const missing = selection.files.filter((path) => !existsSync(join(directory, path)));
  const files = selection.files.filter((path) => !missing.includes(path));
  return { selection: files.length === 0 ? null : { kind: "files", files }, missing };
}

async function runOnce(
  options: RunnerOptions,
  runner: ReportedRunner,
  selection: Selection,
): Promise<TestReport> {
  const { sandbox, directory, timeoutMs } = options;
  return withReportFolder(async (folder, nonce) => {
    const path = join(folder, "report.ndjson");
    const reporter = runner.reporter(nonce, path);
    await writeFile(join(folder, reporter.name), reporter.text);
    const result = await sandbox.run(runner.command(folder, selection), {
      cwd: directory,
      writable: [directory, folder],
      readOnly: runner.readOnly,
      env: runner.env(folder),
      timeoutMs,
      outputLimit: 64 * 1024,
    });
    const text = await readReport(path);
    const report = runner.report({ text, nonce, directory, timedOut: result.timedOut });
    return explained(report, result, { name: runner.name, directory });
  });
}

/** Only the selected test of a report; the others were skipped by the runner. */
export function chosen(report: TestReport, selection: Selection): TestReport {
  if (selection.kind !== "test") return report;
  return { ...report, outcomes: report.outcomes.filter(({ id }) => isCaseOf(id, selection.id)) };
}

export function absent(report: TestReport, missing: readonly string[]): TestReport {
  const failures = missing.map(
    (path): LoadFailure => ({ path, failure: "unknown", symbol: null, message: "There is no such file." }),
  );
  return { ...report, loadFailures: [...report.loadFailures, ...failures] };
}

/** A run that ended without a whole report says at least why. */
export function explained(
  report: TestReport,
  result: ProcessResult,
  of: { readonly name: string; readonly directory: string },
): TestReport {
  if (report.complete || report.loadFailures.length > 0) return report;
  const said = plainMessage(tail(result.stderr === "" ? result.stdout : result.stderr), of.directory);
  const message = result.timedOut
    ? "The run had not ended when the time was over."
    : `It wrote no whole report. ${said}`;
  const failure = result.timedOut ? "timeout" : "crash";
  return { ...report, loadFailures: [{ path: of.name, failure, symbol: null, message: message.trim() }] };
}

function tail(text: string): string {
  return text.trimEnd().split("\n").slice(-12).join("\n");
}

/** The path an id begins with. */
export function fileOf(id: string): string {
  return id.split(" > ")[0] ?? id;
}

/** The titles of an id as one regular expression, joined by a space or `>` as the runners do. */
export function titlePattern(id: string): string {
  const titles = id.split(" > ").slice(1);
  return `^${titles.map((title) => title.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("(?: > | )")}$`;
}
