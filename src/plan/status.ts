/** The status comment of a spec issue: one text per phase, edited in place. */
import type { Refusal } from "../issues/outcome.ts";
import { document, type Markdown, md, prose } from "../issues/render.ts";
import { dollars } from "./estimate.ts";
import { type PlanView, renderPlan } from "./render-plan.ts";

export type Phase =
  | { readonly kind: "planning" }
  | { readonly kind: "creating"; readonly created: number; readonly total: number; readonly minutes: number }
  | { readonly kind: "refused"; readonly refusal: Refusal; readonly spentUsd: number };

/** A phase before the plan stands, or the refusal that ended it. `spec` is the issue's number. */
export function renderPhase(spec: number, phase: Phase): string {
  return document({ kind: "status", issue: spec }, phaseBlocks(phase));
}

function phaseBlocks(phase: Phase): readonly Markdown[] {
  switch (phase.kind) {
    case "planning":
      return [
        md`**Pawl is planning.** Reading the repository and the spec, cutting modules, sprints and tasks, then checking the plan by its rules. Nothing is created before the whole plan is sound.`,
      ];
    case "creating":
      return [
        md`**Pawl is creating the plan's issues: ${phase.created} of ${phase.total}.** ${phase.total - phase.created} are left; done in about ${phase.minutes === 1 ? "a minute" : `${phase.minutes} minutes`}, at the pace GitHub allows. If this stops, comment \`/plan\` again: it continues where it stopped.`,
      ];
    case "refused":
      return [
        md`**Pawl stopped: ${phase.refusal.code}.**`,
        prose(phase.refusal.text),
        md`**Next:** ${phase.refusal.next}`,
        phase.spentUsd > 0 ? md`Planning cost ${dollars(phase.spentUsd)}.` : md``,
      ];
  }
}

export type StatusView = PlanView & {
  readonly spec: number;
  /** Hash of the published plan; `null` for a preview, of which nothing was created. */
  readonly hash: string | null;
  readonly spentUsd: number;
  /** What to do now, one sentence. */
  readonly next: string;
};

/** The status of a plan that stands (or of a preview), from its plan and the states of its tasks. */
export function renderStatus(view: StatusView): string {
  // A later run takes the mark as "nothing left to create", so a half-published plan must not carry it.
  const whole = view.plan.tasks.every(({ id }) => view.tasks.has(id));
  const published = view.hash !== null && whole ? { published: view.hash } : {};
  const spent = view.spentUsd > 0 ? [md`Planning cost ${dollars(view.spentUsd)}.`] : [];
  const head = view.hash === null ? [md`**Preview: nothing was created.**`] : [];
  return document({ kind: "status", issue: view.spec, ...published }, [
    ...head,
    md`**Next:** ${view.next}`,
    ...renderPlan(view),
    ...spent,
  ]);
}
