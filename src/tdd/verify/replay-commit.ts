import { cheatDoubts } from "../gates/cheats/cheat-gate.ts";
import { isTestPath } from "../path-kinds.ts";
import type { TestRunner } from "../test-runner.ts";
import { commitKind } from "./commit-kind.ts";
import { greenAgain, settled, suiteOf } from "./green-runs.ts";
import { expectedSuite, greenDoubts } from "./green-step.ts";
import { type Collected, testChanges } from "./new-tests.ts";
import { type CommitProof, type Doubt, unproved } from "./proof.ts";
import { type RedResult, redStep } from "./red-step.ts";
import type { Replay, ReplayCommit } from "./replay.ts";
import { collectedOf, filesOf, type KnownSuites, kindOf, type Scene, textsOf } from "./scene.ts";
import { testDoubts } from "./test-doubts.ts";

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
