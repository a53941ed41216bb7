import { canonicalJson } from "../issues/plan-record.ts";
import type { Plan, PlannedTask } from "./plan.ts";

export type TaskChange = {
  readonly id: string;
  readonly before: PlannedTask;
  readonly after: PlannedTask;
  /** Names of the fields that differ. */
  readonly fields: readonly string[];
};

/** What became of the tasks, by id alone; `others` names the parts of the plan besides tasks that differ. */
export type PlanDiff = {
  readonly added: readonly PlannedTask[];
  readonly changed: readonly TaskChange[];
  readonly dropped: readonly PlannedTask[];
  readonly kept: readonly string[];
  readonly others: readonly string[];
};

export function diffPlans(before: Plan, after: Plan): PlanDiff {
  const old = new Map(before.tasks.map((task) => [task.id, task]));
  const now = new Set(after.tasks.map(({ id }) => id));
  const changed: TaskChange[] = [];
  const kept: string[] = [];
  for (const task of after.tasks) {
    const was = old.get(task.id);
    if (was === undefined) continue;
    const fields = changedFields(was, task);
    if (fields.length === 0) kept.push(task.id);
    else changed.push({ id: task.id, before: was, after: task, fields });
  }
  return {
    added: after.tasks.filter(({ id }) => !old.has(id)),
    changed,
    dropped: before.tasks.filter(({ id }) => !now.has(id)),
    kept,
    others: parts.filter((part) => canonicalJson(before[part]) !== canonicalJson(after[part])),
  };
}

const parts = ["title", "summary", "requirements", "modules", "sprints", "assumptions", "questions"] as const;

export function isEmpty({ added, changed, dropped, others }: PlanDiff): boolean {
  return added.length + changed.length + dropped.length + others.length === 0;
}

const fieldNames = [
  "title",
  "module",
  "sprint",
  "kind",
  "goal",
  "requirements",
  "criteria",
  "layers",
  "files",
  "reuse",
  "blockedBy",
  "priority",
  "size",
  "check",
  "deferUntil",
] as const satisfies readonly (keyof PlannedTask)[];

/** Lists whose order says nothing. */
const unordered: ReadonlySet<string> = new Set(["requirements", "layers", "files", "blockedBy"]);

export function changedFields(before: PlannedTask, after: PlannedTask): readonly string[] {
  return fieldNames.filter((name) => printed(name, before[name]) !== printed(name, after[name]));
}

function printed(name: string, value: unknown): string {
  if (unordered.has(name) && Array.isArray(value)) return canonicalJson([...new Set(value)].sort());
  return canonicalJson(value ?? null);
}
