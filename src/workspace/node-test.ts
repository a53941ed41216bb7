import { randomUUID } from "node:crypto";
import { constants, existsSync, lstatSync, readFileSync, realpathSync } from "node:fs";
import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { LoadFailure, TestReport } from "../tdd/test-report.ts";
import type { CollectedTest, Selection, TestRunner } from "../tdd/test-runner.ts";
import { plainMessage } from "./node-test-failure.ts";
import { nodeTestReport } from "./node-test-report.ts";
import { reporterSource } from "./node-test-reporter.ts";
import { detectNodeTest, type NodeTestSetup } from "./node-test-setup.ts";
import type { ProcessResult } from "./process.ts";
import type { Sandbox } from "./sandbox.ts";

export type NodeTestOptions = {
  readonly sandbox: Sandbox;
  /** Root of the repository. */
  readonly directory: string;
  /** The Node that runs the tests. */
  readonly node: string;
  readonly collect: (path: string, text: string) => readonly CollectedTest[] | null;
  /** Milliseconds a whole run may take. One test may take half of it, so that the slow one can be named. */
  readonly timeoutMs: number;
  /** From detectNodeTest; Node's defaults when left out. */
  readonly setup?: NodeTestSetup;
};

const reportLimit = 64 * 1024 * 1024;

/** The test runner that is built into Node (18 and later). */
export function createNodeTestRunner(options: NodeTestOptions): TestRunner {
  const directory = realpathSync(options.directory);
  const setup = options.setup ?? detectNodeTest(["test.js"], null) ?? nothing;
  return {
    name: "node:test",
    testGlobs: setup.testGlobs,
    protectedFiles: setup.protectedFiles,
    collect: options.collect,
    run: async (selection) => {
      const files = selection.kind === "files" ? selection.files : [];
      if (selection.kind === "files" && files.length === 0) return empty;
      const missing = files.filter((path) => !existsSync(join(directory, path)));
      if (files.length > 0 && missing.length === files.length) return absent(empty, missing);
      const report = await runOnce({ ...options, directory }, setup, selection);
      return absent(chosen(report, selection), missing);
    },
  };
}

const nothing: NodeTestSetup = { flags: [], targets: [], testGlobs: [], protectedFiles: ["package.json"] };
const empty: TestReport = { complete: true, outcomes: [], loadFailures: [] };

async function runOnce(
  options: NodeTestOptions,
  setup: NodeTestSetup,
  selection: Selection,
): Promise<TestReport> {
  const { sandbox, directory, timeoutMs } = options;
  const folder = realpathSync(await mkdtemp(join(tmpdir(), "pawl-report-")));
  const nonce = randomUUID();
  try {
    await writeFile(join(folder, "reporter.mjs"), reporterSource(nonce));
    const result = await sandbox.run(command(options, setup, folder, selection), {
      cwd: directory,
      writable: [directory, folder],
      readOnly: [dirname(realpathSync(options.node))],
      timeoutMs,
      outputLimit: 64 * 1024,
    });
    const text = await firstBytes(join(folder, "report.ndjson"));
    const declares = (path: string) => declaresTests(options, path);
    const report = nodeTestReport({ text, nonce, directory, timedOut: result.timedOut, declares });
    return explained(report, result, directory);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function command(
  options: NodeTestOptions,
  setup: NodeTestSetup,
  folder: string,
  selection: Selection,
): readonly string[] {
  return [
    realpathSync(options.node),
    ...setup.flags,
    "--test",
    `--test-timeout=${Math.ceil(options.timeoutMs / 2)}`,
    `--test-reporter=${pathToFileURL(join(folder, "reporter.mjs")).href}`,
    `--test-reporter-destination=${join(folder, "report.ndjson")}`,
    ...(selection.kind === "test" ? [`--test-name-pattern=${namePattern(selection.id)}`] : []),
    ...targets(setup, selection),
  ];
}

function targets(setup: NodeTestSetup, selection: Selection): readonly string[] {
  if (selection.kind === "all") return setup.targets;
  return (selection.kind === "files" ? selection.files : [fileOf(selection.id)]).map(literalGlob);
}

function fileOf(id: string): string {
  return id.split(" > ")[0] ?? id;
}

/** Node reads file arguments as globs, in which only a class of one character makes a character plain. */
function literalGlob(path: string): string {
  return `./${path.replace(/[[\]{}()*?!+@|]/g, (sign) => (sign === "!" ? "?" : `[${sign}]`))}`;
}

/** Node matches the titles of suites and test joined by a space. */
function namePattern(id: string): string {
  const titles = id.split(" > ").slice(1);
  const source = titles.map((title) => title.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("(?: > | )");
  return `/^${source}$/`;
}

function chosen(report: TestReport, selection: Selection): TestReport {
  if (selection.kind !== "test") return report;
  return { ...report, outcomes: report.outcomes.filter(({ id }) => id === selection.id) };
}

function absent(report: TestReport, missing: readonly string[]): TestReport {
  const failures = missing.map(
    (path): LoadFailure => ({ path, failure: "unknown", symbol: null, message: "There is no such file." }),
  );
  return { ...report, loadFailures: [...report.loadFailures, ...failures] };
}

/** A run that ended without a report says at least why. */
function explained(report: TestReport, result: ProcessResult, directory: string): TestReport {
  if (report.complete || report.loadFailures.length > 0) return report;
  const said = plainMessage(result.stderr === "" ? result.stdout : result.stderr, directory);
  const message = result.timedOut
    ? "The run had not ended when the time was over."
    : `It wrote no whole report. ${said}`;
  const failure = result.timedOut ? "timeout" : "crash";
  return {
    ...report,
    loadFailures: [{ path: "node --test", failure, symbol: null, message: message.trim() }],
  };
}

function declaresTests({ directory, collect }: NodeTestOptions, path: string): boolean {
  try {
    const full = join(directory, path);
    return lstatSync(full).isFile() && collect(path, readFileSync(full, "utf8"))?.length !== 0;
  } catch {
    return true;
  }
}

/** What a test put in the report's place (a link, a pipe) is not read. */
async function firstBytes(path: string): Promise<string> {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  const file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK).catch(() => null);
  if (file === null) return "";
  try {
    const stats = await file.stat();
    const buffer = Buffer.alloc(stats.isFile() ? Math.min(stats.size, reportLimit) : 0);
    const { bytesRead } = await file.read(buffer, 0, buffer.byteLength, 0);
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await file.close();
  }
}
