import { rm } from "node:fs/promises";
import { join } from "node:path";
import { gitOf } from "./git-of.ts";
import type { Running } from "./resource.ts";
import { tellRun } from "./run-changes.ts";
import { attemptOf, type Conclusion, type RunRow, runOf } from "./run-rows.ts";
import { type Call, calledBy, combinations, permissionsOf } from "./runner-call.ts";
import { type JobPlace, jobContexts } from "./runner-context.ts";
import type { Gate, Holder } from "./runner-gate.ts";
import { createJobFolders, type JobResult, runJob } from "./runner-job.ts";
import { createRunnerLog, type RunnerLog } from "./runner-log.ts";
import type { LocalAction, Sight } from "./runner-step.ts";
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
  readonly see: (sight: Sight) => void;
  /** Says that the run has left the queue. */
  readonly started: () => Promise<void>;
};

/** Runs the jobs of a run, one after the other, and answers how it ended. Throws when its file cannot be read. */
export async function executeRun(tools: RunTools, run: RunRow): Promise<Conclusion> {
  const { world } = tools.running;
  const file = await gitOf(world).read(`${run.sha}:${run.workflow.path}`);
  const workflow = parseWorkflow(run.workflow.path, file?.body.toString("utf8") ?? "");
  const { secrets } = tools;
  const call: Call = {
    workflow,
    source: null,
    inputs: { ...run.inputs },
    secrets,
    ceiling: null,
    prefix: "",
  };
  const place = await placeOf(tools, run, call, { id: "", matrix: {}, token: "" });
  const scope: ExpressionScope = { values: { ...jobContexts(place), needs: {} }, status: "success" };
  const ended = await inGroup(tools, workflow.concurrency, scope, async () => {
    await tools.started();
    return concluded(tools, await allJobs(tools, call, run));
  });
  return ended ?? "cancelled";
}

type Results = ReadonlyMap<string, JobResult>;

async function allJobs(tools: RunTools, call: Call, run: RunRow): Promise<Results> {
  const results = new Map<string, JobResult>();
  for (const job of inOrder(call.workflow))
    results.set(job.id, await wholeJob(tools, call, job, run, results));
  return results;
}

function concluded(tools: RunTools, results: Results): JobResult["result"] {
  const all = [...results.values()].map(({ result }) => result);
  if (tools.controller.signal.aborted || all.includes("cancelled")) return "cancelled";
  if (all.includes("failure")) return "failure";
  return all.every((result) => result === "skipped") ? "skipped" : "success";
}

/** Every combination of a job's matrix, one after the other; as on GitHub the outputs of the last one remain. */
async function wholeJob(
  tools: RunTools,
  call: Call,
  job: WorkflowJob,
  run: RunRow,
  results: Results,
): Promise<JobResult> {
  const log = createRunnerLog((text) => tellRun(tools.running.world, run.id, { log: text }));
  for (const secret of Object.values(tools.secrets)) log.mask(secret);
  try {
    const place = await placeOf(tools, run, call, { id: job.id, matrix: {}, token: "" });
    const status = statusOf(tools, job, results);
    const scope: ExpressionScope = {
      values: { ...jobContexts(place), needs: needsOf(job, results) },
      status,
    };
    if (!conditionHolds(job.condition, scope)) return { result: "skipped", outputs: {} };
    const ends = new Map<string, JobResult>();
    for (const matrix of combinations(job, scope))
      ends.set(String(ends.size), await oneJob(tools, call, job, { run, results, matrix, log }));
    return { result: concluded(tools, ends), outputs: [...ends.values()].at(-1)?.outputs ?? {} };
  } catch (error) {
    log.line(`Error: ${error instanceof Error ? error.message : String(error)}`);
    return { result: "failure", outputs: {} };
  }
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

type JobFacts = {
  readonly run: RunRow;
  readonly results: Results;
  readonly matrix: { readonly [name: string]: Value };
  readonly log: RunnerLog;
};

async function oneJob(tools: RunTools, call: Call, job: WorkflowJob, facts: JobFacts): Promise<JobResult> {
  const { run, results, matrix, log } = facts;
  const { world, workflowToken } = tools.running;
  const permissions = permissionsOf(call, job);
  const token = workflowToken(permissions);
  log.mask(token);
  const place = await placeOf(tools, run, call, { id: job.id, matrix, token });
  const needs = needsOf(job, results);
  const scope: ExpressionScope = {
    values: { ...jobContexts(place), needs },
    status: statusOf(tools, job, results),
  };
  const name = `${call.prefix}${job.id}`;
  if (job.uses !== null) return inGroupOr(tools, job, scope, () => callJob(tools, call, job, run, scope));
  const told = Object.entries(permissions).map(([one, level]) => `${one}: ${level}`);
  log.line(`Job ${name}; GITHUB_TOKEN Permissions: ${told.join(", ") || "none"}`);
  const summarise = (text: string) => tellRun(world, run.id, { summary: text });
  const see = (step: string, environment: readonly string[]) =>
    tools.see({ job: name, step, environment: [...environment].sort(), permissions });
  const signals = { signal: tools.controller.signal, closing: tools.closing };
  const step = { place, log, ...signals, actions: tools.actions, summarise, see };
  return inGroupOr(tools, job, scope, () => runJob(step, call.workflow, job, needs));
}

async function inGroupOr(
  tools: RunTools,
  job: WorkflowJob,
  scope: ExpressionScope,
  work: () => Promise<JobResult>,
): Promise<JobResult> {
  return (await inGroup(tools, job.concurrency, scope, work)) ?? { result: "cancelled", outputs: {} };
}

/** A job that calls a workflow: its jobs, with the outputs that the called one declares. */
async function callJob(
  tools: RunTools,
  call: Call,
  job: WorkflowJob,
  run: RunRow,
  scope: ExpressionScope,
): Promise<JobResult> {
  const next = await calledBy(call, job, tools.actions, scope);
  const results = await allJobs(tools, next, run);
  const jobs = Object.fromEntries(
    [...results].map(([id, { result, outputs }]) => [id, { result, outputs: { ...outputs } }]),
  );
  const outputs = Object.entries(next.workflow.called?.outputs ?? {}).map(([name, text]) => [
    name,
    interpolate(text, { ...scope, values: { ...scope.values, jobs } }),
  ]);
  return { result: concluded(tools, results), outputs: Object.fromEntries(outputs) };
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

async function placeOf(
  tools: RunTools,
  run: RunRow,
  call: Call,
  job: { readonly id: string; readonly matrix: { readonly [name: string]: Value }; readonly token: string },
): Promise<JobPlace> {
  const { world, url, graphqlUrl } = tools.running;
  const { number } = attemptOf(runOf(world, run.id));
  const { id, matrix, token } = job;
  const name = token === "" ? `_${id}` : `${id}-${crypto.randomUUID()}`;
  const folders = await createJobFolders(join(tools.root, name), run.payload);
  const { variables } = tools;
  const { source, inputs, secrets } = call;
  const urls = { serverUrl: url, apiUrl: url, graphqlUrl };
  const artifacts = join(tools.root, "artifacts");
  const given = { source, inputs, matrix, secrets, variables, artifacts };
  return { world, run, attempt: number, job: id, token, folders, ...given, ...urls };
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
