import { cheatDoubts } from "../gates/cheats/cheat-gate.ts";
import { isTestPath } from "../path-kinds.ts";
import type { TestReport } from "../test-report.ts";
import type { CollectedTest, TestRunner } from "../test-runner.ts";
import type { TreeChange } from "../work-tree.ts";
import { commitKind, type PathKind, pathKind } from "./commit-kind.ts";
import { expectedSuite, greenDoubts, stillGreen } from "./green-step.ts";
import { mayHoldBoth, withoutTests } from "./inline-tests.ts";
import { type Collected, testChanges } from "./new-tests.ts";
import { type CommitProof, type Doubt, unproved } from "./proof.ts";
import { type RedResult, redStep, selectionOf } from "./red-step.ts";
import type { Replay, ReplayCommit } from "./replay.ts";
import { testDoubts } from "./test-doubts.ts";

/** Reports of whole suites by tree, so that a commit's green run serves as its child's baseline. */
export type KnownSuites = Map<string, TestReport>;

type Scene = {
  readonly replay: Replay;
  readonly runner: TestRunner;
  readonly commit: ReplayCommit;
  readonly changes: readonly TreeChange[];
  readonly kinds: readonly PathKind[];
  readonly known: KnownSuites;
};

/** Replays one commit: what it is, its red on the parent's production code, its green, and what its text gives away. */
export async function replayCommit(
  replay: Replay,
  commit: ReplayCommit,
  known: KnownSuites,
): Promise<CommitProof> {
  const start = { sha: commit.sha, subject: commit.subject, newTests: [], red: null, green: null };
  const changes = await replay.changes(commit.before, commit.tree);
  const runner = await replay.runner(commit.tree);
  const globs = runner?.testGlobs ?? (await replay.runner(commit.before))?.testGlobs ?? [];
  const kinds = await Promise.all(changes.map((change) => kindOf(replay, commit, change.path, globs)));
  const early = commitKind(commit.subject, kinds, { newTests: false, cleanMerge: commit.cleanMerge });
  if (kinds.every((kind) => kind === "prose") && !commit.cleanMerge)
    return { ...start, kind: "other", doubts: [] };
  if (runner === null)
    return {
      ...start,
      kind: early,
      doubts: [unproved("no-runner", "This commit has no test runner that Pawl knows.")],
    };
  const dependencies = await replay.dependencies(commit.tree);
  if (dependencies.kind === "missing")
    return { ...start, kind: early, doubts: [unproved("environment", dependencies.text)] };
  return proofOf({ replay, runner, commit, changes, kinds, known });
}

/** A file with tests inside is a test file for this commit when nothing else of it changed. */
async function kindOf(
  replay: Replay,
  commit: ReplayCommit,
  path: string,
  globs: readonly string[],
): Promise<PathKind> {
  const kind = pathKind(path, globs);
  if (kind !== "production" || !mayHoldBoth(path)) return kind;
  const [before, after] = [await replay.read(commit.before, path), await replay.read(commit.tree, path)];
  return before !== null && after !== null && withoutTests(before) === withoutTests(after) ? "test" : kind;
}

async function proofOf(scene: Scene): Promise<CommitProof> {
  const { commit, kinds, runner } = scene;
  const before = await suiteOf(scene, commit.before);
  const collected = await collectedOf(scene);
  const after = await suiteOf(scene, commit.tree);
  const seen = testChanges(collected, before, after);
  const kind = commitKind(commit.subject, kinds, {
    newTests: seen.added.length > 0,
    cleanMerge: commit.cleanMerge,
  });
  const tests = kind === "behaviour" ? seen.added : [];
  const expected = expectedSuite(before, seen.moved);
  const green = await settled(scene, after, (report) => greenDoubts(report, expected, tests));
  const files = filesOf(tests, await scene.replay.paths(commit.tree));
  const again = await greenAgain(scene, tests, files, green);
  const red = await redOf(scene, { tests, files, collected, broken: green.length > 0 });
  const texts = await textsOf(scene);
  const lies = [
    ...testDoubts(collected, seen),
    ...cheatDoubts({ files: texts, isTest: (path) => isTestPath(path, runner.testGlobs) }),
  ];
  const missing =
    kind === "behaviour" && tests.length === 0
      ? [unproved("no-new-test", "Production code changed and no new test proves it.")]
      : [];
  const doubts = [
    ...green,
    ...again,
    ...missing,
    ...red.doubts,
    ...lies,
    ...(await configuration(scene, tests, expected)),
  ];
  const isGreen = green.every(({ code }) => code === "red-before") && again.length === 0;
  return {
    sha: commit.sha,
    subject: commit.subject,
    kind,
    newTests: tests,
    red: red.class,
    green: isGreen,
    doubts,
  };
}

/** The whole suite of a tree, run once. */
async function suiteOf({ replay, known, runner }: Scene, tree: string): Promise<TestReport> {
  const seen = known.get(tree);
  if (seen !== undefined) return seen;
  const own = (await replay.runner(tree)) ?? runner;
  await replay.lay(tree);
  const report = await own.run({ kind: "all" });
  known.set(tree, report);
  return report;
}

/** What one run doubts and a second one does not was a flaky test. */
async function settled(
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
async function greenAgain(
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

type RedScene = {
  readonly tests: readonly string[];
  readonly files: readonly string[] | null;
  readonly collected: Collected;
  readonly broken: boolean;
};

async function redOf(scene: Scene, { tests, files, collected }: RedScene): Promise<RedResult> {
  if (tests.length === 0) return { class: null, doubts: [] };
  const { replay, runner, commit, changes, kinds } = scene;
  const production = changes.map(({ path }) => path).filter((_, at) => kinds[at] === "production");
  return redStep({ replay, runner }, { commit, tests, files, production, collected: collected.after });
}

/** The files the tests stand in, by the first part of their ids; `null` where an id does not begin with a file. */
function filesOf(tests: readonly string[], paths: readonly string[]): readonly string[] | null {
  const there = new Set(paths);
  const files = [...new Set(tests.map((test) => test.split(" > ")[0] ?? test))];
  return files.every((file) => there.has(file)) ? files : null;
}

/** Changed files that hold tests, on both sides; what does not parse holds none. */
async function collectedOf({ replay, runner, commit, changes }: Scene): Promise<Collected> {
  const side = async (tree: string): Promise<readonly CollectedTest[]> => {
    const found = await Promise.all(
      changes.map(async ({ path }) => {
        if (!isTestPath(path, runner.testGlobs) && !mayHoldBoth(path)) return [];
        const text = await replay.read(tree, path);
        return text === null ? [] : (runner.collect(path, text) ?? []);
      }),
    );
    return found.flat();
  };
  return { before: await side(commit.before), after: await side(commit.tree) };
}

async function textsOf({ replay, commit, changes }: Scene) {
  return Promise.all(
    changes.map(async ({ path }) => ({
      path,
      before: await replay.read(commit.before, path),
      after: await replay.read(commit.tree, path),
    })),
  );
}

/** With the runner's configuration as it was before, the suite must be just as green. */
async function configuration(
  { replay, runner, commit, changes, kinds }: Scene,
  tests: readonly string[],
  expected: ReturnType<typeof expectedSuite>,
): Promise<readonly Doubt[]> {
  if (!kinds.some((kind) => kind === "production" || kind === "test")) return [];
  const paths = changes.map(({ path }) => path).filter((path) => isConfiguration(path, runner));
  if (paths.length === 0) return [];
  await replay.lay(commit.tree, { back: { tree: commit.before, paths } });
  const doubts = greenDoubts(await runner.run({ kind: "all" }), expected, tests);
  return doubts.length === 0
    ? []
    : [unproved("runner-config", `The tests pass only with this commit's own ${paths.join(", ")}.`)];
}

function isConfiguration(path: string, { protectedFiles }: TestRunner): boolean {
  const name = path.split("/").at(-1) ?? path;
  return (
    protectedFiles.includes(path) ||
    /^(conftest\.py|pytest\.ini|tox\.ini|(vitest|vite|jest|babel)\.config\..+)$/.test(name)
  );
}
