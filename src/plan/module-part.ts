/** The plan of one module of an outline, and how the parts become one plan. Pure. */
import { z } from "zod";
import type { Outline, OutlinedModule } from "./outline.ts";
import { Plan, PlannedTask } from "./plan.ts";

export const ModulePart = z.strictObject({
  requirements: Plan.shape.requirements,
  tasks: z.array(PlannedTask),
  assumptions: Plan.shape.assumptions,
  questions: Plan.shape.questions,
});
export type ModulePart = z.infer<typeof ModulePart>;

/** What one module brings to the plan; `prefix` begins all ids of its requirements, tasks and questions. */
export type PlannedModule = {
  readonly module: OutlinedModule;
  readonly prefix: string;
  readonly part: ModulePart;
};

/** Gives every id of a part its prefix where the model left it off, so that ids of two modules never meet. */
export function prefixed(part: ModulePart, module: OutlinedModule, prefix: string): ModulePart {
  const name = (id: string) => (id.startsWith(prefix) ? id : `${prefix}${id}`);
  const own = new Set(part.tasks.flatMap(({ id }) => [id, name(id)]));
  return {
    ...part,
    requirements: part.requirements.map((requirement) => ({ ...requirement, id: name(requirement.id) })),
    tasks: part.tasks.map((task) => ({
      ...task,
      id: name(task.id),
      module: module.id,
      requirements: task.requirements.map(name),
      blockedBy: task.blockedBy.map((id) => (own.has(id) ? name(id) : id)),
    })),
    questions: part.questions.map((question) => ({ ...question, id: name(question.id) })),
  };
}

/** All parts as one plan, with the ids of the parts. Sprints that got no task are left out. */
export function mergedPlan(outline: Outline, modules: readonly PlannedModule[]): Plan {
  const tasks = modules.flatMap(({ part }) => part.tasks);
  const used = new Set(tasks.map(({ sprint }) => sprint));
  return {
    version: 1,
    title: outline.title,
    summary: outline.summary,
    requirements: modules.flatMap(({ part }) => part.requirements),
    modules: modules.map(({ module: { sections: _, ...module }, part }) => ({
      ...module,
      requirements: part.requirements.map(({ id }) => id),
    })),
    sprints: outline.sprints.filter(({ id }) => used.has(id)),
    tasks,
    assumptions: [...outline.assumptions, ...modules.flatMap(({ part }) => part.assumptions)],
    questions: [...outline.questions, ...modules.flatMap(({ part }) => part.questions)],
  };
}

/** The same plan with ids as a plan of one piece has them: R1, t1, Q1 in order. */
export function renumbered(plan: Plan): Plan {
  const names = (letter: string, items: readonly { readonly id: string }[]) =>
    new Map(items.map(({ id }, index) => [id, `${letter}${index + 1}`]));
  const requirement = names("R", plan.requirements);
  const task = names("t", plan.tasks);
  const question = names("Q", plan.questions);
  const by = (known: ReadonlyMap<string, string>) => (id: string) => known.get(id) ?? id;
  const renamed = <Item extends { readonly id: string }>(
    known: ReadonlyMap<string, string>,
    item: Item,
  ): Item => ({
    ...item,
    id: by(known)(item.id),
  });
  return {
    ...plan,
    requirements: plan.requirements.map((one) => renamed(requirement, one)),
    modules: plan.modules.map((one) => ({ ...one, requirements: one.requirements.map(by(requirement)) })),
    tasks: plan.tasks.map((one) => ({
      ...renamed(task, one),
      requirements: one.requirements.map(by(requirement)),
      blockedBy: one.blockedBy.map(by(task)),
    })),
    questions: plan.questions.map((one) => renamed(question, one)),
  };
}
