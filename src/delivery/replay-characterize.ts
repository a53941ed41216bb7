import { cheatsBetween } from "../tdd/cheats.ts";
import { passesAlone, suiteGreen } from "../tdd/gates/green-gate.ts";
import { redGate } from "../tdd/gates/red-gate.ts";
import { commented, mutated } from "../tdd/mutation/mutant.ts";
import { mutantsOf } from "../tdd/mutation/mutants-of.ts";
import { redClass } from "../tdd/red-class.ts";
import { suiteAfter } from "../tdd/suite.ts";
import type { Violation } from "../tdd/violation.ts";
import type { Step } from "./change-set.ts";
import {
  type Broken,
  isTestOf,
  type ReplayPorts,
  run,
  type State,
  testFiles,
  written,
} from "./replay-ground.ts";

/**
 * A characterizing step once more: one new test and nothing else, which passes three times and fails in its assertion
 * with the mutant of the evidence. That mutant must be one that our own mutator makes of the file, so that a step cannot
 * bring a change that breaks everything.
 */
export async function replayCharacterize(
  ports: ReplayPorts,
  state: State,
  step: Step,
): Promise<State | Broken> {
  const { tree, suite } = state;
  const other = [...step.stub, ...step.code].map(({ path }) => path);
  if (other.length > 0)
    return no("production-changed", `A characterizing step changes tests alone, not ${other.join(", ")}.`);
  const after = await written(ports, tree, step.tests);
  const isTest = isTestOf(ports);
  const gate = redGate(await ports.tree.changes(tree, after), await testFiles(ports, tree, after), isTest);
  if (gate.kind === "violated") return { violations: gate.violations };
  const { test } = gate;
  const cheats = await cheatsBetween(ports.tree, [tree, after], isTest);
  if (cheats.length > 0) return { violations: cheats };
  const { mutant } = step.evidence;
  if (mutant?.test !== test) return no("evidence", `The evidence names another test than ${test}.`);
  for (let round = 0; round < 2; round++) {
    const violation = passesAlone(await run(ports, after, { kind: "test", id: test }), test);
    if (violation !== null) return { violations: [violation] };
  }
  const report = await run(ports, after, { kind: "all" });
  const violations = suiteGreen(report, suite, [test]);
  if (violations.length > 0) return { violations };
  const unnoticed = await seesMutant(ports, after, mutant);
  return unnoticed === null ? { tree: after, suite: suiteAfter(suite, report) } : { violations: [unnoticed] };
}

type Mutant = NonNullable<Step["evidence"]["mutant"]>;

async function seesMutant(ports: ReplayPorts, at: string, mutant: Mutant): Promise<Violation | null> {
  const { path, test } = mutant;
  const text = await ports.tree.read(at, path);
  const known =
    text !== null && !isTestOf(ports)(path)
      ? mutantsOf(path, null, text).find(
          ({ start, end, text: fresh }) =>
            start === mutant.start && end === mutant.end && fresh === mutant.text,
        )
      : undefined;
  if (text === null || known === undefined)
    return { code: "evidence", text: `The change to ${path} is none that Pawl would make.` };
  const after = async (changed: string) => {
    await ports.tree.restore(at);
    const content = Buffer.from(changed).toString("base64");
    await ports.writeFiles([{ path, mode: "100644", before: null, content }]);
    return ports.runner.run({ kind: "test", id: test });
  };
  if (passesAlone(await after(commented(text, known)), test) !== null)
    return { code: "reads-source", text: `${test} fails when a comment is added to ${path}.` };
  const report = await after(mutated(text, known));
  const suite = { statuses: new Map(), flaky: new Set<string>() };
  const found = redClass({ report, test, suite, ran: null, alone: true });
  return found.class === "assertion"
    ? null
    : { code: "kills-nothing", text: `With the change to ${path} ${test} ends as ${found.class}.` };
}

function no(code: string, text: string): Broken {
  return { violations: [{ code, text }] };
}
