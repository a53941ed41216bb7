import { passesAlone } from "../gates/green-gate.ts";
import { covers } from "../path-kinds.ts";
import type { TestId } from "../test-report.ts";
import { isTestOf, type PhaseContext, scopeOf } from "../work.ts";
import { chosen, commented, type Mutant } from "./mutant.ts";
import { mutantsOf } from "./mutants-of.ts";
import { tryMutants } from "./try-mutants.ts";

/** Mutants one characterizing test is tried against until it notices one: more than for new lines, for it may be about any. */
const mutantsAtMost = 60;
const fiveMinutes = 5 * 60_000;

/** A test of the code's text notices every mutant and proves nothing. */
export async function looksAtText(
  { ports: { tree, runner, hands } }: PhaseContext,
  at: string,
  test: TestId,
  mutant: Mutant,
): Promise<boolean> {
  const text = await tree.read(at, mutant.path);
  if (text === null || hands === undefined) return true;
  await hands.write([{ path: mutant.path, text: commented(text, mutant) }]);
  const report = await runner.run({ kind: "test", id: test }, { milliseconds: 60_000 });
  await tree.restore(at);
  return passesAlone(report, test) !== null;
}

/** The mutant that the test notices in its own assertion, or `null`. */
export async function noticedMutant(
  context: PhaseContext,
  at: string,
  test: TestId,
  mutants: readonly Mutant[],
): Promise<Mutant | null> {
  const { ports } = context;
  const { hands } = ports;
  if (hands === undefined) return null;
  const until = ports.now() + fiveMinutes;
  const tried = await tryMutants({ ...ports, hands }, { at, mutants, tests: [test], until, firstOnly: true });
  return tried.find(({ noticed }) => noticed?.assertion === true)?.mutant ?? null;
}

/** Mutants of the task's production files; those of files that the test names come first. */
export async function mutantsInScope(
  context: PhaseContext,
  at: string,
  test: TestId,
): Promise<readonly Mutant[]> {
  const { tree } = context.ports;
  const isTest = isTestOf(context);
  const { files, owns } = scopeOf(context);
  const wanted = [...files, ...owns];
  const paths = (await tree.paths(at)).filter((path) => !isTest(path) && /\.([cm]?[jt]sx?|py)$/.test(path));
  const inScope = paths.filter((path) => covers(wanted, path));
  const source = (await tree.read(at, test.split(" > ")[0] ?? "")) ?? "";
  const named = (path: string) => source.includes(stem(path));
  const own = inScope.some(named) ? inScope.filter(named) : wanted.length > 0 ? inScope : paths.filter(named);
  const found = await Promise.all(
    own.slice(0, 40).map(async (path) => mutantsOf(path, null, (await tree.read(at, path)) ?? "")),
  );
  return chosen(found.flat(), mutantsAtMost);
}

function stem(path: string): string {
  const name = path.split("/").at(-1) ?? path;
  return name.replace(/\.[a-z]+$/i, "");
}
