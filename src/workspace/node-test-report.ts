import { isAbsolute, relative, resolve } from "node:path";
import type { LoadFailure, TestOutcome, TestReport } from "../tdd/test-report.ts";
import { causeOfLoadFailure, classOfFailure, plainMessage } from "./node-test-failure.ts";
import {
  type NodeTestRecord,
  type RecordedFailure,
  readRecords,
  type TestRecord,
} from "./node-test-records.ts";

/** `declares` tells whether a file's source holds tests; `directory` is the real path of the repository root. */
export type NodeTestRun = {
  readonly text: string;
  readonly nonce: string;
  readonly directory: string;
  readonly timedOut: boolean;
  readonly declares: (path: string) => boolean;
};

/** Makes the report from what the reporter wrote. A subtest belongs to the test it stands in; a file is never a test. */
export function nodeTestReport(run: NodeTestRun): TestReport {
  const { complete, node, records } = readRecords(run.text, run.nonce);
  const files = new Map<string, Branch[][]>();
  const outcomes: TestOutcome[] = [];
  const loadFailures: LoadFailure[] = [];
  const reported = new Set<string>();
  for (const record of records) {
    if (record.kind !== "test") continue;
    if (isFile(record, run.directory)) {
      if (record.status === "failed") loadFailures.push(loadFailure(record, run.directory));
      continue;
    }
    const path = pathOf(record.entryFile ?? record.file, run.directory);
    reported.add(path);
    for (const branch of grown(files, path, record))
      outcomes.push(...flat(branch, [path], null, run.directory));
  }
  const failed = new Set(loadFailures.map(({ path }) => path));
  const broken = unfinished(records, run, { node, reported }).filter(({ path }) => !failed.has(path));
  return { complete: complete && !run.timedOut, outcomes, loadFailures: [...loadFailures, ...broken] };
}

type Branch = { readonly record: TestRecord; readonly inner: readonly Branch[] };

/** Results come children first. Answers the finished branch when the record is at the top level. */
function grown(files: Map<string, Branch[][]>, path: string, record: TestRecord): readonly Branch[] {
  const levels = files.get(path) ?? [];
  files.set(path, levels);
  const branch = { record, inner: levels[record.nesting + 1] ?? [] };
  levels[record.nesting + 1] = [];
  if (record.nesting === 0) return [branch];
  levels[record.nesting] = [...(levels[record.nesting] ?? []), branch];
  return [];
}

function flat(
  { record, inner }: Branch,
  titles: readonly string[],
  hook: RecordedFailure | null,
  directory: string,
): readonly TestOutcome[] {
  const here = [...titles, record.name];
  if (record.suite) {
    const broken = record.failure?.type === "hookFailed" ? record.failure : hook;
    return inner.flatMap((child) => flat(child, here, broken, directory));
  }
  const failure = record.status === "failed" ? deepest({ record, inner }) : null;
  const cancelled = failure?.type === "cancelledByParent" && hook !== null ? hook : failure;
  return [
    {
      id: here.join(" > "),
      status: record.status,
      failure: cancelled === null ? null : classOfFailure(cancelled),
      message: cancelled === null ? "" : plainMessage(cancelled.message, directory),
      milliseconds: record.milliseconds,
    },
  ];
}

/** The failure of the first failed subtest says more than "1 subtest failed". */
function deepest({ record, inner }: Branch): RecordedFailure | null {
  if (record.failure?.type !== "subtestsFailed") return record.failure;
  const child = inner.find((branch) => branch.record.status === "failed");
  return child === undefined ? record.failure : deepest(child);
}

/** Since Node 24 events name the file that was started; before, a file's own result can only be told by its name. */
function isFile(record: TestRecord, directory: string): boolean {
  if (record.entryFile !== null || record.nesting > 0 || record.suite) return false;
  return resolve(directory, record.name) === resolve(directory, record.file);
}

function loadFailure(record: TestRecord, directory: string): LoadFailure {
  const path = pathOf(record.file, directory);
  const type = record.failure?.type;
  const signal = record.failure?.signal ?? null;
  if (type === "testTimeoutFailure")
    return { path, failure: "timeout", symbol: null, message: "The file did not end in time." };
  if (signal !== null)
    return { path, failure: "crash", symbol: null, message: `The file was ended by ${signal}.` };
  return { path, ...causeOfLoadFailure(record.errors, directory) };
}

type Seen = { readonly node: string; readonly reported: ReadonlySet<string> };

/** Files that were begun and never came to their end: by time, or because their process left early. */
function unfinished(
  records: readonly NodeTestRecord[],
  run: NodeTestRun,
  { node, reported }: Seen,
): readonly LoadFailure[] {
  const began = filesOf("began", records, run.directory);
  const closed = filesOf("closed", records, run.directory);
  const ended = filesOf("ended", records, run.directory);
  const whole = saysWhenFilesEnd(node) ? ended : reported;
  const late = "The file had not ended when the time was over.";
  const early = "The file's process ended before all its tests were reported (does it call process.exit?).";
  return [...began].flatMap((path): LoadFailure[] => {
    if (!closed.has(path))
      return run.timedOut ? [{ path, failure: "timeout", symbol: null, message: late }] : [];
    if (whole.has(path) || !(reported.has(path) || run.declares(path))) return [];
    return [{ path, failure: "crash", symbol: null, message: early }];
  });
}

function filesOf(
  kind: "began" | "closed" | "ended",
  records: readonly NodeTestRecord[],
  directory: string,
): ReadonlySet<string> {
  return new Set(records.flatMap((record) => (record.kind === kind ? [pathOf(record.file, directory)] : [])));
}

function saysWhenFilesEnd(node: string): boolean {
  return Number(node.split(".")[0]) >= 24;
}

function pathOf(file: string, directory: string): string {
  return isAbsolute(file) ? relative(directory, file) : file;
}
