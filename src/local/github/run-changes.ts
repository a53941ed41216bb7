/** What happens to a run: queued, started, logged, cancelled, completed, run again. Each step is a `workflow_run` event. */
import type { components as webhooks } from "@octokit/openapi-webhooks-types";
import { gitOf } from "./git-of.ts";
import { envelope, happened } from "./happening.ts";
import { nodeId } from "./ids.ts";
import { rejection } from "./rejection.ts";
import type { Actor } from "./rows.ts";
import { runBody, workflowBody } from "./run-body.ts";
import { type AttemptRow, attemptOf, type Conclusion, type RunRow, runOf, runsOf } from "./run-rows.ts";
import type { World } from "./world.ts";

type Payloads = webhooks["schemas"];
type Hooks = { readonly queued: Set<(run: RunRow) => void>; readonly cancel: Map<number, () => void> };

const hooks = new WeakMap<World, Hooks>();

function hooksOf(world: World): Hooks {
  const found = hooks.get(world) ?? { queued: new Set(), cancel: new Map() };
  hooks.set(world, found);
  return found;
}

/** Calls `listener` for every attempt that waits for a runner. */
export function onRunQueued(world: World, listener: (run: RunRow) => void): void {
  hooksOf(world).queued.add(listener);
}

/** Says how to stop a run that a runner has taken; `null` when the runner is done with it. */
export function setCancel(world: World, id: number, cancel: (() => void) | null): void {
  if (cancel === null) hooksOf(world).cancel.delete(id);
  else hooksOf(world).cancel.set(id, cancel);
}

export type NewRun = Pick<RunRow, "workflow" | "event" | "payload" | "inputs" | "branch" | "sha" | "title">;

/** Makes a run and its first attempt, and hands it to the runners. Without one it stays queued. */
export async function queueRun(world: World, actor: Actor, wanted: NewRun): Promise<RunRow> {
  const row = await newRun(world, actor, wanted);
  for (const listener of hooksOf(world).queued) listener(row);
  return row;
}

/** A run that no runner ever sees, because its workflow file cannot be read: it has failed from the start. */
export async function failedRun(world: World, actor: Actor, wanted: NewRun, reason: string): Promise<void> {
  const { id } = await newRun(world, actor, wanted);
  tellRun(world, id, { log: `Error: ${reason}\n` });
  await completeRun(world, id, "startup_failure");
}

async function newRun(world: World, actor: Actor, wanted: NewRun): Promise<RunRow> {
  const id = world.ids.database("run");
  const number =
    [...runsOf(world).values()].filter((run) => run.workflow.id === wanted.workflow.id).length + 1;
  const row: RunRow = {
    ...wanted,
    id,
    nodeId: nodeId("WFR", id),
    number,
    actor: actor.user,
    createdAt: world.now(),
    attempts: [newAttempt(world, actor, 1)],
  };
  runsOf(world).set(id, row);
  await emitRun(world, actor, id, "requested");
  return row;
}

function newAttempt(world: World, actor: Actor, number: number): AttemptRow {
  const at = world.now();
  const state = { status: "queued" as const, conclusion: null, log: "", summary: "" };
  return { number, actor, startedAt: at, updatedAt: at, ...state };
}

/** Queues another attempt of a completed run. Throws 403 when it is still under way. */
export async function runAgain(world: World, actor: Actor, id: number): Promise<void> {
  const run = runOf(world, id);
  if (attemptOf(run).status !== "completed") {
    throw rejection(403, "The workflow run containing this job is already running");
  }
  const again = { ...run, attempts: [...run.attempts, newAttempt(world, actor, run.attempts.length + 1)] };
  runsOf(world).set(id, again);
  await emitRun(world, actor, id, "requested");
  for (const listener of hooksOf(world).queued) listener(again);
}

/** Asks for the end of a run; whoever runs it completes it. Throws 409 when it has ended. */
export async function cancelRun(world: World, id: number): Promise<void> {
  if (attemptOf(runOf(world, id)).status === "completed") {
    throw rejection(409, "Cannot cancel a workflow run that is completed.");
  }
  const cancel = hooksOf(world).cancel.get(id);
  if (cancel) cancel();
  else await completeRun(world, id, "cancelled");
}

export async function startRun(world: World, id: number): Promise<void> {
  amendAttempt(world, id, { status: "in_progress", startedAt: world.now() });
  await emitRun(world, attemptOf(runOf(world, id)).actor, id, "in_progress");
}

export async function completeRun(world: World, id: number, conclusion: Conclusion): Promise<void> {
  amendAttempt(world, id, { status: "completed", conclusion });
  await emitRun(world, attemptOf(runOf(world, id)).actor, id, "completed");
}

/** Adds to the log or the summary of the attempt under way. */
export function tellRun(
  world: World,
  id: number,
  more: { readonly log?: string; readonly summary?: string },
): void {
  const { log, summary } = attemptOf(runOf(world, id));
  amendAttempt(world, id, { log: log + (more.log ?? ""), summary: summary + (more.summary ?? "") });
}

function amendAttempt(world: World, id: number, change: Partial<AttemptRow>): void {
  const run = runOf(world, id);
  const latest = { ...attemptOf(run), ...change, updatedAt: world.now() };
  runsOf(world).set(id, { ...run, attempts: [...run.attempts.slice(0, -1), latest] });
}

async function emitRun(
  world: World,
  actor: Actor,
  id: number,
  action: "requested" | "in_progress" | "completed",
): Promise<void> {
  const run = runOf(world, id);
  const commit = await gitOf(world).commit(run.sha);
  if (commit === null) throw new Error(`run ${id} is at ${run.sha}, which is no commit`);
  const common = { ...envelope(world, actor), workflow: workflowBody(world, run.workflow) };
  const body = runBody(world, run, commit);
  const { status, conclusion } = attemptOf(run);
  if (action === "completed" && status === "completed") {
    const workflow_run = { ...body, status, conclusion };
    const payload = { ...common, action, workflow_run } satisfies Payloads["webhook-workflow-run-completed"];
    happened(world, actor, "workflow_run", payload);
  } else if (action === "in_progress" && status === "in_progress") {
    const workflow_run = { ...body, status, conclusion: null };
    const payload = {
      ...common,
      action,
      workflow_run,
    } satisfies Payloads["webhook-workflow-run-in-progress"];
    happened(world, actor, "workflow_run", payload);
  } else if (action === "requested" && status === "queued") {
    const workflow_run = { ...body, status, conclusion: null };
    const payload = { ...common, action, workflow_run } satisfies Payloads["webhook-workflow-run-requested"];
    happened(world, actor, "workflow_run", payload);
  }
}
