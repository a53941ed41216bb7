import type { Behaviour } from "./driver.ts";
import { testsThroughEntry } from "./entry-check.ts";
import { behaviourOf, mutationCheck, mutationRemarks } from "./mutation/mutation-check.ts";
import { type ChangedFile, reuseUses, unexplained } from "./reuse.ts";
import { some } from "./violation.ts";
import type { Move, PhaseContext, Planned, Work } from "./work.ts";
import type { CriterionProof, ReuseUse } from "./worked.ts";

/** After each iteration: one refactor turn where it is wanted, the next behaviour while iterations are left, or enough. */
export async function summarise({ input }: PhaseContext, work: Work): Promise<Move> {
  const { iterations } = input.limits;
  const wanted = `refactor ${work.steps.length}`;
  const proved = work.fresh && work.steps.at(-1)?.kind === "iteration";
  if (input.refactor === true && proved && !work.asked.includes(wanted))
    return { event: "tidy", work: { ...work, asked: [...work.asked, wanted] } };
  if (work.todo.length === 0) return { event: "enough", work };
  if (work.started < iterations) return { event: "more", work: nextIteration(work) };
  const reason = {
    code: "out-of-iterations",
    text: `${work.todo.length} behaviours are left after ${iterations} iterations.`,
    next: "Review what is there, then ask for the rest, or raise `run.iterations`.",
  };
  return { event: "out-of-budget", work: { ...work, reason } };
}

function nextIteration(work: Work): Work {
  return {
    ...work,
    started: work.started + 1,
    arrivals: 0,
    attempt: null,
    findings: [],
    failure: null,
    fresh: true,
  };
}

/**
 * Every criterion has a test that was red and then green (or notices a mutant of what was there), that of an entry
 * criterion runs an entry file, every reuse path is used or explained, and the new tests notice small changes to the new
 * lines. What is missing costs one more iteration each, then it stays as a line in the result.
 */
export async function taskGate(context: PhaseContext, work: Work): Promise<Move> {
  const { packet } = context.input;
  if (work.steps.length === 0) return { event: "nothing-to-do", work };
  const proofs = criterionProofs(packet.criteria, work);
  const missing = proofs.filter(({ testId }) => testId === null);
  const more = askedOnce(context, work, "criterion", missing.map(behaviourFor));
  if (more !== null) return more;
  const beside = await besideEntry(context, work, proofs);
  const entered = { ...work, beside: beside.map(({ id }) => id) };
  return (
    askedOnce(context, entered, "entry", beside.map(entryBehaviourFor)) ??
    (await unused(context, entered)) ??
    unnoticed(context, entered)
  );
}

/** One more iteration for what is missing, unless it was asked for before or no iteration is left. */
function askedOnce(
  { ports, input }: PhaseContext,
  work: Work,
  what: string,
  behaviours: readonly Behaviour[],
): Move | null {
  const todo = behaviours.filter(({ criterion }) => !work.asked.includes(`${what} ${criterion}`));
  if (todo.length === 0 || work.started >= input.limits.iterations) return null;
  const names = todo.map(({ criterion }) => criterion);
  const asked = [...work.asked, ...names.map((name) => `${what} ${name}`)];
  const says = what === "entry" ? "no test runs an entry file for" : "no proof yet for";
  ports.log(`Task gate: ${says} ${names.join(", ")}.`);
  return { event: "more", work: nextIteration({ ...work, asked, todo }) };
}

/** One refactor turn for code that is to be used and is not. */
async function unused({ ports, input: { packet } }: PhaseContext, work: Work): Promise<Move | null> {
  const uses = reuseUses(packet.reuse, await changedFiles(ports.tree, work), work.notes);
  if (unexplained(uses).length === 0 || work.asked.includes("reuse")) return null;
  ports.log(`Task gate: not used and not explained: ${unexplained(uses).join(", ")}.`);
  return { event: "tidy", work: { ...work, uses, asked: [...work.asked, "reuse"] } };
}

/** One more test for a change that no test noticed; then the task is done. */
async function unnoticed(context: PhaseContext, work: Work): Promise<Move> {
  const uses = reuseUses(
    context.input.packet.reuse,
    await changedFiles(context.ports.tree, work),
    work.notes,
  );
  const mutation = await mutationCheck(context, work);
  const now = { ...work, uses, mutation };
  const [survivor] = mutation?.survivors ?? [];
  const left = work.started < context.input.limits.iterations && !work.asked.includes("mutant");
  if (survivor === undefined || !left) return { event: "accepted", work: now };
  const todo: readonly Planned[] = [behaviourOf(survivor, work)];
  return { event: "more", work: nextIteration({ ...now, asked: [...now.asked, "mutant"], todo }) };
}

/** Entry criteria whose test does not run an entry file. */
async function besideEntry(
  context: PhaseContext,
  work: Work,
  proofs: readonly CriterionProof[],
): Promise<readonly CriterionProof[]> {
  const entry = context.input.packet.criteria.filter(({ layer }) => layer === "entry").map(({ id }) => id);
  const proved = proofs.filter(({ id }) => entry.includes(id));
  const tests = proved.flatMap(({ testId }) => (testId === null ? [] : [testId]));
  const through = await testsThroughEntry(context, work, tests);
  if (through === null) return [];
  return proved.filter(({ testId }) => testId !== null && !through.has(testId));
}

function entryBehaviourFor({ id, text }: CriterionProof): Behaviour {
  return {
    text: `${text} (through a route, handler, command or main file)`,
    criterion: id,
    breaks: "the behaviour exists, but nothing that the outside world calls uses it",
  };
}

function behaviourFor({ id, text }: CriterionProof): Behaviour {
  return { text, criterion: id, breaks: "the criterion does not hold" };
}

/** For each criterion the last test that was red and then green for it, else one that notices a mutant. */
export function criterionProofs(
  criteria: readonly { readonly id: string; readonly text: string }[],
  { steps }: Pick<Work, "steps">,
): readonly CriterionProof[] {
  return criteria.map(({ id, text }) => {
    const own = steps.filter(({ evidence }) => evidence.criterion === id);
    const step = own.findLast(({ kind }) => kind === "iteration") ?? own.at(-1);
    return { id, text, testId: step?.evidence.red?.ids[0] ?? step?.evidence.mutant?.test ?? null };
  });
}

/** Production files of all steps as they stand in the last green tree. */
export async function changedFiles(
  tree: PhaseContext["ports"]["tree"],
  work: Work,
): Promise<readonly ChangedFile[]> {
  const paths = [
    ...new Set(work.steps.flatMap(({ stub, code }) => [...stub, ...code].map(({ path }) => path))),
  ];
  const files = await Promise.all(
    paths.map(async (path) => ({ path, text: await tree.read(work.green, path) })),
  );
  return files.flatMap(({ path, text }) => (text === null ? [] : [{ path, text }]));
}

/** What the gate could not close, one line each. */
export function remarks(
  criteria: readonly CriterionProof[],
  uses: readonly ReuseUse[],
  work: Work,
): readonly string[] {
  return [
    ...criteria
      .filter(({ testId }) => testId === null)
      .map(({ id }) =>
        work.present.some(({ criterion }) => criterion === id)
          ? `${id}: its tests passed before any change, so no test of this task proves it.`
          : `${id}: no test was red and then green for it.`,
      ),
    ...work.beside.map((id) => `${id}: its test does not run a route, handler, command or main file.`),
    ...unexplained(uses).map((path) => `${path}: not reused, and nothing was said about it.`),
    ...(work.suite.flaky.size > 0
      ? [`Left out of account as flaky: ${[...work.suite.flaky].join(", ")}.`]
      : []),
    ...frozenRemark(work),
    ...mutationRemarks(work),
  ];
}

function frozenRemark({ frozen, suite }: Work): readonly string[] {
  const still = frozen.filter((id) => suite.statuses.get(id) === "failed");
  if (frozen.length === 0) return [];
  const now = still.length === frozen.length ? "and still do" : `${still.length} still do`;
  return [`${frozen.length} tests failed before this task began, ${now}: ${some(frozen)}.`];
}
