import { done, type Outcome, refused } from "../issues/outcome.ts";
import { cheatsBetween } from "../tdd/cheats.ts";
import { compareCollections } from "../tdd/collection.ts";
import { passesAlone, suiteGreen } from "../tdd/gates/green-gate.ts";
import { redGate, redVerdict, type TestFile } from "../tdd/gates/red-gate.ts";
import { isTestPath } from "../tdd/path-kinds.ts";
import { redClass } from "../tdd/red-class.ts";
import { type Suite, suiteAfter, suiteOf } from "../tdd/suite.ts";
import type { Selection, TestRunner } from "../tdd/test-runner.ts";
import type { Violation } from "../tdd/violation.ts";
import type { WorkTree } from "../tdd/work-tree.ts";
import type { Change, ChangeSet, Step } from "./change-set.ts";
import { changesOf } from "./read-change-set.ts";

export type ReplayPorts = {
  readonly tree: WorkTree;
  readonly runner: TestRunner;
  /** Puts files of a change set into the checkout, never through a link; asked only after the path policy accepted. */
  readonly writeFiles: (changes: readonly Change[]) => Promise<void>;
  readonly log: (line: string) => void;
};

/**
 * Sees every proof of a change set once more, from the base: each new test fails in its own assertion twice without the
 * code and passes three times with it, the suite stays green, no test is lost, skipped or weakened, and the text of the
 * changes gives no cheat away. The tree is put back before every run, so that nothing a test writes counts. Refusals: `replay-failed`, `environment-broken`.
 */
export async function replayChangeSet(
  ports: ReplayPorts,
  changeSet: ChangeSet,
): Promise<Outcome<{ readonly steps: number }>> {
  const start = await ports.tree.snapshot();
  const first = await run(ports, start, { kind: "all" });
  const second = await run(ports, start, { kind: "all" });
  if (!first.complete || !second.complete)
    return refused(
      "environment-broken",
      "The suite of the base did not come to its end here.",
      "Make the test command end by itself on a clean checkout.",
    );
  let state: State = { tree: start, suite: suiteOf(first, second) };
  for (const [at, step] of changeSet.steps.entries()) {
    const after =
      step.kind === "iteration"
        ? await replayIteration(ports, state, step)
        : await replayRefactor(ports, state, step);
    if ("violations" in after) {
      await ports.tree.restore(start);
      return failed(at + 1, step, after.violations);
    }
    ports.log(`Replayed step ${at + 1} of ${changeSet.steps.length}.`);
    state = after;
  }
  await ports.tree.restore(start);
  return done({ steps: changeSet.steps.length });
}

type State = { readonly tree: string; readonly suite: Suite };
type Broken = { readonly violations: readonly Violation[] };

function failed(number: number, step: Step, violations: readonly Violation[]): Outcome<never> {
  const found = violations.map(({ code, text }) => `${code}: ${text.split("\n", 3).join(" ")}`).join(" ");
  return refused(
    "replay-failed",
    `Step ${number} (${step.message.split("\n", 1)[0]}) did not prove itself a second time. ${found}`,
    "Nothing was published; the task is tried again.",
  );
}

/** Every run starts from exactly these files. */
async function run({ tree, runner }: ReplayPorts, files: string, selection: Selection) {
  await tree.restore(files);
  return runner.run(selection);
}

async function written(ports: ReplayPorts, from: string, changes: readonly Change[]): Promise<string> {
  await ports.tree.restore(from);
  await ports.writeFiles(changes);
  return ports.tree.snapshot();
}

async function replayIteration(
  ports: ReplayPorts,
  { tree, suite }: State,
  step: Step,
): Promise<State | Broken> {
  const isTest = isTestOf(ports);
  const tested = await written(ports, tree, step.tests);
  const gate = redGate(await ports.tree.changes(tree, tested), await testFiles(ports, tree, tested), isTest);
  if (gate.kind === "violated") return { violations: gate.violations };
  const { test } = gate;
  if (step.evidence.red?.ids.length !== 1 || step.evidence.red.ids[0] !== test)
    return { violations: [{ code: "evidence", text: `The evidence names another test than ${test}.` }] };
  const misplaced = [...step.stub, ...step.code].filter(({ path }) => isTest(path)).map(({ path }) => path);
  if (misplaced.length > 0)
    return { violations: [{ code: "tests-changed", text: `${misplaced.join(", ")} are tests.` }] };
  const red = step.stub.length === 0 ? tested : await written(ports, tested, step.stub);
  for (let round = 0; round < 2; round++) {
    const report = await run(ports, red, { kind: "test", id: test });
    const violation = redVerdict(redClass({ report, test, suite, ran: null, alone: true }));
    if (violation !== null) return { violations: [violation] };
  }
  const green = await written(ports, red, step.code);
  for (let round = 0; round < 2; round++) {
    const violation = passesAlone(await run(ports, green, { kind: "test", id: test }), test);
    if (violation !== null) return { violations: [violation] };
  }
  const report = await run(ports, green, { kind: "all" });
  const violations = [
    ...suiteGreen(report, suite, [test]),
    ...(await cheatsBetween(ports.tree, [tree, green], isTest)),
  ];
  return violations.length > 0 ? { violations } : { tree: green, suite: suiteAfter(suite, report) };
}

async function replayRefactor(
  ports: ReplayPorts,
  { tree, suite }: State,
  step: Step,
): Promise<State | Broken> {
  const after = await written(ports, tree, changesOf(step));
  const files = await testFiles(ports, tree, after);
  const { added, lost, changed } = compareCollections(
    files.flatMap(({ before }) => before ?? []),
    files.flatMap((file) => file.after ?? []),
  );
  const weaker = changed.filter(
    (pair) => pair.after.assertions < pair.before.assertions || pair.after.skipped,
  );
  const unread = files.filter((file) => file.after === null);
  if (added.length + lost.length + weaker.length + unread.length > 0)
    return {
      violations: [{ code: "refactor", text: "A refactor keeps the same tests with no fewer assertions." }],
    };
  const report = await run(ports, after, { kind: "all" });
  const violations = [
    ...suiteGreen(report, suite, []),
    ...(await cheatsBetween(ports.tree, [tree, after], isTestOf(ports))),
  ];
  return violations.length > 0 ? { violations } : { tree: after, suite: suiteAfter(suite, report) };
}

function isTestOf({ runner }: ReplayPorts): (path: string) => boolean {
  return (path) => isTestPath(path, runner.testGlobs);
}

/** Changed test files, collected on both sides. */
async function testFiles(ports: ReplayPorts, from: string, to: string): Promise<readonly TestFile[]> {
  const { tree, runner } = ports;
  const side = async (id: string, path: string) => {
    const text = await tree.read(id, path);
    return text === null ? [] : runner.collect(path, text);
  };
  const changed = (await tree.changes(from, to)).filter(({ path }) => isTestOf(ports)(path));
  return Promise.all(
    changed.map(async ({ path }) => ({ path, before: await side(from, path), after: await side(to, path) })),
  );
}
