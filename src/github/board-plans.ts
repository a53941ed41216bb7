import { createHash } from "node:crypto";
import type { LinkedIssue } from "../issues/issue.ts";
import { markerOf } from "../issues/marker.ts";
import { readRecord, type StoredRecord } from "../issues/plan-record.ts";
import { approvedEdges } from "../issues/recorded-task.ts";
import type { Tracker } from "../issues/tracker.ts";
import type { Trust } from "../issues/trust.ts";
import { isOurs } from "../issues/trust.ts";

/** What the plan records say about an issue. `blockedBy` are the approved edges. */
export type Planned = {
  readonly spec: number;
  readonly task: string | null;
  readonly sprint: string | null;
  readonly blockedBy: readonly number[];
  /** How many blockers of the plan have no issue (any more). */
  readonly lost: number;
  /** Paths and globs the task is expected to touch. */
  readonly files: readonly string[];
  readonly deferUntil: string | null;
};

/** Plan records by spec issue, read once per board. */
export type Plans = {
  /** For every issue that our markers and a plan record of ours agree on. */
  planned(issues: readonly LinkedIssue[]): Promise<ReadonlyMap<number, Planned>>;
};

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

export function openPlans(tracker: Pick<Tracker, "comments">, trust: Trust): Plans {
  const records = new Map<number, Promise<StoredRecord | null>>();
  const recordOf = (spec: number) => {
    const known = records.get(spec) ?? readOne(tracker, trust, spec);
    records.set(spec, known);
    return known;
  };
  return {
    planned: async (issues) => {
      const bySpec = Map.groupBy(
        issues.flatMap((issue) => markedOf(issue, trust)),
        (one) => one.spec,
      );
      const all = new Map<number, Planned>();
      for (const [spec, marked] of bySpec) {
        const stored = await recordOf(spec);
        if (stored !== null)
          for (const [number, planned] of plannedBy(stored, marked)) all.set(number, planned);
      }
      return all;
    },
  };
}

type Marked = {
  readonly number: number;
  readonly spec: number;
  readonly task: string | null;
  readonly sprint: string | null;
};

/** A marker counts only in an issue that we wrote. */
function markedOf(issue: LinkedIssue, trust: Trust): readonly Marked[] {
  if (!isOurs(issue.author, trust)) return [];
  const task = markerOf(issue.body, "task");
  const sprint = markerOf(issue.body, "sprint");
  if (task !== null) return [{ number: issue.number, spec: task.spec, task: task.task, sprint: null }];
  return sprint === null
    ? []
    : [{ number: issue.number, spec: sprint.spec, task: null, sprint: sprint.sprint }];
}

async function readOne(tracker: Pick<Tracker, "comments">, trust: Trust, spec: number) {
  const comments = await tracker.comments(spec);
  return readRecord(
    comments.filter((comment) => isOurs(comment.author, trust)),
    spec,
    sha256,
  );
}

/** Where a task was created twice, the lowest number is the one that counts. */
function plannedBy(
  { record }: StoredRecord,
  marked: readonly Marked[],
): readonly (readonly [number, Planned])[] {
  const lowestLast = [...marked].sort((a, b) => b.number - a.number);
  const numbers = new Map(
    lowestLast.flatMap((one) => (one.task === null ? [] : [[one.task, one.number] as const])),
  );
  const edges = approvedEdges(record, numbers);
  return marked.flatMap(({ number, spec, task, sprint }) => {
    const recorded = record.plan.tasks.find((candidate) => candidate.id === task);
    const known = recorded !== undefined || record.plan.sprints.some(({ id }) => id === sprint);
    if (!known) return [];
    const planned: Planned = {
      spec,
      task,
      sprint: recorded?.sprint ?? sprint,
      blockedBy: edges.get(number) ?? [],
      lost: (recorded?.blockedBy ?? []).filter((id) => !numbers.has(id)).length,
      files: recorded?.files ?? [],
      deferUntil: recorded?.deferUntil ?? null,
    };
    return [[number, planned] as const];
  });
}
