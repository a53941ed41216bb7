import type { IssueRef, LinkedIssue } from "../issues/issue.ts";
import { done, type Outcome, refused } from "../issues/outcome.ts";
import type { TaskNumbers } from "../issues/recorded-task.ts";
import type { Edge } from "../issues/tracker.ts";
import { type CreateInput, createMissing, type Refs } from "./create-missing.ts";
import { type CreatePorts, settledDescendants } from "./create-once.ts";
import { findIssues, isComplete, withMoved } from "./find-issues.ts";
import { type KnownIssues, knownIssues } from "./known-issues.ts";
import { openPatience } from "./patience.ts";
import type { Plan } from "./plan.ts";

export type PublishInput = CreateInput & {
  /** The record was written in this very run, so no issue of it can exist yet. */
  readonly fresh: boolean;
};

export type Published = {
  readonly tasks: TaskNumbers;
  readonly sprints: TaskNumbers;
  readonly created: number;
};

const nothing: KnownIssues = { sprints: new Map(), tasks: new Map(), duplicates: [] };
const mostReadBacks = 4;

/**
 * Makes the issues of a recorded plan what the plan says: creates what is missing (sprints, then tasks after their
 * blockers), adds missing edges, closes duplicates, reads all back. Safe to repeat at any point; a plan that stands
 * already costs one read and no write.
 */
export async function publishPlan(ports: CreatePorts, input: PublishInput): Promise<Outcome<Published>> {
  const { spec, trust } = input;
  const read = async (settled: boolean) => {
    if (!settled) return findIssues(ports, spec, input.plan, trust);
    const below = knownIssues(await settledDescendants(ports, spec.number), spec.number, trust);
    return isComplete(input.plan, below) ? below : withMoved(ports, spec, below, trust);
  };
  const before = input.fresh ? nothing : await read(false);
  const refs: Refs = { sprints: new Map(before.sprints), tasks: new Map(before.tasks) };
  const created = await createMissing(ports, input, refs);
  if (created.kind === "refused") return lostOr(created, input.plan, refs, before, () => read(true));
  let known = before;
  for (let round = 0; round < mostReadBacks; round++) {
    const edges = missingEdges(input.plan, refs.tasks, known.tasks);
    if (isWhole(input.plan, known) && edges.length === 0) {
      const [tasks, sprints] = [numbersOf(known.tasks), numbersOf(known.sprints)];
      return done({ tasks, sprints, created: created.value });
    }
    const rejected = await repair(ports, edges, known);
    if (rejected !== null) return lostOr(rejected, input.plan, refs, known, () => read(true));
    known = await read(round > 0);
  }
  return lostOr(incomplete, input.plan, refs, known, async () => known);
}

const incomplete = refused(
  "publish-incomplete",
  "Not every task or edge of the plan could be read back from GitHub.",
  "Comment /plan again: it adds what is missing.",
);

type Refused = Extract<Outcome<never>, { readonly kind: "refused" }>;

/** Adds edges and closes duplicates; answers the refusal where GitHub takes an edge not. */
async function repair(
  ports: CreatePorts,
  edges: readonly Edge[],
  { duplicates }: KnownIssues,
): Promise<Refused | null> {
  const { tracker } = ports;
  const add = () => tracker.addEdges(edges);
  const added = edges.length === 0 ? null : await openPatience(ports, 0).write(add);
  if (added?.kind === "rejected") {
    return refused(
      "publish-rejected",
      `GitHub refused a "blocked by" edge (${added.status}): ${added.text}`,
      "Put right what GitHub names, then comment /plan again: it continues.",
    );
  }
  for (const { number, state } of duplicates) {
    if (state === "open") await tracker.close(number, "not_planned");
  }
  return null;
}

/** Where issues that stood are gone, a person deleted them meanwhile: then that is the reason to name. */
async function lostOr(
  refusal: Refused,
  plan: Plan,
  refs: Refs,
  before: KnownIssues,
  read: () => Promise<KnownIssues>,
): Promise<Refused> {
  if (refs.tasks.size + refs.sprints.size === before.tasks.size + before.sprints.size) return refusal;
  const now = await read();
  const gone = [
    ...plan.sprints.flatMap(({ id, goal }) => (refs.sprints.has(id) && !now.sprints.has(id) ? [goal] : [])),
    ...plan.tasks.flatMap(({ id, title }) => (refs.tasks.has(id) && !now.tasks.has(id) ? [title] : [])),
  ];
  if (gone.length === 0) return refusal;
  const names = gone.slice(0, 5).map((title) => `"${title}"`);
  const more = gone.length > names.length ? ` and ${gone.length - names.length} more` : "";
  return refused(
    "publish-deleted",
    `While the plan was published, these of its issues were deleted: ${names.join(", ")}${more}.`,
    "Comment /plan again to create them anew; everything else stays as it is.",
  );
}

function isWhole(plan: Plan, known: KnownIssues): boolean {
  const closed = known.duplicates.every(({ state }) => state === "closed");
  return closed && plan.tasks.every(({ id }) => known.tasks.has(id));
}

function missingEdges(
  plan: Plan,
  refs: ReadonlyMap<string, IssueRef>,
  known: ReadonlyMap<string, LinkedIssue>,
): readonly Edge[] {
  return plan.tasks.flatMap((task) => {
    // What was read back is the truth: it may name another number than the one created (a duplicate lost).
    const blocked = known.get(task.id) ?? refs.get(task.id);
    const native = new Set(known.get(task.id)?.blockedBy ?? []);
    return [...new Set(task.blockedBy)].flatMap((id) => {
      const blocker = known.get(id) ?? refs.get(id);
      if (blocked === undefined || blocker === undefined || native.has(blocker.number)) return [];
      return [
        {
          blocked: { number: blocked.number, id: blocked.id },
          blocker: { number: blocker.number, id: blocker.id },
        },
      ];
    });
  });
}

function numbersOf(refs: ReadonlyMap<string, IssueRef>): TaskNumbers {
  return new Map([...refs].map(([id, { number }]) => [id, number]));
}
