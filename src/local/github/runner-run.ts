import { rm } from "node:fs/promises";
import { join } from "node:path";
import { gitOf } from "./git-of.ts";
import type { Running } from "./resource.ts";
import { tellRun } from "./run-changes.ts";
import { attemptOf, type Conclusion, type RunRow, runOf } from "./run-rows.ts";
import { type JobPlace, jobContexts } from "./runner-context.ts";
import type { Gate, Holder } from "./runner-gate.ts";
import { createJobFolders, type JobResult, runJob } from "./runner-job.ts";
import { createRunnerLog } from "./runner-log.ts";
import type { LocalAction } from "./runner-step.ts";
import { conditionHolds, type ExpressionScope, interpolate, type Value } from "./workflow-expression.ts";
import { type Concurrency, parseWorkflow, type Workflow, type WorkflowJob } from "./workflow-file.ts";

/** Everything a run needs. `root` is a fresh folder, removed by the caller. */
export type RunTools = {
  readonly running: Running;
  readonly gate: Gate;
  /** Cancels the run. Steps with `always()` still run then, until `closing`. */
  readonly controller: AbortController;
  readonly closing: AbortSignal;
  readonly root: string;
  readonly actions: readonly LocalAction[];
  readonly secrets: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
  /** Says that the run has left the queue. */
  readonly started: () => Promise<void>;
};

/** What a workflow's token may do when neither file nor job says: GitHub's restricted default. */
const defaultPermissions = { contents: "read", packages: "read", metadata: "read" } as const;

/** Runs the jobs of a run, one after the other, and answers how it ended. Throws when its file cannot be read. */
export async function executeRun(tools: RunTools, run: RunRow): Promise<Conclusion> {
  const { world } = tools.running;
  const file = await gitOf(world).read(`${run.sha}:${run.workflow.path}`);
  const workflow = parseWorkflow(run.workflow.path, file?.body.toString("utf8") ?? "");
  const place = await placeOf(tools, run, "", "");
  const scope: ExpressionScope = { values: { ...jobContexts(place), needs: {} }, status: "success" };
  const ended = await inGroup(tools, workflow.concurrency, scope, () => allJobs(tools, workflow, run));
  return ended ?? "cancelled";
}

async function allJobs(tools: RunTools, workflow: Workflow, run: RunRow): Promise<Conclusion> {
  await tools.started();
  const results = new Map<string, JobResult>();
  for (const job of inOrder(workflow)) results.set(job.id, await oneJob(tools, workflow, job, run, results));
  const all = [...results.values()].map(({ result }) => result);
  if (tools.controller.signal.aborted || all.includes("cancelled")) return "cancelled";
  if (all.includes("failure")) return "failure";
  return all.every((result) => result === "skipped") ? "skipped" : "success";
}

/** Jobs after those they need. Throws for an unknown need or a circle. */
function inOrder(workflow: Workflow): readonly WorkflowJob[] {
  const sorted: WorkflowJob[] = [];
  let left = workflow.jobs;
  while (left.length > 0) {
    const free = left.filter((job) => job.needs.every((need) => sorted.some((done) => done.id === need)));
    if (free.length === 0) {
      throw new Error(`${workflow.path}: the needs of ${left.map((job) => job.id).join(", ")} cannot be met`);
    }
    sorted.push(...free);
    left = left.filter((job) => !free.includes(job));
  }
  return sorted;
}

async function oneJob(
  tools: RunTools,
  workflow: Workflow,
  job: WorkflowJob,
  run: RunRow,
  results: ReadonlyMap<string, JobResult>,
): Promise<JobResult> {
  const { world, workflowToken } = tools.running;
  const token = workflowToken(job.permissions ?? workflow.permissions ?? defaultPermissions);
  const place = await placeOf(tools, run, job.id, token);
  const log = createRunnerLog((text) => tellRun(world, run.id, { log: text }));
  for (const secret of [...Object.values(tools.secrets), token]) log.mask(secret);
  try {
    const needs = needsOf(job, results);
    const status = statusOf(tools, job, results);
    const scope: ExpressionScope = { values: { ...jobContexts(place), needs }, status };
    if (!conditionHolds(job.condition, scope)) return { result: "skipped", outputs: {} };
    const summarise = (text: string) => tellRun(world, run.id, { summary: text });
    const signals = { signal: tools.controller.signal, closing: tools.closing };
    const step = { place, log, ...signals, actions: tools.actions, summarise };
    const ended = await inGroup(tools, job.concurrency, scope, () => runJob(step, workflow, job, needs));
    return ended ?? { result: "cancelled", outputs: {} };
  } catch (error) {
    log.line(`Error: ${error instanceof Error ? error.message : String(error)}`);
    return { result: "failure", outputs: {} };
  }
}

function needsOf(job: WorkflowJob, results: ReadonlyMap<string, JobResult>): { [job: string]: Value } {
  return Object.fromEntries(
    job.needs.map((need) => {
      const { result, outputs } = results.get(need) ?? { result: "skipped", outputs: {} };
      return [need, { result, outputs: { ...outputs } }];
    }),
  );
}

function statusOf(
  tools: RunTools,
  job: WorkflowJob,
  results: ReadonlyMap<string, JobResult>,
): ExpressionScope["status"] {
  if (tools.controller.signal.aborted) return "cancelled";
  return job.needs.every((need) => results.get(need)?.result === "success") ? "success" : "failure";
}

async function placeOf(tools: RunTools, run: RunRow, job: string, token: string): Promise<JobPlace> {
  const { world, url, graphqlUrl } = tools.running;
  const { number } = attemptOf(runOf(world, run.id));
  const folders = await createJobFolders(join(tools.root, job === "" ? "_run" : job), run.payload);
  const { secrets, variables } = tools;
  const urls = { serverUrl: url, apiUrl: url, graphqlUrl };
  return { world, run, attempt: number, job, token, folders, secrets, variables, ...urls };
}

/** Does the work while holding the concurrency group, if any. `null`: something newer took the place in the queue. */
async function inGroup<T>(
  tools: RunTools,
  concurrency: Concurrency | null,
  scope: ExpressionScope,
  work: () => Promise<T>,
): Promise<T | null> {
  if (concurrency === null) return work();
  const group = interpolate(concurrency.group, scope);
  const { controller, gate } = tools;
  const holder: Holder = { cancel: () => controller.abort("cancel") };
  const giveUp = () => gate.leave(group, holder);
  const entering = gate.enter(group, holder, concurrency.cancelInProgress);
  controller.signal.addEventListener("abort", giveUp, { once: true });
  const may = await entering;
  controller.signal.removeEventListener("abort", giveUp);
  try {
    return may ? await work() : null;
  } finally {
    gate.leave(group, holder);
  }
}

/** Removes what a run left on disk. */
export async function cleanUp(root: string): Promise<void> {
  await rm(root, { recursive: true, force: true, maxRetries: 3 });
}
