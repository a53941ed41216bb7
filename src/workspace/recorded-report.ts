import { isAbsolute, relative } from "node:path";
import type { FailureClass, LoadFailure, TestOutcome, TestReport } from "../tdd/test-report.ts";
import { plainMessage } from "./node-test-failure.ts";
import { type RunnerFailure, type RunnerRecord, readRunnerRecords } from "./runner-records.ts";

/** How a language names the causes of its failures. `directory` is the root of the repository. */
export type Causes = {
  readonly ofFailure: (failure: RunnerFailure, directory: string) => FailureClass;
  readonly ofLoad: (
    load: { readonly name: string; readonly message: string },
    directory: string,
  ) => { readonly failure: FailureClass; readonly symbol: string | null };
};

export type RecordedRun = {
  readonly text: string;
  readonly nonce: string;
  readonly directory: string;
  readonly timedOut: boolean;
};

/** Makes the report from the records of a reporter of ours. Files that began and never ended are load failures. */
export function recordedReport(run: RecordedRun, causes: Causes): TestReport {
  const { complete, records } = readRunnerRecords(run.text, run.nonce);
  const path = (file: string) => (isAbsolute(file) ? relative(run.directory, file) : file);
  const outcomes = records.flatMap((record) =>
    record.kind === "test" ? [outcomeOf(record, path(record.file), run.directory, causes)] : [],
  );
  const broken = records.flatMap((record): readonly LoadFailure[] => {
    if (record.kind !== "load") return [];
    const message = plainMessage(record.message, run.directory);
    return [{ path: path(record.file), ...causes.ofLoad(record, run.directory), message }];
  });
  const known = new Set(broken.map((failure) => failure.path));
  return {
    complete: complete && !run.timedOut,
    outcomes,
    loadFailures: [...broken, ...unended(records, path, run.timedOut).filter((one) => !known.has(one.path))],
  };
}

function outcomeOf(
  record: Extract<RunnerRecord, { kind: "test" }>,
  path: string,
  directory: string,
  causes: Causes,
): TestOutcome {
  const { failure, status } = record;
  const failed = status === "failed" && failure !== null ? failure : null;
  return {
    id: [path, ...record.titles].join(" > "),
    status,
    failure: failed === null ? (status === "failed" ? "unknown" : null) : classOf(failed, directory, causes),
    message: failed === null ? "" : plainMessage(failed.message, directory),
    milliseconds: record.milliseconds,
  };
}

function classOf(failure: RunnerFailure, directory: string, causes: Causes): FailureClass {
  if (failure.phase !== "test") return failure.phase;
  return failure.assertion ? "assertion" : causes.ofFailure(failure, directory);
}

function unended(
  records: readonly RunnerRecord[],
  path: (file: string) => string,
  timedOut: boolean,
): readonly LoadFailure[] {
  const of = (kind: "began" | "ended") =>
    new Set(records.flatMap((record) => (record.kind === kind ? [path(record.file)] : [])));
  const [began, ended] = [of("began"), of("ended")];
  return [...began]
    .filter((file) => !ended.has(file))
    .map((file) => ({
      path: file,
      failure: timedOut ? "timeout" : "crash",
      symbol: null,
      message: timedOut
        ? "The file had not ended when the time was over."
        : "The run ended before all tests of this file were reported.",
    }));
}
