import type { PlannedTask } from "../plan.ts";

/** A broken rule. `refs` holds requirement, module, sprint, criterion or path ids. */
export type Violation = {
  readonly rule: string;
  readonly level: "error" | "warn" | "info";
  readonly tasks: readonly string[];
  readonly refs: readonly string[];
  readonly text: string;
};

/** A maker of violations of one rule. */
export function rule(id: string, level: Violation["level"]) {
  return (tasks: readonly string[], refs: readonly string[], text: string): Violation => ({
    rule: id,
    level,
    tasks,
    refs,
    text,
  });
}

/** At most `most` names, so that a text stays readable: "t1, t2 and 7 more". */
export function names(list: readonly string[], most = 8): string {
  const shown = list.slice(0, most).join(", ");
  return list.length > most ? `${shown} and ${list.length - most} more` : shown;
}

/** Groups by a key, in the order of first appearance. */
export function groupBy<Item>(
  items: readonly Item[],
  key: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}

export function idsOf(tasks: readonly PlannedTask[]): readonly string[] {
  return tasks.map(({ id }) => id);
}
