import { gitOf } from "./git-of.ts";
import type { Actor } from "./rows.ts";
import { failedRun, queueRun } from "./run-changes.ts";
import { type WorkflowRow, workflowAt } from "./run-rows.ts";
import { parseWorkflow, startsOn, type Workflow } from "./workflow-file.ts";
import type { World, WorldEvent } from "./world.ts";

/** A workflow file of the default branch: parsed, or the reason why not. */
export type WorkflowFile = { readonly row: WorkflowRow; readonly text: string } & (
  | { readonly kind: "workflow"; readonly workflow: Workflow }
  | { readonly kind: "broken"; readonly reason: string }
);

const folder = ".github/workflows";
/** Events that can start a run here. Schedules never do; pull requests start none of ours. */
const starting = ["issues", "issue_comment", "workflow_dispatch", "repository_dispatch"];
const dispatches = ["workflow_dispatch", "repository_dispatch"];

/** The workflow files of the default branch as they are now. */
export async function workflowFiles(world: World): Promise<readonly WorkflowFile[]> {
  const git = gitOf(world);
  const head = `refs/heads/${world.repository.defaultBranch}`;
  if ((await git.read(`${head}:${folder}`)) === null) return [];
  const entries = await git.list(`${head}:${folder}`, false);
  const files = entries.filter((entry) => entry.type === "blob" && /\.ya?ml$/.test(entry.path));
  return Promise.all(
    files.map(async (entry) => {
      const path = `${folder}/${entry.path}`;
      return fileOf(world, path, (await git.read(entry.sha))?.body.toString("utf8") ?? "");
    }),
  );
}

function fileOf(world: World, path: string, text: string): WorkflowFile {
  try {
    const workflow = parseWorkflow(path, text);
    return { kind: "workflow", row: workflowAt(world, path, workflow.name), text, workflow };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: "broken", row: workflowAt(world, path, path), text, reason };
  }
}

const lanes = new WeakMap<World, Promise<void>>();

/** Queues the runs that an event starts, after those of earlier events. */
export function triggerWorkflows(world: World, event: WorldEvent): void {
  if (!starting.includes(event.name)) return;
  lanes.set(
    world,
    triggered(world).then(() => startWorkflows(world, event)),
  );
}

/** Resolves when every event until now has queued its runs. */
export function triggered(world: World): Promise<void> {
  return lanes.get(world) ?? Promise.resolve();
}

/** Queues a run of every workflow that the event starts. What a workflow's own token caused starts none, except dispatches. */
async function startWorkflows(world: World, event: WorldEvent): Promise<void> {
  if (event.actor.kind === "workflow" && !dispatches.includes(event.name)) return;
  const head = await gitOf(world).ref(`refs/heads/${world.repository.defaultBranch}`);
  if (head === null) return;
  for (const file of await workflowFiles(world)) {
    if (event.name === "workflow_dispatch" && event.payload.workflow !== file.row.path) continue;
    if (file.kind === "workflow" && !startsOn(file.workflow, event.name, event.action)) continue;
    // a file that cannot be read fails visibly where it names the event
    if (file.kind === "broken" && !file.text.includes(event.name)) continue;
    await start(world, event.actor, event, file, head.sha);
  }
}

async function start(
  world: World,
  actor: Actor,
  event: WorldEvent,
  file: WorkflowFile,
  sha: string,
): Promise<void> {
  const payload = { ...(event.action === null ? {} : { action: event.action }), ...event.payload };
  const wanted = {
    workflow: file.row,
    event: event.name,
    payload,
    inputs: inputsOf(event, file),
    branch: world.repository.defaultBranch,
    sha,
    title: titleOf(event) ?? file.row.name,
  };
  if (file.kind === "workflow") await queueRun(world, actor, wanted);
  else await failedRun(world, actor, wanted, file.reason);
}

function inputsOf(event: WorldEvent, file: WorkflowFile): Readonly<Record<string, string>> {
  const given: unknown = event.payload.inputs;
  const defaults = file.kind === "workflow" && event.name === "workflow_dispatch" ? file.workflow.inputs : {};
  if (typeof given !== "object" || given === null) return defaults;
  const texts = Object.entries(given).map(([name, value]) => [name, String(value)]);
  return { ...defaults, ...Object.fromEntries(texts) };
}

function titleOf(event: WorldEvent): string | null {
  const issue: unknown = event.payload.issue;
  if (typeof issue !== "object" || issue === null || !("title" in issue)) return null;
  return typeof issue.title === "string" ? issue.title : null;
}
