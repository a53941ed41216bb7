import type { Behaviour } from "./driver.ts";
import { type ChangedFile, reuseUses, unexplained } from "./reuse.ts";
import type { Move, PhaseContext, Work } from "./work.ts";
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
 * Every criterion has a test that was red and then green, every reuse path is used or explained. What is missing costs
 * one more iteration each, then it stays as a line in the result.
 */
export async function taskGate({ ports, input }: PhaseContext, work: Work): Promise<Move> {
  const { packet, limits } = input;
  if (work.steps.length === 0) return { event: "nothing-to-do", work };
  const missing = criterionProofs(packet.criteria, work).filter(({ testId }) => testId === null);
  const unasked = missing.filter(({ id }) => !work.asked.includes(`criterion ${id}`));
  if (unasked.length > 0 && work.started < limits.iterations) {
    const asked = [...work.asked, ...unasked.map(({ id }) => `criterion ${id}`)];
    ports.log(`Task gate: no proof yet for ${unasked.map(({ id }) => id).join(", ")}.`);
    return { event: "more", work: nextIteration({ ...work, asked, todo: unasked.map(behaviourFor) }) };
  }
  const uses = reuseUses(packet.reuse, await changedFiles(ports.tree, work), work.notes);
  if (unexplained(uses).length === 0 || work.asked.includes("reuse"))
    return { event: "accepted", work: { ...work, uses } };
  ports.log(`Task gate: not used and not explained: ${unexplained(uses).join(", ")}.`);
  return { event: "tidy", work: { ...work, uses, asked: [...work.asked, "reuse"] } };
}

function behaviourFor({ id, text }: CriterionProof): Behaviour {
  return { text, criterion: id, breaks: "the criterion does not hold" };
}

/** For each criterion the last test that was red and then green for it. */
export function criterionProofs(
  criteria: readonly { readonly id: string; readonly text: string }[],
  { steps }: Pick<Work, "steps">,
): readonly CriterionProof[] {
  return criteria.map(({ id, text }) => {
    const step = steps.findLast(({ evidence }) => evidence.criterion === id);
    return { id, text, testId: step?.evidence.red?.ids[0] ?? null };
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
    ...unexplained(uses).map((path) => `${path}: not reused, and nothing was said about it.`),
    ...(work.suite.flaky.size > 0
      ? [`Left out of account as flaky: ${[...work.suite.flaky].join(", ")}.`]
      : []),
  ];
}
