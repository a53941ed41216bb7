import { decodeMarkers, type Marker } from "./marker.ts";
import { codeSpan, document, heading, issueLink, list, type Markdown, md, prose } from "./render.ts";
import type { Criterion, Layer, Reuse, TaskKind } from "./task.ts";

/** What the body of a task issue says. `blockers` are issue numbers; `module` and `sprint` are names. */
export type TaskText = {
  readonly kind: TaskKind;
  readonly goal: string;
  readonly criteria: readonly Criterion[];
  readonly layers: readonly Layer[];
  readonly files: readonly string[];
  readonly reuse: readonly Reuse[];
  readonly check?: readonly string[] | undefined;
  readonly size: number;
  readonly deferUntil?: string | undefined;
  readonly module: { readonly name: string; readonly scope: string };
  readonly sprint: string;
  readonly blockers: readonly number[];
  readonly requirements: readonly { readonly id: string; readonly text: string }[];
};

/** Prints the body of a task issue. Pawl writes it once and never edits it again. */
export function printTaskBody(marker: Marker, task: TaskText): string {
  const section = (title: string, ...blocks: readonly Markdown[]) =>
    blocks.some(({ markdown }) => markdown !== "") ? [heading(3, md`${title}`), ...blocks] : [];
  return document(marker, [
    prose(task.goal),
    ...section("Acceptance criteria", list(task.criteria.map(printCriterion))),
    ...section("Blocked by", list(task.blockers.map(issueLink))),
    ...section("Files", list(task.files.map(codeSpan))),
    ...section("Reuse", list(task.reuse.map(({ path, why }) => md`${codeSpan(path)}: ${why}`))),
    ...section("Check", task.check === undefined ? md`` : codeSpan(task.check.join(" "))),
    ...section("Requirements", list(task.requirements.map(({ id, text }) => md`**${id}** ${text}`))),
    ...section("Module", md`**${task.module.name}**: ${task.module.scope}`),
    md`Sprint: ${task.sprint} · size: ${task.size} ${task.size === 1 ? "iteration" : "iterations"} · kind: ${task.kind}${
      task.deferUntil === undefined ? md`` : md` · not before ${task.deferUntil}`
    }`,
    md`*A person releases this task with the release label; Pawl then opens one pull request for it.*`,
  ]);
}

function printCriterion({ id, layer, text }: Criterion): Markdown {
  return md`**${id}** (${layer}) ${text}`;
}

/** The task marker of an issue body, or `null`; whether it counts is for `isOurs` to say. */
export function taskMarkerOf(body: string): Extract<Marker, { kind: "task" }> | null {
  const first = decodeMarkers(body)[0];
  return first?.kind === "task" ? first : null;
}
