import { matchesAny } from "../repository/glob.ts";
import { passesAlone } from "./gates/green-gate.ts";
import { languageOf } from "./lezer-source.ts";
import { isJavascript } from "./syntax-tree.ts";
import type { TestId } from "./test-report.ts";
import { blank } from "./verify/blank.ts";
import { isTestOf, type PhaseContext, type Work } from "./work.ts";

const filesAtMost = 60;

/**
 * Which of these tests run code of an entry file: with the bodies of all entry files made to throw, such a test no longer
 * passes. That sees what really runs, where a look at imports would believe an import that nobody uses. `null` where it
 * cannot be seen: no entry file is known, or the machine gives no way to change one.
 */
export async function testsThroughEntry(
  context: PhaseContext,
  work: Work,
  tests: readonly TestId[],
): Promise<ReadonlySet<TestId> | null> {
  const { tree, runner, hands } = context.ports;
  if (hands === undefined || tests.length === 0) return null;
  const isTest = isTestOf(context);
  const wanted = context.input.entry ?? [];
  const paths = (await tree.paths(work.green))
    .filter((path) => !isTest(path) && isCode(path))
    .filter((path) => (wanted.length > 0 ? matchesAny(wanted, path) : isEntryName(path)));
  const files = await Promise.all(
    paths
      .slice(0, filesAtMost)
      .map(async (path) => ({ path, text: (await tree.read(work.green, path)) ?? "" })),
  );
  if (files.length === 0) return null;
  const through = new Set<TestId>();
  for (const test of tests) {
    await tree.restore(work.green);
    await hands.write(files.map(({ path, text }) => ({ path, text: dead(path, text) })));
    const report = await runner.run({ kind: "test", id: test }, { milliseconds: 60_000 });
    if (passesAlone(report, test) !== null) through.add(test);
  }
  await tree.restore(work.green);
  return through;
}

/** Bodies that throw; a file without functions throws as soon as it is loaded. */
function dead(path: string, text: string): string {
  const blanked = blank(path, null, text, "throw");
  if (blanked !== null && blanked.text !== text) return blanked.text;
  if (isJavascript(path)) return `throw new Error("pawl: blanked");\n${text}`;
  return languageOf(path) === "python" ? `raise NotImplementedError("blanked")\n${text}` : text;
}

function isCode(path: string): boolean {
  return isJavascript(path) || languageOf(path) !== null;
}

/** Files that the outside world calls, by the names that projects give them: routes, handlers, commands, main files. */
export function isEntryName(path: string): boolean {
  const [name = "", ...folders] = path.toLowerCase().split("/").reverse();
  const stem = name.replace(/\.[a-z]+$/, "").replace(/[._-](controller|handler|route|command)s?$/, "/entry");
  const main =
    /^(main|app|server|cli|index|manage|wsgi|asgi|urls|views|__main__|routes?|handlers?|router|mod)$/;
  const place = /^(routes?|handlers?|controllers?|commands?|cmd|bin|api|pages|endpoints?)$/;
  if (stem.endsWith("/entry") || folders.some((folder) => place.test(folder))) return true;
  return main.test(stem) && (stem !== "index" && stem !== "mod" ? true : folders.length <= 1);
}
