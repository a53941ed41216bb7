import { cheatDoubts } from "./gates/cheats/cheat-gate.ts";
import type { Violation } from "./violation.ts";
import type { WorkTree } from "./work-tree.ts";

/** What the text of the changes between two trees gives away, whatever the tests say. */
export async function cheatsBetween(
  tree: WorkTree,
  [from, to]: readonly [from: string, to: string],
  isTest: (path: string) => boolean,
): Promise<readonly Violation[]> {
  const changes = await tree.changes(from, to);
  const files = await Promise.all(
    changes.map(async ({ path }) => ({
      path,
      before: await tree.read(from, path),
      after: await tree.read(to, path),
    })),
  );
  return cheatDoubts({ files, isTest }).map(({ code, text }) => ({ code, text }));
}
