import type { PlanRecord, RecordedTask } from "./plan-record.ts";
import type { TaskPacket } from "./task.ts";

/** Task ids of a plan to their issue numbers, as read back from the markers of its sub-issues. */
export type TaskNumbers = ReadonlyMap<string, number>;

/** What the approved plan says must be completed first: issue number to the numbers of its blockers, ascending. */
export type ApprovedEdges = ReadonlyMap<number, readonly number[]>;

/** The packet of a recorded task; `null` when the record or the numbers do not know it. */
export function taskPacketOf(
  record: PlanRecord,
  taskId: string,
  numbers: TaskNumbers,
  releasedBy: string | null = null,
): TaskPacket | null {
  const { tasks, modules } = record.plan;
  const task = tasks.find((candidate) => candidate.id === taskId);
  const number = numbers.get(taskId);
  const module = modules.find((candidate) => candidate.id === task?.module);
  if (task === undefined || number === undefined || module === undefined) return null;
  const { id, name, scope, owns } = module;
  return {
    spec: record.spec,
    number,
    task: task.id,
    title: task.title,
    kind: task.kind,
    goal: task.goal,
    criteria: task.criteria,
    layers: task.layers,
    files: task.files,
    reuse: task.reuse,
    check: task.check ?? null,
    priority: task.priority,
    size: task.size,
    module: { id, name, scope, owns },
    interfaces: providedBefore(record, task),
    releasedBy,
  };
}

/** Blockers per issue by the approved plan; tasks without an issue are left out. */
export function approvedEdges(record: PlanRecord, numbers: TaskNumbers): ApprovedEdges {
  const edges = new Map<number, readonly number[]>();
  for (const task of record.plan.tasks) {
    const number = numbers.get(task.id);
    const blockers = task.blockedBy.flatMap((id) => numbers.get(id) ?? []);
    if (number !== undefined)
      edges.set(
        number,
        [...new Set(blockers)].sort((a, b) => a - b),
      );
  }
  return edges;
}

/** What the modules of all direct and indirect blockers provide. */
function providedBefore(record: PlanRecord, task: RecordedTask): readonly string[] {
  const byId = new Map(record.plan.tasks.map((other) => [other.id, other]));
  const seen = new Set<string>();
  const open = [...task.blockedBy];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...(byId.get(id)?.blockedBy ?? []));
  }
  const modules = new Set([...seen].map((id) => byId.get(id)?.module));
  const provided = record.plan.modules
    .filter(({ id }) => modules.has(id))
    .flatMap(({ provides }) => provides);
  return [...new Set(provided)];
}
