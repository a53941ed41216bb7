import type { Behaviour } from "../driver.ts";
import type { TestId } from "../test-report.ts";
import { isTestOf, type PhaseContext, type Work } from "../work.ts";
import { chosen, type Mutant, type MutationResult, mutantText, perIteration } from "./mutant.ts";
import { mutantsOf } from "./mutants-of.ts";
import { tryMutants } from "./try-mutants.ts";

const fiveMinutes = 5 * 60_000;

/**
 * Tries small changes to the lines that the task added, with the task's own tests; `null` where there is nothing to
 * try. A second call tries only what survived the first. At most twenty per iteration, five minutes, and half of the
 * time that the task has left.
 */
export async function mutationCheck(context: PhaseContext, work: Work): Promise<MutationResult | null> {
  const { ports, input } = context;
  const { hands } = ports;
  if (hands === undefined || input.mutation === false) return null;
  const tests = testsOf(work).filter((test) => !work.suite.flaky.has(test));
  const known = work.mutation;
  const all = chosen(await mutantsOfTask(context, work), perIteration * work.steps.length);
  const again = all.filter((mutant) => known?.survivors.some((one) => sameMutant(one, mutant)));
  const mutants = known === null ? all : again;
  if (mutants.length === 0 || tests.length === 0) return known;
  const left = work.startedAt + input.limits.minutes * 60_000 - ports.now();
  const until = ports.now() + Math.min(fiveMinutes, left / 2);
  const tried = await tryMutants({ ...ports, hands }, { at: work.green, mutants, tests, until });
  const survivors = tried.filter(({ noticed }) => noticed === null).map(({ mutant }) => mutant);
  const result = {
    killed: (known?.killed ?? 0) + tried.length - survivors.length,
    survivors: [...survivors, ...(known === null ? [] : mutants.slice(tried.length))],
    open: known === null ? mutants.length - tried.length : known.open,
  };
  ports.log(`Mutation: ${mutationText(result)}`);
  return result;
}

/** What survived, in one line each, behind the count; at most ten. */
export function mutationRemarks({ mutation }: Pick<Work, "mutation">): readonly string[] {
  if (mutation === null || mutation.survivors.length === 0) return [];
  const shown = mutation.survivors
    .slice(0, 10)
    .map((mutant) => `Not noticed by any test: ${mutantText(mutant)}`);
  const more = mutation.survivors.length - shown.length;
  return [`Mutation: ${mutationText(mutation)}`, ...shown, ...(more > 0 ? [`… and ${more} more.`] : [])];
}

/** One more behaviour for the survivor that says most. Its test passes on arrival and must notice the mutant. */
export function behaviourOf(mutant: Mutant, work: Work): Behaviour & { readonly mutant: Mutant } {
  const step = work.steps.findLast(({ stub, code }) =>
    [...stub, ...code].some(({ path }) => path === mutant.path),
  );
  return {
    text: `Cover ${mutant.path}:${mutant.line}`,
    criterion: step?.evidence.criterion ?? "",
    breaks: mutantText(mutant),
    mutant,
  };
}

function mutationText({ killed, survivors, open }: MutationResult): string {
  const count = killed + survivors.length;
  const rest = open === 0 ? "" : ` ${open} more were not tried for lack of time.`;
  return `the new tests notice ${killed} of ${count} small changes to the new lines.${rest}`;
}

function testsOf({ steps }: Work): readonly TestId[] {
  return [...new Set(steps.flatMap(({ evidence }) => evidence.red?.ids ?? evidence.mutant?.test ?? []))];
}

async function mutantsOfTask(context: PhaseContext, work: Work): Promise<readonly Mutant[]> {
  const { tree } = context.ports;
  const isTest = isTestOf(context);
  const changed = work.steps.flatMap(({ stub, code }) => [...stub, ...code].map(({ path }) => path));
  const paths = [...new Set(changed)].filter((path) => !isTest(path)).sort();
  const found = await Promise.all(
    paths.map(async (path) => {
      const after = await tree.read(work.green, path);
      return after === null ? [] : mutantsOf(path, await tree.read(work.base, path), after);
    }),
  );
  return found.flat();
}

function sameMutant(one: Mutant, other: Mutant): boolean {
  return (
    one.path === other.path && one.start === other.start && one.end === other.end && one.text === other.text
  );
}
