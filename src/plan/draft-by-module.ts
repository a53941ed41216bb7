import { addUsage, noUsage, type Usage } from "../budget/usage.ts";
import { askSoundly, type Checked, invalid, mostRepairs, type Sound } from "./ask-soundly.ts";
import { checkPlan, type DraftedPlan, inventedPaths } from "./draft-plan.ts";
import { lint } from "./lint/lint.ts";
import type { Violation } from "./lint/violation.ts";
import { ModulePart, mergedPlan, type PlannedModule, prefixed, renumbered } from "./module-part.ts";
import { Outline, type OutlinedModule, outlineFindings, planningOrder } from "./outline.ts";
import type { Plan } from "./plan.ts";
import type { Planner, PlanRequest } from "./planner.ts";
import { readPlan, shapeFindings } from "./read-plan.ts";
import { type Section, specSections } from "./spec-sections.ts";

/** Characters of spec that one call still plans as a whole, about 10,000 words. */
const largestWhole = 60_000;
/** Characters of spec that the outline is made from; of a longer one it sees the beginning of each section. */
const largestOutline = 320_000;

export function isLarge(spec: string): boolean {
  return spec.length > largestWhole;
}

type Planned = PlannedModule & Extract<Sound<ModulePart>, { kind: "sound" }>;

type Work = {
  readonly planner: Planner;
  readonly request: PlanRequest;
  readonly files: ReadonlySet<string>;
  readonly sections: readonly Section[];
  usage: Usage;
};

/**
 * Plans a large spec: an outline (modules, sprints, and which sections each module is planned from), then one call per
 * module, providers first, then the rules over the whole; each call is repaired at most twice and fits the budget, which
 * is `budgetUsd` for every started 60,000 characters.
 */
export async function draftByModule(
  planner: Planner,
  asked: PlanRequest,
  files: ReadonlySet<string>,
): Promise<DraftedPlan> {
  const share = Math.ceil(asked.spec.length / largestWhole);
  const request = { ...asked, budgetUsd: asked.budgetUsd * share };
  const work: Work = { planner, request, files, sections: specSections(asked.spec), usage: noUsage };
  const outlined = await askSoundly(
    planner,
    { ...request, spec: marked(work.sections), step: { kind: "outline" } },
    (candidate) => checkOutline(candidate, work),
  );
  work.usage = addUsage(work.usage, outlined.usage);
  if (outlined.kind === "refused") return { ...outlined, usage: work.usage };
  const { value } = outlined;
  if ("plan" in value) return { kind: "drafted", plan: value.plan, usage: work.usage };
  const planned: Planned[] = [];
  for (const [index, module] of planningOrder(value.outline.modules).entries()) {
    const part = await planModule(work, value.outline, planned, module, `m${index + 1}.`);
    if (part.kind === "refused") return { ...part, usage: work.usage };
    planned.push(part);
  }
  return settleWhole(work, value.outline, planned);
}

/** A model that can answer with the whole plan at once may. */
function checkOutline(
  candidate: unknown,
  { request, files, sections }: Work,
): Checked<{ readonly outline: Outline } | { readonly plan: Plan }> {
  if (readPlan(candidate).kind === "plan") {
    const checked = checkPlan(candidate, request.spec, files);
    return checked.kind === "sound" ? { kind: "sound", value: { plan: checked.value } } : checked;
  }
  const parsed = Outline.safeParse(candidate);
  const findings = parsed.success ? outlineFindings(parsed.data, sections) : shapeFindings(parsed.error);
  return parsed.success && findings.length === 0
    ? { kind: "sound", value: { outline: parsed.data } }
    : { kind: "findings", findings };
}

type Earlier = Planned & { readonly findings: readonly string[] };

/** Plans one module beside the others that are there; `from` goes on with a part that the whole was at odds with. */
async function planModule(
  work: Work,
  outline: Outline,
  others: readonly Planned[],
  module: OutlinedModule,
  prefix: string,
  from?: Earlier,
): Promise<Planned | Extract<Sound<never>, { kind: "refused" }>> {
  const { request, sections } = work;
  const spec = sections.filter(({ id }) => module.sections.includes(id)).map(({ text }) => text);
  const tasks = others.flatMap(({ part }) => part.tasks);
  const lines = tasks.map(({ id, sprint, module: of, title }) => `${id} (${of}, ${sprint}): ${title}`);
  const texts = { outline: JSON.stringify(outline), tasksSoFar: lines.join("\n") };
  const own: PlanRequest = {
    ...request,
    spec: spec.join(""),
    budgetUsd: request.budgetUsd - work.usage.usd + (from?.usage.usd ?? 0),
    step: { kind: "module", module: module.id, prefix, ...texts },
  };
  const check = (candidate: unknown) => checkPart(candidate, work, outline, others, module, prefix);
  const asked = await askSoundly(work.planner, own, check, from);
  work.usage = addUsage(work.usage, from ? minus(asked.usage, from.usage) : asked.usage);
  return asked.kind === "refused" ? asked : { ...asked, module, prefix, part: asked.value };
}

function checkPart(
  candidate: unknown,
  { request, files }: Work,
  outline: Outline,
  others: readonly Planned[],
  module: OutlinedModule,
  prefix: string,
): Checked<ModulePart> {
  const parsed = ModulePart.safeParse(candidate);
  if (!parsed.success) return { kind: "findings", findings: shapeFindings(parsed.error) };
  const part = prefixed(parsed.data, module, prefix);
  const plan = mergedPlan(outline, [...others, { module, prefix, part }]);
  const findings = [...inventedPaths(part.tasks, files), ...partFindings(plan, module, part, request.spec)];
  return findings.length > 0 ? { kind: "findings", findings } : { kind: "sound", value: part };
}

function minus(a: Usage, b: Usage): Usage {
  return {
    calls: a.calls - b.calls,
    inputTokens: a.inputTokens - b.inputTokens,
    outputTokens: a.outputTokens - b.outputTokens,
    cacheReadTokens: a.cacheReadTokens - b.cacheReadTokens,
    cacheWriteTokens: a.cacheWriteTokens - b.cacheWriteTokens,
    usd: a.usd - b.usd,
  };
}

/** Rules about the whole (sprints, first sprint) wait until all modules are there; the others hold for each part. */
const wholeRules: ReadonlySet<string> = new Set(["P05", "P16"]);

function partFindings(plan: Plan, module: OutlinedModule, part: ModulePart, spec: string): readonly string[] {
  const own = new Set([
    module.id,
    ...part.tasks.map(({ id }) => id),
    ...part.requirements.map(({ id }) => id),
  ]);
  const concerns = ({ tasks, refs }: Violation) => [...tasks, ...refs].some((id) => own.has(id));
  return lint(plan, spec)
    .violations.filter(({ level, rule }) => level === "error" && !wholeRules.has(rule))
    .filter(concerns)
    .map(({ rule, text }) => `${rule}: ${text}`);
}

/** The rules over the whole plan; a module at fault is repaired while it has repairs left. */
async function settleWhole(work: Work, outline: Outline, parts: readonly Planned[]): Promise<DraftedPlan> {
  let planned = parts;
  for (;;) {
    const merged = mergedPlan(outline, planned);
    const errors = lint(merged, work.request.spec).violations.filter(({ level }) => level === "error");
    if (errors.length === 0) break;
    const at = planned.findLastIndex(
      ({ part, repairs }) => repairs < mostRepairs && errors.some(isAbout(part)),
    );
    const culprit = planned[at];
    const findings = errors.map(({ rule, text }) => `${rule}: ${text}`);
    if (culprit === undefined) return { ...invalid(findings), usage: work.usage };
    const others = planned.filter((one) => one !== culprit);
    const repaired = await planModule(work, outline, others, culprit.module, culprit.prefix, {
      ...culprit,
      findings,
    });
    if (repaired.kind === "refused") return { ...repaired, usage: work.usage };
    planned = planned.map((one) => (one === culprit ? repaired : one));
  }
  const checked = checkPlan(renumbered(mergedPlan(outline, planned)), work.request.spec, work.files);
  if (checked.kind === "findings") return { ...invalid(checked.findings), usage: work.usage };
  return { kind: "drafted", plan: checked.value, usage: work.usage };
}

/** A broken rule is a part's when it names its tasks, its requirements or a sprint that they are in. */
function isAbout({ tasks, requirements }: ModulePart): (error: Violation) => boolean {
  const own = new Set([
    ...tasks.flatMap(({ id, sprint }) => [id, sprint]),
    ...requirements.map(({ id }) => id),
  ]);
  return (error) => [...error.tasks, ...error.refs].some((id) => own.has(id));
}

/** The spec with its sections named, whole or, when it is too long for one look, the beginning of each. */
function marked(sections: readonly Section[]): string {
  const total = sections.reduce((sum, { text }) => sum + text.length, 0);
  const most =
    total <= largestOutline ? Number.POSITIVE_INFINITY : Math.floor(largestOutline / sections.length);
  const shown = (text: string) => (text.length <= most ? text : `${text.slice(0, most)}\n(shortened)`);
  return sections.map(({ id, text }) => `[section ${id}]\n${shown(text)}`).join("\n");
}
