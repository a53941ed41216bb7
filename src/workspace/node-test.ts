import { lstatSync, readFileSync, realpathSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { TestReport } from "../tdd/test-report.ts";
import type { CollectedTest, Selection, TestRunner } from "../tdd/test-runner.ts";
import { nodeTestReport } from "./node-test-report.ts";
import { reporterSource } from "./node-test-reporter.ts";
import { detectNodeTest, type NodeTestSetup } from "./node-test-setup.ts";
import { readReport, withReportFolder } from "./report-folder.ts";
import { absent, chosen, explained, fileOf, presentOf } from "./reported-runner.ts";
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
      const there = presentOf(directory, selection);
      if (there.selection === null) return absent(empty, there.missing);
      const report = await runOnce({ ...options, directory }, setup, there.selection);
      return absent(chosen(report, selection), there.missing);
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
  return withReportFolder(async (folder, nonce) => {
    await writeFile(join(folder, "reporter.mjs"), reporterSource(nonce));
    const result = await sandbox.run(command(options, setup, folder, selection), {
      cwd: directory,
      writable: [directory, folder],
      readOnly: [dirname(realpathSync(options.node))],
      timeoutMs,
      outputLimit: 64 * 1024,
    });
    const text = await readReport(join(folder, "report.ndjson"));
    const declares = (path: string) => declaresTests(options, path);
    const report = nodeTestReport({ text, nonce, directory, timedOut: result.timedOut, declares });
    return explained(report, result, { name: "node --test", directory });
  });
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

function declaresTests({ directory, collect }: NodeTestOptions, path: string): boolean {
  try {
    const full = join(directory, path);
    return lstatSync(full).isFile() && collect(path, readFileSync(full, "utf8"))?.length !== 0;
  } catch {
    return true;
  }
}
