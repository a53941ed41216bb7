/** P02 (requirements and tasks cover each other), P07 (modules, sprints, requirements and ids are known). */
import type { Plan } from "../plan.ts";
import { groupBy, names, rule, type Violation } from "./violation.ts";

const p02 = rule("P02", "error");
const p07 = rule("P07", "error");

export function requirementRule(plan: Plan): readonly Violation[] {
  const used = new Set(plan.tasks.flatMap(({ requirements }) => requirements));
  const uncovered = plan.requirements
    .filter(({ id }) => !used.has(id))
    .map(({ id, text }) => p02([], [id], `Requirement ${id} has no task: ${text.slice(0, 120)}`));
  const idle = plan.tasks
    .filter(({ requirements }) => requirements.length === 0)
    .map(({ id }) => p02([id], [], `${id} serves no requirement.`));
  return [...uncovered, ...idle];
}

export function referenceRule(plan: Plan): readonly Violation[] {
  return [...duplicates(plan), ...moduleFaults(plan), ...taskFaults(plan)];
}

function duplicates(plan: Plan): readonly Violation[] {
  const repeated = (items: readonly { readonly id: string }[]) =>
    new Set(items.map(({ id }) => id)).size === items.length
      ? []
      : [...groupBy(items, ({ id }) => id)].filter(([, group]) => group.length > 1).map(([id]) => id);
  return [
    ...repeated(plan.tasks).map((id) => p07([id], [], `More than one task has the id ${id}.`)),
    ...repeated(plan.modules).map((id) => p07([], [id], `More than one module has the id ${id}.`)),
    ...repeated(plan.sprints).map((id) => p07([], [id], `More than one sprint has the id ${id}.`)),
    ...repeated(plan.requirements).map((id) => p07([], [id], `More than one requirement has the id ${id}.`)),
  ];
}

function moduleFaults(plan: Plan): readonly Violation[] {
  const known = new Set(plan.requirements.map(({ id }) => id));
  const worked = new Set(plan.tasks.map(({ module }) => module));
  return plan.modules.flatMap(({ id, requirements }) => {
    const found: Violation[] = [];
    if (!worked.has(id)) found.push(p07([], [id], `Module ${id} has no task.`));
    if (requirements.length === 0) found.push(p07([], [id], `Module ${id} serves no requirement.`));
    const unknown = requirements.filter((requirement) => !known.has(requirement));
    if (unknown.length > 0) {
      found.push(p07([], [id, ...unknown], `Module ${id} names unknown requirements: ${names(unknown)}.`));
    }
    return found;
  });
}

function taskFaults(plan: Plan): readonly Violation[] {
  const requirements = new Set(plan.requirements.map(({ id }) => id));
  const modules = new Set(plan.modules.map(({ id }) => id));
  const sprints = new Set(plan.sprints.map(({ id }) => id));
  return plan.tasks.flatMap((task) => {
    const found: Violation[] = [];
    const add = (refs: readonly string[], text: string) =>
      found.push(p07([task.id], refs, `${task.id} ${text}`));
    if (!modules.has(task.module)) add([task.module], `names the unknown module ${task.module}.`);
    if (!sprints.has(task.sprint)) add([task.sprint], `names the unknown sprint ${task.sprint}.`);
    const unknown = task.requirements.filter((id) => !requirements.has(id));
    if (unknown.length > 0) add(unknown, `names unknown requirements: ${names(unknown)}.`);
    if (task.kind === "chore" && task.check === undefined) {
      add([], 'is a chore without a "check": a command as a list that must pass.');
    }
    return found;
  });
}
