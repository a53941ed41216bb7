import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { baseEnvironment, type JobFolders, jobContexts } from "./runner-context.ts";
import { interpolateAll, type PostStep, runPostStep, runStep, type StepTools } from "./runner-step.ts";
import { conditionHolds, type ExpressionScope, interpolate, type Value } from "./workflow-expression.ts";
import type { Workflow, WorkflowJob, WorkflowStep } from "./workflow-file.ts";

type Texts = Readonly<Record<string, string>>;

export type JobResult = {
  readonly result: "success" | "failure" | "cancelled" | "skipped";
  readonly outputs: Texts;
};

/** What grows from step to step. */
type Progress = {
  failed: boolean;
  env: Texts;
  path: readonly string[];
  readonly steps: Record<string, Value>;
  readonly posts: PostStep[];
};

/** Makes the folders of a job below `root`, with the event's payload in its file. */
export async function createJobFolders(root: string, payload: object): Promise<JobFolders> {
  const folders = {
    home: join(root, "home"),
    temporary: join(root, "temp"),
    workspace: join(root, "work"),
    eventPath: join(root, "temp", "event.json"),
  };
  for (const path of [folders.home, folders.temporary, folders.workspace])
    await mkdir(path, { recursive: true });
  await writeFile(folders.eventPath, JSON.stringify(payload, null, 2));
  return folders;
}

/** Runs the steps of a job in order. `needs` are the jobs before it, as the `needs` context shows them. */
export async function runJob(
  tools: StepTools,
  workflow: Workflow,
  job: WorkflowJob,
  needs: { readonly [job: string]: Value },
): Promise<JobResult> {
  const contexts = { ...jobContexts(tools.place), needs };
  const progress: Progress = { failed: false, env: {}, path: [], steps: {}, posts: [] };
  const scopeNow = (env: Texts): ExpressionScope => ({
    values: {
      ...contexts,
      env: { ...env },
      steps: { ...progress.steps },
      job: { status: statusOf(tools, progress) },
    },
    status: statusOf(tools, progress),
  });
  const shared = interpolateAll(workflow.env, scopeNow({}));
  const common = { ...shared, ...interpolateAll(job.env, scopeNow(shared)) };
  for (const step of job.steps) await takeStep(tools, progress, step, common, scopeNow);
  for (const post of progress.posts.reverse()) {
    tools.log.line(`Post ${post.name}`);
    const runs = conditionHolds(post.condition, scopeNow(common));
    if (runs && !(await runPostStep(tools, post))) progress.failed = true;
  }
  const outputs = interpolateAll(job.outputs, scopeNow(common));
  return { result: statusOf(tools, progress), outputs };
}

function statusOf(tools: StepTools, progress: Progress): ExpressionScope["status"] {
  if (tools.signal.aborted) return "cancelled";
  return progress.failed ? "failure" : "success";
}

async function takeStep(
  tools: StepTools,
  progress: Progress,
  step: WorkflowStep,
  common: Texts,
  scopeNow: (env: Texts) => ExpressionScope,
): Promise<void> {
  const inherited = { ...common, ...progress.env };
  const note = (outcome: string, conclusion: string, outputs: Texts = {}) => {
    progress.steps[step.id] = { outcome, conclusion, outputs: { ...outputs } };
  };
  try {
    const own = { ...inherited, ...interpolateAll(step.env, scopeNow(inherited)) };
    const scope = scopeNow(own);
    if (!conditionHolds(step.condition, scope)) {
      note("skipped", "skipped");
      return;
    }
    tools.log.line(interpolate(step.name, scope));
    const env = { ...baseEnvironment(tools.place), ...own };
    const path = [...progress.path, env.PATH].join(":");
    const result = await runStep(tools, step, { ...env, PATH: path }, scope);
    progress.env = { ...progress.env, ...result.env };
    progress.path = [...result.path, ...progress.path];
    if (result.post !== null) progress.posts.push(result.post);
    if (!result.ok && !step.continueOnError) progress.failed = true;
    note(
      result.ok ? "success" : "failure",
      result.ok || step.continueOnError ? "success" : "failure",
      result.outputs,
    );
  } catch (error) {
    tools.log.line(`Error: ${error instanceof Error ? error.message : String(error)}`);
    if (!step.continueOnError) progress.failed = true;
    note("failure", step.continueOnError ? "success" : "failure");
  }
}
