import { z } from "zod";
import type { Usage } from "../../budget/usage.ts";
import { done, type Outcome, refused } from "../../issues/outcome.ts";
import type { TaskPacket } from "../../issues/task.ts";
import { cheatsBetween } from "../cheats.ts";
import type { Driver } from "../driver.ts";
import { passesAlone } from "../gates/green-gate.ts";
import type { Hands } from "../hands.ts";
import { reimplementOrder } from "../orders.ts";
import { contextPacket } from "../packet.ts";
import { isTestPath } from "../path-kinds.ts";
import type { TestId, TestReport } from "../test-report.ts";
import type { TestRunner } from "../test-runner.ts";
import type { WorkTree } from "../work-tree.ts";
import { comparisonOf } from "./comparison.ts";
import { type Emptied, type EmptiedFile, emptied } from "./emptied.ts";

export type ReimplementPorts = {
  readonly driver: Driver;
  readonly tree: WorkTree;
  readonly runner: TestRunner;
  readonly hands: Hands;
  readonly digest: (text: string) => string;
  readonly log: (line: string) => void;
};

/** `base` and `head` are trees (or commits) before and after the task. */
export type ReimplementInput = {
  readonly packet: TaskPacket;
  readonly base: string;
  readonly head: string;
};

/**
 * How much of what a task added its tests say. `behaviours` are its tests that fail without the bodies, `rebuilt` those
 * that pass with the new ones; `inputs` are generated calls that at least one version answers, `same` those with the
 * same answer. `cheats` are what the text of the new bodies gives away: then the tests passed for no good reason.
 */
export type Reimplemented = {
  readonly names: readonly string[];
  readonly behaviours: number;
  readonly rebuilt: number;
  readonly inputs: number;
  readonly same: number;
  readonly different: readonly string[];
  readonly cheats: readonly string[];
  readonly usage: Usage;
};

/**
 * Takes the bodies of everything that a task added away, lets a driver with a fresh context and no word of the task build
 * them again from the tests alone (one order), and measures what came back. The tree ends as `head`. Refused, with
 * nothing spent: `nothing-added`; the driver's own code when it gave up or was stopped.
 */
export async function reimplement(
  ports: ReimplementPorts,
  input: ReimplementInput,
): Promise<Outcome<Reimplemented>> {
  const { tree, driver } = ports;
  const what = await emptied(ports, input.base, input.head);
  await tree.restore(input.head);
  await ports.hands.write(what.files);
  const start = await tree.snapshot();
  const behaviours = what.files.length === 0 ? [] : await failing(ports, what.tests);
  if (behaviours.length === 0) {
    await tree.restore(input.head);
    return refused(
      "nothing-added",
      "The task added no JavaScript or Python function that its tests need.",
      "There is nothing to build again.",
    );
  }
  const names = [...new Set(what.files.flatMap((file) => file.names))];
  const order = reimplementOrder(what.files);
  const reply = await driver.turn({
    phase: "green",
    packet: withoutTask(ports.runner, input.packet),
    order,
    findings: [],
    fresh: true,
  });
  if (reply.kind === "gave-up" || reply.kind === "stopped") {
    await tree.restore(input.head);
    const code = reply.kind === "stopped" ? reply.code : "gave-up";
    return refused(code, reply.kind === "stopped" ? reply.text : reply.reason, "Nothing was measured.");
  }
  const cheats = await onlyBodies(ports, start, what.files);
  const left = await failing(ports, behaviours);
  const compared = await compare(ports, what);
  await tree.restore(input.head);
  const rebuilt = behaviours.length - left.length;
  ports.log(`Built again: ${rebuilt} of ${behaviours.length} behaviours.`);
  return done({ names, behaviours: behaviours.length, rebuilt, ...compared, cheats, usage: reply.usage });
}

/** One line for the pull request. */
export function reimplementedText(result: Reimplemented): string {
  const { names, behaviours, rebuilt, inputs, same, different, cheats } = result;
  const percent = Math.round((100 * rebuilt) / behaviours);
  const calls =
    inputs === 0
      ? "No generated input could be compared."
      : `Of ${inputs} generated calls ${same} answer the same${different.length === 0 ? "." : `, not ${different.join(", ")}.`}`;
  const doubt = cheats.length === 0 ? "" : ` The new bodies were suspicious (${cheats.join(", ")}).`;
  return `Built again from its tests alone (${names.slice(0, 6).join(", ")}): ${rebuilt} of ${behaviours} behaviours, ${percent}%. ${calls}${doubt}`;
}

/** The tests among these that do not pass now; every run starts from the files on the disk. */
async function failing({ runner }: ReimplementPorts, tests: readonly TestId[]): Promise<readonly TestId[]> {
  if (tests.length === 0) return [];
  const report: TestReport = await runner.run({ kind: "all" });
  const usable = report.complete && report.loadFailures.length === 0;
  return tests.filter((test) => !usable || passesAlone(report, test) !== null);
}

/** Only the emptied files may differ; everything else is put back. Answers what the text of the new bodies gives away. */
async function onlyBodies(
  { tree, runner }: ReimplementPorts,
  start: string,
  files: readonly EmptiedFile[],
): Promise<readonly string[]> {
  const now = await tree.snapshot();
  const wanted = files.map(({ path }) => path);
  const others = (await tree.changes(start, now))
    .map(({ path }) => path)
    .filter((path) => !wanted.includes(path));
  if (others.length > 0) await tree.restore(start, others);
  const found = await cheatsBetween(tree, [start, await tree.snapshot()], (path) =>
    isTestPath(path, runner.testGlobs),
  );
  return [...new Set(found.map(({ code }) => code))];
}

const Printed = z.object({
  same: z.number().int(),
  of: z.number().int(),
  different: z.array(z.string()),
});

async function compare(ports: ReimplementPorts, what: Emptied) {
  let [same, inputs] = [0, 0];
  const different: string[] = [];
  for (const file of what.files) {
    const mark = `pawl ${ports.digest(`${file.path}\n${file.first}`)} `;
    const { files, command } = comparisonOf(file, what, mark);
    await ports.hands.write(files);
    const { output } = await ports.hands.run(command);
    const line = output.split("\n").findLast((one) => one.startsWith(mark));
    const printed = line === undefined ? null : readPrinted(line.slice(mark.length));
    same += printed?.same ?? 0;
    inputs += printed?.of ?? 0;
    different.push(...(printed?.different ?? []));
  }
  return { same, inputs, different: different.slice(0, 3) };
}

function readPrinted(text: string) {
  try {
    return Printed.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Role and test files only: no goal, no criteria, no notes, no facts of the repository. */
function withoutTask(runner: TestRunner, packet: TaskPacket): readonly string[] {
  const empty = { ...packet, title: "Build again", goal: "", criteria: [], reuse: [], interfaces: [] };
  const bare = { ...empty, module: { ...packet.module, scope: "" } };
  return contextPacket({
    packet: bare,
    facts: [],
    runner: runner.name,
    testGlobs: runner.testGlobs,
    summary: "",
  });
}
