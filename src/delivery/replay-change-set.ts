import { done, type Outcome, refused } from "../issues/outcome.ts";
import { cheatsBetween } from "../tdd/cheats.ts";
import { compareCollections } from "../tdd/collection.ts";
import { passesAlone, suiteGreen } from "../tdd/gates/green-gate.ts";
import { redGate, redVerdict } from "../tdd/gates/red-gate.ts";
import { redClass } from "../tdd/red-class.ts";
import { suiteAfter, suiteOf } from "../tdd/suite.ts";
import type { Violation } from "../tdd/violation.ts";
import type { ChangeSet, Step } from "./change-set.ts";
import { changesOf } from "./read-change-set.ts";
import { replayCharacterize } from "./replay-characterize.ts";
import { replayChore } from "./replay-chore.ts";
import {
  type Broken,
  isTestOf,
  type ReplayPorts,
  run,
  type State,
  testFiles,
  written,
} from "./replay-ground.ts";

export type { ReplayPorts } from "./replay-ground.ts";

/**
 * Sees every proof of a change set once more, from the base: each new test fails in its own assertion twice without the
 * code and passes three times with it, the suite stays green, no test is lost, skipped or weakened, and the text of the
 * changes gives no cheat away. The tree is put back before every run, so that nothing a test writes counts.
 * `check` is what the task declares for a chore. Refusals: `replay-failed`, `environment-broken`.
 */
export async function replayChangeSet(
  ports: ReplayPorts,
  changeSet: ChangeSet,
  check: readonly string[] | null = null,
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
    const after = await replayStep(ports, state, step, check);
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

function failed(number: number, step: Step, violations: readonly Violation[]): Outcome<never> {
  const found = violations.map(({ code, text }) => `${code}: ${text.split("\n", 3).join(" ")}`).join(" ");
  return refused(
    "replay-failed",
    `Step ${number} (${step.message.split("\n", 1)[0]}) did not prove itself a second time. ${found}`,
    "Nothing was published; the task is tried again.",
  );
}

function replayStep(
  ports: ReplayPorts,
  state: State,
  step: Step,
  check: readonly string[] | null,
): Promise<State | Broken> {
  if (step.kind === "iteration") return replayIteration(ports, state, step);
  if (step.kind === "characterize") return replayCharacterize(ports, state, step);
  if (step.kind === "chore") return replayChore(ports, state, step, check);
  return replayRefactor(ports, state, step);
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
