import type { TaskNumbers } from "../issues/recorded-task.ts";
import { codeSpan, heading, issueLink, list, type Markdown, md } from "../issues/render.ts";
import { dollars } from "./estimate.ts";
import type { PlannedTask } from "./plan.ts";
import type { HeldTask, Revised } from "./revise-plan.ts";

/** Longer lists are cut; the status comment has the whole plan. */
const mostLines = 40;

/** What a revision changed, as blocks: added, changed, dropped, kept, and what it could not change. */
export function renderDiff({ kind, diff, held, tasks, usage }: Revised): readonly Markdown[] {
  const cost = usage.usd > 0 ? [md`This cost ${dollars(usage.usd)}.`] : [];
  if (kind === "unchanged") {
    return [md`Nothing in the plan changes.`, ...renderHeld(held, tasks), ...cost];
  }
  const where =
    kind === "preview"
      ? md`The preview is up to date; still nothing was created.`
      : md`The plan and its issues are up to date.`;
  const changed = diff.changed.map(
    ({ after, fields }) =>
      md`${named(after, tasks)}: changed ${fields.map((field) => words[field] ?? field).join(", ")}`,
  );
  return [
    where,
    ...section(
      `Added (${diff.added.length})`,
      diff.added.map((task) => named(task, tasks)),
    ),
    ...section(`Changed (${changed.length})`, changed),
    ...section(
      `Dropped (${diff.dropped.length})`,
      diff.dropped.map((task) => named(task, tasks)),
    ),
    md`**Kept** as they are: ${diff.kept.length === 1 ? "1 task" : `${diff.kept.length} tasks`}.`,
    ...(diff.others.length === 0 ? [] : [md`Also different: ${diff.others.join(", ")}.`]),
    ...renderHeld(held, tasks),
    ...cost,
  ];
}

const words: Readonly<Record<string, string>> = {
  criteria: "acceptance criteria",
  blockedBy: "blockers",
  deferUntil: "the date it may start",
  check: "check command",
};

function renderHeld(held: readonly HeldTask[], tasks: TaskNumbers): readonly Markdown[] {
  const real = held.filter(({ why }) => why !== "standing");
  return section(
    `Left alone (${real.length})`,
    real.map(
      (task) => md`${named(task, tasks)}: it is ${task.why}; what it should be stands there as a comment.`,
    ),
  );
}

function named({ id, title }: Pick<PlannedTask, "id" | "title">, tasks: TaskNumbers): Markdown {
  const number = tasks.get(id);
  return md`${number === undefined ? codeSpan(id) : issueLink(number)} ${title}`;
}

function section(title: string, lines: readonly Markdown[]): readonly Markdown[] {
  if (lines.length === 0) return [];
  const more = lines.length - mostLines;
  const rest = more > 0 ? [md`and ${more} more`] : [];
  return [heading(3, md`${title}`), list([...lines.slice(0, mostLines), ...rest])];
}
