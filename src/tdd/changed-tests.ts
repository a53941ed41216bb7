import { matchesAny } from "../repository/glob.ts";
import type { TestFile } from "./gates/red-gate.ts";
import type { PhaseContext } from "./work.ts";
import type { TreeChange } from "./work-tree.ts";

/** Changed test files, collected on both sides. */
export async function testFiles(
  { ports: { tree, runner } }: PhaseContext,
  changes: readonly TreeChange[],
  from: string,
  to: string,
): Promise<readonly TestFile[]> {
  const side = async (id: string, path: string) => {
    const text = await tree.read(id, path);
    return text === null ? [] : runner.collect(path, text);
  };
  const files = changes.filter(({ path }) => matchesAny(runner.testGlobs, path));
  return Promise.all(
    files.map(async ({ path }) => ({ path, before: await side(from, path), after: await side(to, path) })),
  );
}
