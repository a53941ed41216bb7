import { isTestPath } from "../path-kinds.ts";
import type { TestReport } from "../test-report.ts";
import type { CollectedTest, TestRunner } from "../test-runner.ts";
import type { TreeChange } from "../work-tree.ts";
import { type PathKind, pathKind } from "./commit-kind.ts";
import { mayHoldBoth, withoutTests } from "./inline-tests.ts";
import type { Collected } from "./new-tests.ts";
import type { Replay, ReplayCommit } from "./replay.ts";

/** Reports of whole suites by tree, so that a commit's green run serves as its child's baseline. */
export type KnownSuites = Map<string, TestReport>;

/** One commit under replay: what it changes and with which runner it is tried. */
export type Scene = {
  readonly replay: Replay;
  readonly runner: TestRunner;
  readonly commit: ReplayCommit;
  readonly changes: readonly TreeChange[];
  readonly kinds: readonly PathKind[];
  readonly known: KnownSuites;
};

/** A file with tests inside is a test file for this commit when nothing else of it changed. */
export async function kindOf(
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

/** The files the tests stand in, by the first part of their ids; `null` where an id does not begin with a file. */
export function filesOf(tests: readonly string[], paths: readonly string[]): readonly string[] | null {
  const there = new Set(paths);
  const files = [...new Set(tests.map((test) => test.split(" > ")[0] ?? test))];
  return files.every((file) => there.has(file)) ? files : null;
}

/** Changed files that hold tests, on both sides; what does not parse holds none. */
export async function collectedOf({ replay, runner, commit, changes }: Scene): Promise<Collected> {
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

/** The changed files on both sides. */
export async function textsOf({ replay, commit, changes }: Scene) {
  return Promise.all(
    changes.map(async ({ path }) => ({
      path,
      before: await replay.read(commit.before, path),
      after: await replay.read(commit.tree, path),
    })),
  );
}
