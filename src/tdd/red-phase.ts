import { testFiles } from "./changed-tests.ts";
import { characterizePhase } from "./characterize-phase.ts";
import { cheatsBetween } from "./cheats.ts";
import { redGate, redVerdict, type TestFile } from "./gates/red-gate.ts";
import { scopeGate } from "./gates/scope-gate.ts";
import { redOrder } from "./orders.ts";
import { agreed, type RedFinding, redClass } from "./red-class.ts";
import { turn } from "./turn.ts";
import { accepted, isTestOf, type Move, type PhaseContext, scopeOf, sentBack, type Work } from "./work.ts";
import type { TreeChange } from "./work-tree.ts";

/** Asks for one new test, and accepts it only when it fails in its own assertion in two of two runs. */
export async function redPhase(context: PhaseContext, work: Work): Promise<Move> {
  const [behaviour] = work.todo;
  if (behaviour === undefined) throw new Error("Red was entered without a behaviour.");
  if (behaviour.mutant !== undefined || context.input.packet.kind === "characterize")
    return characterizePhase(context, work);
  const answer = await turn(context, work, { phase: "red", text: redOrder(behaviour), from: work.green });
  if (answer.kind === "out") return answer.move;
  const { tree, log } = context.ports;
  const now = answer.work;
  const redTree = await tree.snapshot();
  const changes = await tree.changes(work.green, redTree);
  const isTest = isTestOf(context);
  const scope = scopeGate(changes, scopeOf(context), isTest);
  const files = await testFiles(context, changes, work.green, redTree);
  const gate = redGate(changes, files, isTest);
  if (gate.kind === "violated" || scope.length > 0)
    return sentBack(context, now, [...scope, ...(gate.kind === "violated" ? gate.violations : [])]);
  const cheats = await cheatsBetween(tree, [work.green, redTree], isTest);
  if (cheats.length > 0) return sentBack(context, now, cheats);
  const ran = filesToRun(changes, files);
  const red = await named(context, redTree, changes, await observe(context, work, gate.test, ran));
  log(`Red: ${gate.test} ends as ${red.class}.`);
  const parts = {
    redTree,
    stubTree: null,
    draft: null,
    greenTree: null,
    report: null,
    tests: changes,
    stub: [],
    code: [],
  };
  const attempt = { behaviour, test: gate.test, ran, red, ...parts };
  if (red.class === "missing-symbol") return { ...accepted({ ...now, attempt }), event: "missing-symbol" };
  const violation = redVerdict(red);
  if (violation === null) return accepted({ ...now, attempt });
  if (red.class !== "passes") return sentBack(context, now, [violation]);
  const arrivals = now.arrivals + 1;
  if (arrivals < 2) return sentBack(context, { ...now, arrivals }, [violation]);
  log(`Already there: ${behaviour.text}`);
  const present = [...now.present, behaviour];
  return { ...accepted({ ...now, arrivals, present, todo: now.todo.slice(1) }), event: "present" };
}

/** The test with its file (or the whole suite), then alone; the second run only where the first says red. */
export async function observe(
  { ports }: PhaseContext,
  { suite }: Work,
  test: string,
  ran: readonly string[] | null,
): Promise<RedFinding> {
  const selection = ran === null ? ({ kind: "all" } as const) : ({ kind: "files", files: ran } as const);
  const first = redClass({ report: await ports.runner.run(selection), test, suite, ran, alone: false });
  if (first.class !== "assertion") return first;
  const report = await ports.runner.run({ kind: "test", id: test });
  return agreed(first, redClass({ report, test, suite, ran, alone: true }));
}

/** The changed files that hold tests; the whole suite when a helper or fixture that others may use changed too. */
function filesToRun(changes: readonly TreeChange[], files: readonly TestFile[]): readonly string[] | null {
  const holding = files.filter(({ after }) => after !== null && after.length > 0).map(({ path }) => path);
  return changes.every(({ path }) => holding.includes(path)) ? holding : null;
}

/** A missing symbol must be one that the new test itself names; another one is an error of the test. */
async function named(
  { ports: { tree } }: PhaseContext,
  redTree: string,
  changes: readonly TreeChange[],
  found: RedFinding,
): Promise<RedFinding> {
  if (found.class !== "missing-symbol" || found.symbol === null) return found;
  const word = (found.symbol.split("/").at(-1) ?? found.symbol).replace(/\.[cm]?[jt]sx?$/, "");
  const texts = await Promise.all(changes.map(({ path }) => tree.read(redTree, path)));
  return texts.some((text) => text?.includes(word)) ? found : { ...found, class: "wrong-error" };
}
