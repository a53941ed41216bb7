/** The first step over a large spec: which modules there are, and which sections of the spec each is planned from. */
import { z } from "zod";
import { Module, Plan, Sprint } from "./plan.ts";
import type { Section } from "./spec-sections.ts";

const OutlinedModule = Module.omit({ requirements: true }).extend({ sections: z.array(z.string()) });
export type OutlinedModule = z.infer<typeof OutlinedModule>;

export const Outline = z.strictObject({
  title: z.string().min(1),
  summary: z.string(),
  modules: z.array(OutlinedModule).min(1),
  sprints: z.array(Sprint).min(1),
  assumptions: Plan.shape.assumptions,
  questions: Plan.shape.questions,
});
export type Outline = z.infer<typeof Outline>;

/** Characters of spec that one module is planned from; more than that and its plan would not fit into one answer. */
const largestModule = 48_000;
const mostModules = 24;

/** What is wrong with an outline, one line each; empty when every section is planned somewhere. */
export function outlineFindings(
  { modules, sprints }: Outline,
  sections: readonly Section[],
): readonly string[] {
  const byId = new Map(sections.map((section) => [section.id, section]));
  const used = new Set(modules.flatMap((module) => module.sections));
  const sizes = modules.map(({ sections: own }) =>
    own.reduce((sum, id) => sum + (byId.get(id)?.text.length ?? 0), 0),
  );
  return [
    ...repeated("module", modules),
    ...repeated("sprint", sprints),
    ...[...used].filter((id) => !byId.has(id)).map((id) => `sections: there is no section ${id}.`),
    ...sections
      .filter(({ id }) => !used.has(id))
      .map(({ id, title }) => `sections: no module is planned from section ${id} ("${title}").`),
    ...modules
      .filter((module) => module.sections.length === 0)
      .map(({ id }) => `sections: module ${id} has none.`),
    ...modules.flatMap(({ id, sections: own }, index) =>
      (sizes[index] ?? 0) > largestModule && own.length > 1
        ? [
            `size: module ${id} covers ${sizes[index]} characters of the spec, at most ${largestModule}: split it.`,
          ]
        : [],
    ),
    ...(modules.length > mostModules ? [`size: ${modules.length} modules, at most ${mostModules}.`] : []),
  ];
}

function repeated(what: string, items: readonly { readonly id: string }[]): readonly string[] {
  const ids = items.map(({ id }) => id);
  const twice = new Set(ids.filter((id, at) => ids.indexOf(id) !== at));
  return [...twice].map((id) => `shape: there are two ${what}s ${id}.`);
}

/** Providers first, so that a module is planned when what it consumes has tasks; a circle is broken at its first module. */
export function planningOrder(modules: readonly OutlinedModule[]): readonly OutlinedModule[] {
  const left = [...modules];
  const ordered: OutlinedModule[] = [];
  while (left.length > 0) {
    const provided = new Set(ordered.flatMap(({ provides }) => provides));
    const open = new Set(left.flatMap(({ provides }) => provides));
    const free = left.findIndex(({ consumes, provides }) =>
      consumes.every((name) => provided.has(name) || provides.includes(name) || !open.has(name)),
    );
    ordered.push(...left.splice(Math.max(0, free), 1));
  }
  return ordered;
}
