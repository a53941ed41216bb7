import { nodeId } from "./ids.ts";
import { notFound } from "./rejection.ts";
import type { Actor, UserRow } from "./rows.ts";
import { table, type World } from "./world.ts";

type RunStatus = "queued" | "in_progress" | "completed";
export type Conclusion = "success" | "failure" | "cancelled" | "skipped" | "startup_failure";

/** One attempt of a run. `log` is what its steps printed, secrets masked; `summary` their step summaries. */
export type AttemptRow = {
  readonly number: number;
  readonly status: RunStatus;
  readonly conclusion: Conclusion | null;
  readonly actor: Actor;
  readonly startedAt: string;
  readonly updatedAt: string;
  readonly log: string;
  readonly summary: string;
};

export type WorkflowRow = {
  readonly id: number;
  readonly nodeId: string;
  /** From the repository's root: `.github/workflows/pawl.yml`. */
  readonly path: string;
  readonly name: string;
  readonly createdAt: string;
};

export type RunRow = {
  readonly id: number;
  readonly nodeId: string;
  /** Counts up per workflow. */
  readonly number: number;
  readonly workflow: WorkflowRow;
  readonly event: string;
  /** What `GITHUB_EVENT_PATH` holds. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** `workflow_dispatch` inputs. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly actor: UserRow;
  readonly branch: string;
  readonly sha: string;
  readonly title: string;
  readonly createdAt: string;
  readonly attempts: readonly AttemptRow[];
};

/** By id. */
export const runsOf = table<RunRow>();
/** By id. */
const workflowsOf = table<WorkflowRow>();

/** The run with this id. Throws 404. */
export function runOf(world: World, id: string | number | undefined): RunRow {
  const run = runsOf(world).get(Number(id));
  if (run === undefined) throw notFound();
  return run;
}

/** The latest attempt, or the one with this number. Throws 404. */
export function attemptOf(run: RunRow, number?: string | number): AttemptRow {
  const wanted = number === undefined ? run.attempts.length : Number(number);
  const attempt = run.attempts.find((one) => one.number === wanted);
  if (attempt === undefined) throw notFound();
  return attempt;
}

/** The row of a workflow file, made at first sight. */
export function workflowAt(world: World, path: string, name: string): WorkflowRow {
  const rows = workflowsOf(world);
  const found = [...rows.values()].find((row) => row.path === path);
  const id = found?.id ?? world.ids.database("workflow");
  const createdAt = found?.createdAt ?? world.now();
  const row = { id, nodeId: nodeId("W", id), path, name, createdAt };
  rows.set(id, row);
  return row;
}
