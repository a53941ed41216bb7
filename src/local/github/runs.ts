import { gitOf } from "./git-of.ts";
import { envelope } from "./happening.ts";
import { notFound, rejection } from "./rejection.ts";
import { type Answer, type Call, empty, json, type Resource } from "./resource.ts";
import { runBody, workflowBody } from "./run-body.ts";
import { cancelRun, runAgain } from "./run-changes.ts";
import { attemptOf, type RunRow, runOf, runsOf } from "./run-rows.ts";
import { triggered, triggerWorkflows, type WorkflowFile, workflowFiles } from "./workflow-triggers.ts";
import type { World } from "./world.ts";

const base = "/repos/:owner/:repo";
const actions = `${base}/actions`;
const run = `${actions}/runs/:run{[0-9]+}`;
const flow = `${actions}/workflows/:workflow`;
const read = "actions:read" as const;
const write = "actions:write" as const;
const dispatch = `${base}/dispatches`;

/** Workflow runs: starting, reading, cancelling. Events start them; `runner.ts` runs them. */
export const runs: Resource = {
  name: "runs",
  routes: [
    {
      method: "GET",
      path: `${actions}/workflows`,
      operation: "actions/list-repo-workflows",
      need: read,
      answer: flows,
    },
    { method: "GET", path: flow, operation: "actions/get-workflow", need: read, answer: getFlow },
    {
      method: "GET",
      path: `${flow}/runs`,
      operation: "actions/list-workflow-runs",
      need: read,
      answer: list,
    },
    {
      method: "POST",
      path: `${flow}/dispatches`,
      operation: "actions/create-workflow-dispatch",
      need: write,
      answer: dispatchWorkflow,
    },
    {
      method: "GET",
      path: `${actions}/runs`,
      operation: "actions/list-workflow-runs-for-repo",
      need: read,
      answer: list,
    },
    { method: "GET", path: run, operation: "actions/get-workflow-run", need: read, answer: get },
    {
      method: "GET",
      path: `${run}/attempts/:attempt{[0-9]+}`,
      operation: "actions/get-workflow-run-attempt",
      need: read,
      answer: get,
    },
    {
      method: "POST",
      path: `${run}/cancel`,
      operation: "actions/cancel-workflow-run",
      need: write,
      answer: cancel,
    },
    {
      method: "POST",
      path: `${run}/rerun`,
      operation: "actions/re-run-workflow",
      need: write,
      answer: again,
    },
    {
      method: "POST",
      path: dispatch,
      operation: "repos/create-dispatch-event",
      need: "contents:write",
      answer: dispatchRepository,
    },
  ],
  start: ({ world }) => {
    const stop = world.onEvent((event) => triggerWorkflows(world, event));
    return {
      idle: () => triggered(world),
      close: async () => {
        stop();
        await triggered(world);
        gitOf(world).close();
      },
    };
  },
};

async function flows({ world }: Call): Promise<Answer> {
  const files = await workflowFiles(world);
  return json({ total_count: files.length, workflows: files.map((file) => workflowBody(world, file.row)) });
}

async function getFlow({ world, params }: Call): Promise<Answer> {
  return json(workflowBody(world, (await fileNamed(world, params.workflow)).row));
}

/** By id or by file name, as GitHub takes both. */
async function fileNamed(world: World, name: string | undefined): Promise<WorkflowFile> {
  const found = (await workflowFiles(world)).find(
    ({ row }) => String(row.id) === name || row.path === `.github/workflows/${name}`,
  );
  if (found === undefined) throw notFound();
  return found;
}

async function list({ world, params, query }: Call): Promise<Answer> {
  const only = params.workflow === undefined ? null : (await fileNamed(world, params.workflow)).row.id;
  const asked = (name: string, value: string | null) => [null, value].includes(query.get(name));
  const found = [...runsOf(world).values()].reverse().filter((one) => {
    const { status, conclusion } = attemptOf(one);
    const state = query.get("status");
    return (
      (only === null || one.workflow.id === only) &&
      (state === null || state === status || state === conclusion) &&
      asked("event", one.event) &&
      asked("branch", one.branch) &&
      asked("head_sha", one.sha) &&
      asked("actor", one.actor.login)
    );
  });
  const size = Math.min(Number(query.get("per_page") ?? 30), 100);
  const from = (Number(query.get("page") ?? 1) - 1) * size;
  const shown = await Promise.all(found.slice(from, from + size).map((one) => shownRun(world, one)));
  return json({ total_count: found.length, workflow_runs: shown });
}

async function get({ world, params }: Call): Promise<Answer> {
  return json(await shownRun(world, runOf(world, params.run), params.attempt));
}

async function shownRun(world: World, row: RunRow, attempt?: string) {
  const commit = await gitOf(world).commit(row.sha);
  if (commit === null) throw notFound();
  return runBody(world, row, commit, attemptOf(row, attempt));
}

async function cancel({ world, params }: Call): Promise<Answer> {
  await cancelRun(world, runOf(world, params.run).id);
  return json({}, 202);
}

async function again({ world, actor, params }: Call): Promise<Answer> {
  await runAgain(world, actor, runOf(world, params.run).id);
  return json({}, 201);
}

async function dispatchWorkflow({ world, actor, params, body }: Call): Promise<Answer> {
  const file = await fileNamed(world, params.workflow);
  const { ref, inputs = {} } = body;
  if (typeof ref !== "string") throw rejection(422, 'Invalid request.\n\n"ref" wasn\'t supplied.');
  const branch = ref.replace(/^refs\/heads\//, "");
  if ((await gitOf(world).ref(`refs/heads/${branch}`)) === null)
    throw rejection(422, `No ref found for: ${ref}`);
  if (file.kind === "workflow" && file.workflow.on.workflow_dispatch === undefined) {
    throw rejection(422, "Workflow does not have 'workflow_dispatch' trigger");
  }
  if (file.kind === "workflow" && typeof inputs === "object" && inputs !== null) {
    const { workflow } = file;
    const unknown = Object.keys(inputs).filter((name) => !(name in workflow.inputs));
    if (unknown.length > 0) throw rejection(422, `Unexpected inputs provided: ${JSON.stringify(unknown)}`);
  }
  const payload = { ...envelope(world, actor), inputs, ref: `refs/heads/${branch}`, workflow: file.row.path };
  world.emit({ name: "workflow_dispatch", action: null, payload, actor });
  return empty();
}

function dispatchRepository({ world, actor, body }: Call): Answer {
  const { event_type, client_payload = {} } = body;
  if (typeof event_type !== "string" || event_type === "" || event_type.length > 100) {
    throw rejection(422, 'Invalid request.\n\n"event_type" wasn\'t supplied.');
  }
  if (
    typeof client_payload === "object" &&
    client_payload !== null &&
    Object.keys(client_payload).length > 10
  ) {
    throw rejection(422, "No more than 10 properties are allowed; client_payload has more.");
  }
  const payload = { ...envelope(world, actor), branch: world.repository.defaultBranch, client_payload };
  world.emit({ name: "repository_dispatch", action: event_type, payload, actor });
  return empty();
}
