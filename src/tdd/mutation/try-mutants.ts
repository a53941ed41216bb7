import type { Hands } from "../hands.ts";
import { belongsTo } from "../suite.ts";
import type { TestId, TestReport } from "../test-report.ts";
import type { Selection, TestRunner } from "../test-runner.ts";
import type { WorkTree } from "../work-tree.ts";
import { type Mutant, mutated } from "./mutant.ts";

export type TrialPorts = {
  readonly tree: Pick<WorkTree, "restore" | "read">;
  readonly runner: Pick<TestRunner, "run">;
  readonly hands: Pick<Hands, "write">;
  readonly now: () => number;
};

/** `at` is the green tree; `tests` are run against each mutant until the clock shows `until` (milliseconds). */
export type Trial = {
  readonly at: string;
  readonly mutants: readonly Mutant[];
  readonly tests: readonly TestId[];
  readonly until: number;
  /** Ends with the first mutant that a test noticed in an assertion. */
  readonly firstOnly?: boolean;
};

/** `noticed`: the test that failed, and whether in an assertion; `null` when all passed as before. */
export type Tried = {
  readonly mutant: Mutant;
  readonly noticed: { readonly test: TestId; readonly assertion: boolean } | null;
};

/** A run of a few tests; a mutant that never ends costs no more than this. */
const milliseconds = 60_000;

/** Runs the tests against one mutant after the other, each on the green tree, which is back on the disk at the end. */
export async function tryMutants(ports: TrialPorts, trial: Trial): Promise<readonly Tried[]> {
  const tried: Tried[] = [];
  for (const mutant of trial.mutants) {
    if (ports.now() >= trial.until) break;
    const text = await ports.tree.read(trial.at, mutant.path);
    if (text === null) continue;
    await ports.tree.restore(trial.at);
    await ports.hands.write([{ path: mutant.path, text: mutated(text, mutant) }]);
    const report = await ports.runner.run(selectionOf(trial.tests), { milliseconds });
    const noticed = noticedBy(report, trial.tests);
    tried.push({ mutant, noticed });
    if (trial.firstOnly === true && noticed?.assertion === true) break;
  }
  await ports.tree.restore(trial.at);
  return tried;
}

/** One process for all of them. Ids of compiled languages begin with a package; there the whole suite runs. */
function selectionOf(tests: readonly TestId[]): Selection {
  const [only] = tests;
  if (tests.length === 1 && only !== undefined) return { kind: "test", id: only };
  const files = [...new Set(tests.map((test) => test.split(" > ")[0] ?? test))];
  return files.every((path) => /\.[a-z]+$/i.test(path)) ? { kind: "files", files } : { kind: "all" };
}

/** A run that breaks off or does not load is noticed too, though not in an assertion. */
function noticedBy(report: TestReport, tests: readonly TestId[]): Tried["noticed"] {
  const failed = report.outcomes.filter(
    ({ id, status }) => status === "failed" && tests.some((test) => belongsTo(id, test)),
  );
  const best = failed.find(({ failure }) => failure === "assertion") ?? failed[0];
  const whole = report.complete && report.loadFailures.length === 0;
  if (best !== undefined) return { test: best.id, assertion: whole && best.failure === "assertion" };
  const there = tests.every((test) => report.outcomes.some(({ id }) => belongsTo(id, test)));
  return whole && there ? null : { test: tests[0] ?? "", assertion: false };
}
