import { changedFields, type TaskChange } from "./diff.ts";
import type { Plan, PlannedTask } from "./plan.ts";

export type Held = {
  readonly plan: Plan;
  /** What a revision wanted of fixed tasks and did not get. A task it wanted to drop has no fields. */
  readonly wanted: readonly (TaskChange | { readonly id: string; readonly before: PlannedTask })[];
};

/**
 * Puts fixed tasks back as they were, with whatever of the plan they stand on, and gives ids of former tasks no second
 * life: `used` are all ids that ever had an issue.
 */
export function holdFixed(
  standing: Plan,
  candidate: Plan,
  fixed: ReadonlySet<string>,
  used: ReadonlySet<string>,
): Held {
  const fresh = withFreshIds(standing, candidate, used);
  const proposed = new Map(fresh.tasks.map((task) => [task.id, task]));
  const wanted = standing.tasks
    .filter(({ id }) => fixed.has(id))
    .flatMap((before): Held["wanted"] => {
      const after = proposed.get(before.id);
      if (after === undefined) return [{ id: before.id, before }];
      const fields = changedFields(before, after);
      return fields.length === 0 ? [] : [{ id: before.id, before, after, fields }];
    });
  const old = new Map(standing.tasks.map((task) => [task.id, task]));
  const back = wanted.filter((one) => !("after" in one)).map(({ before }) => before);
  const tasks = [
    ...back,
    ...fresh.tasks.map((task) => (fixed.has(task.id) ? (old.get(task.id) ?? task) : task)),
  ];
  return { plan: withGround(standing, { ...fresh, tasks }, fixed), wanted };
}

/** Requirements, modules, sprints and blockers that a fixed task names must be there. */
function withGround(standing: Plan, plan: Plan, fixed: ReadonlySet<string>): Plan {
  const held = plan.tasks.filter(({ id }) => fixed.has(id));
  const missing = <Part extends { readonly id: string }>(
    now: readonly Part[],
    before: readonly Part[],
    needed: ReadonlySet<string>,
  ) => before.filter(({ id }) => needed.has(id) && !now.some((one) => one.id === id));
  const modules = new Set(held.map(({ module }) => module));
  const sprints = new Set(held.map(({ sprint }) => sprint));
  const requirements = new Set(held.flatMap((task) => task.requirements));
  const blockers = new Set(held.flatMap((task) => task.blockedBy));
  return {
    ...plan,
    modules: [...plan.modules, ...missing(plan.modules, standing.modules, modules)],
    sprints: [...missing(plan.sprints, standing.sprints, sprints), ...plan.sprints],
    requirements: [...plan.requirements, ...missing(plan.requirements, standing.requirements, requirements)],
    tasks: [...missing(plan.tasks, standing.tasks, blockers), ...plan.tasks],
  };
}

function withFreshIds(standing: Plan, candidate: Plan, used: ReadonlySet<string>): Plan {
  const known = new Set(standing.tasks.map(({ id }) => id));
  const taken = new Set([...used, ...known, ...candidate.tasks.map(({ id }) => id)]);
  const names = new Map<string, string>();
  for (const { id } of candidate.tasks) {
    if (known.has(id) || !used.has(id)) continue;
    const name = freeId(taken);
    taken.add(name);
    names.set(id, name);
  }
  if (names.size === 0) return candidate;
  const named = (id: string) => names.get(id) ?? id;
  const tasks = candidate.tasks.map((task) => ({
    ...task,
    id: named(task.id),
    blockedBy: task.blockedBy.map(named),
  }));
  return { ...candidate, tasks };
}

function freeId(taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    if (!taken.has(`t${number}`)) return `t${number}`;
  }
}
