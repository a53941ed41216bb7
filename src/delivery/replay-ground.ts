import type { TestFile } from "../tdd/gates/red-gate.ts";
import type { Ran } from "../tdd/hands.ts";
import { isTestPath } from "../tdd/path-kinds.ts";
import type { Suite } from "../tdd/suite.ts";
import type { TestReport } from "../tdd/test-report.ts";
import type { Selection, TestRunner } from "../tdd/test-runner.ts";
import type { Violation } from "../tdd/violation.ts";
import type { WorkTree } from "../tdd/work-tree.ts";
import type { Change } from "./change-set.ts";

export type ReplayPorts = {
  readonly tree: WorkTree;
  readonly runner: TestRunner;
  /** Puts files of a change set into the checkout, never through a link; asked only after the path policy accepted. */
  readonly writeFiles: (changes: readonly Change[]) => Promise<void>;
  /** Runs the check that a chore declares, inside the sandbox. */
  readonly runCheck?: (command: readonly string[]) => Promise<Ran>;
  readonly log: (line: string) => void;
};

/** Where a replay stands: the tree and the suite after the steps so far. */
export type State = { readonly tree: string; readonly suite: Suite };
export type Broken = { readonly violations: readonly Violation[] };

/** Every run starts from exactly these files. */
export async function run(
  { tree, runner }: ReplayPorts,
  files: string,
  selection: Selection,
): Promise<TestReport> {
  await tree.restore(files);
  return runner.run(selection);
}

/** The tree that a step's changes make of another. */
export async function written(ports: ReplayPorts, from: string, changes: readonly Change[]): Promise<string> {
  await ports.tree.restore(from);
  await ports.writeFiles(changes);
  return ports.tree.snapshot();
}

export function isTestOf({ runner }: ReplayPorts): (path: string) => boolean {
  return (path) => isTestPath(path, runner.testGlobs);
}

/** Changed test files, collected on both sides. */
export async function testFiles(ports: ReplayPorts, from: string, to: string): Promise<readonly TestFile[]> {
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
