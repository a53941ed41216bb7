import { compareCollections } from "../collection.ts";
import { isTestPath } from "../path-kinds.ts";
import type { TestId } from "../test-report.ts";
import type { TestRunner } from "../test-runner.ts";
import type { WorkTree } from "../work-tree.ts";
import { cutBodies } from "./cut-bodies.ts";

/** A file whose added functions lost their bodies. `first` is the file as the task left it. */
export type EmptiedFile = {
  readonly path: string;
  readonly first: string;
  readonly text: string;
  readonly names: readonly string[];
};

/** `testTexts` are the changed test files, whose literal arguments are good inputs. */
export type Emptied = {
  readonly files: readonly EmptiedFile[];
  readonly tests: readonly TestId[];
  readonly testTexts: readonly { readonly path: string; readonly text: string }[];
};

type Ports = {
  readonly tree: Pick<WorkTree, "changes" | "read">;
  readonly runner: Pick<TestRunner, "collect" | "testGlobs">;
};

/** What a task added to JavaScript, TypeScript and Python files, without its bodies, and the tests that it added. */
export async function emptied({ tree, runner }: Ports, base: string, head: string): Promise<Emptied> {
  const changes = (await tree.changes(base, head)).filter(({ content }) => content !== null);
  const files: EmptiedFile[] = [];
  const tests: TestId[] = [];
  const testTexts: { path: string; text: string }[] = [];
  for (const { path } of changes) {
    const [before, after] = [await tree.read(base, path), await tree.read(head, path)];
    if (after === null) continue;
    if (isTestPath(path, runner.testGlobs)) {
      const known = before === null ? [] : (runner.collect(path, before) ?? []);
      const { added } = compareCollections(known, runner.collect(path, after) ?? []);
      tests.push(...added.map(({ id }) => id));
      testTexts.push({ path, text: after });
    } else if (/\.([cm]?[jt]sx?|py)$/.test(path)) {
      const cut = cutBodies(path, before, after);
      if (cut !== null) files.push({ path, first: after, ...cut });
    }
  }
  return { files, tests, testTexts };
}
