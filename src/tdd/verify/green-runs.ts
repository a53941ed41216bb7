import type { TestReport } from "../test-report.ts";
import { stillGreen } from "./green-step.ts";
import type { Doubt } from "./proof.ts";
import { selectionOf } from "./red-runs.ts";
import type { Scene } from "./scene.ts";

/** The whole suite of a tree, run once. */
export async function suiteOf({ replay, known, runner }: Scene, tree: string): Promise<TestReport> {
  const seen = known.get(tree);
  if (seen !== undefined) return seen;
  const own = (await replay.runner(tree)) ?? runner;
  await replay.lay(tree);
  const report = await own.run({ kind: "all" });
  known.set(tree, report);
  return report;
}

/** What one run doubts and a second one does not was a flaky test. */
export async function settled(
  { replay, runner, commit, known }: Scene,
  first: TestReport,
  doubtsOf: (report: TestReport) => readonly Doubt[],
): Promise<readonly Doubt[]> {
  const doubts = doubtsOf(first);
  if (!doubts.some(({ code }) => code === "red-commit")) return doubts;
  await replay.lay(commit.tree);
  const second = await runner.run({ kind: "all" });
  const later = doubtsOf(second);
  if (later.length < doubts.length) known.set(commit.tree, second);
  return later.length < doubts.length ? later : doubts;
}

/** Two more runs of the new tests; with the whole suite that makes three of three. */
export async function greenAgain(
  { replay, runner, commit }: Scene,
  tests: readonly string[],
  files: readonly string[] | null,
  green: readonly Doubt[],
): Promise<readonly Doubt[]> {
  if (tests.length === 0 || green.some(({ verdict }) => verdict === "violated")) return [];
  for (let round = 0; round < 2; round++) {
    await replay.lay(commit.tree);
    const doubts = stillGreen(await runner.run(selectionOf(files)), tests);
    if (doubts.length > 0) return doubts;
  }
  return [];
}
