/** P08: everything a module consumes is provided by the module of a (transitive) blocker, or exists already. */
import type { TaskGraph } from "../graph.ts";
import type { Module, Plan } from "../plan.ts";
import type { Reach } from "../reach.ts";
import { rule, type Violation } from "./violation.ts";

const p08 = rule("P08", "warn");

export function interfaceRule(plan: Plan, graph: TaskGraph, reach: Reach): readonly Violation[] {
  const tasksOf = new Map<string, number[]>();
  for (const [position, { module }] of graph.tasks.entries()) {
    const known = tasksOf.get(module);
    if (known === undefined) tasksOf.set(module, [position]);
    else known.push(position);
  }
  const providers = new Map<string, Module[]>();
  for (const module of plan.modules) {
    for (const name of module.provides) {
      providers.set(plain(name), [...(providers.get(plain(name)) ?? []), module]);
    }
  }
  const sets = new Map<string, Uint32Array>();
  const providing = (name: string) => {
    const known = sets.get(name);
    if (known !== undefined) return known;
    const set = reach.setOf((providers.get(name) ?? []).flatMap(({ id }) => tasksOf.get(id) ?? []));
    sets.set(name, set);
    return set;
  };
  return plan.modules.flatMap((module) => {
    const there = new Set([...module.existing, ...module.provides].map(plain));
    const tasks = tasksOf.get(module.id) ?? [];
    return module.consumes.flatMap((consumed) => {
      const name = plain(consumed);
      if (there.has(name) || tasks.some((task) => reach.waitsForAny(task, providing(name)))) return [];
      const who = providers.get(name) ?? [];
      const ids = tasks.flatMap((task) => graph.tasks[task]?.id ?? []);
      const text =
        who.length === 0
          ? `Module ${module.id} consumes ${consumed}, which no module provides and the code base is not said to have.`
          : `Module ${module.id} consumes ${consumed} of module ${who[0]?.id}, but none of its tasks waits for a task of that module.`;
      return [p08(ids, [module.id, ...who.map(({ id }) => id)], text)];
    });
  });
}

function plain(name: string): string {
  return name.replace(/\s+/g, "");
}
