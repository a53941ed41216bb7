import { agreed, type RedFinding, redClass } from "../red-class.ts";
import { belongsTo, type Suite } from "../suite.ts";
import type { TestId, TestReport } from "../test-report.ts";
import type { CollectedTest, Selection, TestRunner } from "../test-runner.ts";
import type { Overlay, Replay, ReplayCommit } from "./replay.ts";

/** What the red step needs: the new tests, the files they stand in (`null`: unknown), and the production paths put back. */
export type RedInput = {
  readonly commit: ReplayCommit;
  readonly tests: readonly TestId[];
  readonly files: readonly string[] | null;
  readonly production: readonly string[];
  readonly collected: readonly CollectedTest[];
};

export type Ports = { readonly replay: Replay; readonly runner: TestRunner };

const nothing: Suite = { statuses: new Map(), flaky: new Set() };

/** The files of the tests where they are known, else all. */
export function selectionOf(files: readonly string[] | null): Selection {
  return files === null ? { kind: "all" } : { kind: "files", files };
}

/** What two runs said of each new test. */
export type Found = ReadonlyMap<TestId, RedFinding>;

/** Runs the new tests twice on the commit with an overlay. `born` are those whose own file the parent lacks. */
export async function observe(
  { replay, runner }: Ports,
  input: RedInput,
  overlay: Overlay,
  born: readonly TestId[] = [],
): Promise<Found> {
  await replay.lay(input.commit.tree, overlay);
  const first = classes(await runner.run(selectionOf(input.files)), input.tests);
  await replay.lay(input.commit.tree, overlay);
  const second = await again(runner, input);
  return new Map(
    input.tests.map((test) => {
      const finding = agreed(at(first, test), at(second, test));
      const absent = finding.class === "not-run" && born.includes(test);
      return [
        test,
        absent ? { class: "missing-symbol", message: finding.message, symbol: fileOf(test) } : finding,
      ];
    }),
  );
}

/** One by one while they are few: a test must fail by itself, not because another one failed before it. */
async function again(runner: TestRunner, { tests, files }: RedInput): Promise<Found> {
  if (tests.length > 3) return classes(await runner.run(selectionOf(files)), tests);
  const found = new Map<TestId, RedFinding>();
  for (const test of tests)
    found.set(test, at(classes(await runner.run({ kind: "test", id: test }), [test]), test));
  return found;
}

function classes(report: TestReport, tests: readonly TestId[]): Found {
  return new Map(
    tests.map((test) => {
      const loadFailures = report.loadFailures.filter(
        ({ path }) => belongsTo(test, path) || !report.complete,
      );
      return [
        test,
        redClass({ report: { ...report, loadFailures }, test, suite: nothing, ran: null, alone: true }),
      ];
    }),
  );
}

function fileOf(test: TestId): string {
  return test.split(" > ")[0] ?? test;
}

export function at(found: Found, test: TestId): RedFinding {
  return found.get(test) ?? { class: "not-run", message: "", symbol: null };
}
