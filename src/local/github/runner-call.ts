import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { LocalAction } from "./runner-step.ts";
import { type ExpressionScope, evaluate, interpolate, type Value } from "./workflow-expression.ts";
import { type Permissions, parseWorkflow, type Workflow, type WorkflowJob } from "./workflow-file.ts";

type Texts = Readonly<Record<string, string>>;

/**
 * A workflow as it is run: from the event, or called by a job. `source` is the folder of the repository a called one
 * stands in (`$/` points there), `null` for the run's own; `ceiling` is what its tokens may hold at most.
 */
export type Call = {
  readonly workflow: Workflow;
  readonly source: string | null;
  readonly inputs: { readonly [name: string]: Value };
  readonly secrets: Texts;
  readonly ceiling: Permissions | null;
  /** Names of the jobs that led here, for the log: `task (14) / `. */
  readonly prefix: string;
};

/** What a workflow's token may do when neither file nor job says: GitHub's restricted default. */
const restricted: Permissions = { contents: "read", packages: "read", metadata: "read" };

/** The permissions of a job's token. Throws where a called workflow asks for more than its caller has, as GitHub does. */
export function permissionsOf(call: Call, job: WorkflowJob): Permissions {
  const asked = job.permissions ?? call.workflow.permissions ?? call.ceiling ?? restricted;
  if (call.ceiling === null) return asked;
  for (const [name, level] of Object.entries(asked)) {
    const most = call.ceiling[name] ?? "none";
    if (most === level || most === "write") continue;
    throw new Error(
      `${call.workflow.path}: the job ${job.id} requests ${name}: ${level}, but is only allowed ${name}: ${most}`,
    );
  }
  return asked;
}

/** The `matrix` context of each run of a job; one without a matrix where the job has none. */
export function combinations(
  job: WorkflowJob,
  scope: ExpressionScope,
): readonly { readonly [name: string]: Value }[] {
  return Object.entries(job.matrix).reduce<readonly { readonly [name: string]: Value }[]>(
    (all, [name, text]) => {
      const values = typed(text, scope);
      if (!Array.isArray(values)) throw new Error(`${job.id}: matrix.${name} is no list`);
      return all.flatMap((one) => values.map((value: Value) => ({ ...one, [name]: value })));
    },
    [{}],
  );
}

/** A text that is one expression keeps its type. */
function typed(text: string, scope: ExpressionScope): Value {
  const whole = /^\s*\$\{\{([\s\S]*)\}\}\s*$/.exec(text)?.[1];
  return whole === undefined ? interpolate(text, scope) : evaluate(whole, scope);
}

/** The workflow that a job calls. Throws for one this machine does not have, or that lacks a required input or secret. */
export async function calledBy(
  call: Call,
  job: WorkflowJob,
  actions: readonly LocalAction[],
  scope: ExpressionScope,
): Promise<Call> {
  const { folder, path } = placeOf(call, job.uses ?? "", actions);
  const file = join(folder, path);
  if (!existsSync(file)) throw new Error(`${job.id}: ${file} is not there`);
  const workflow = parseWorkflow(path, await readFile(file, "utf8"));
  const { called } = workflow;
  if (called === null) throw new Error(`${path}: is not a workflow that can be called (on: workflow_call)`);
  const inputs = Object.fromEntries(
    Object.entries(job.inputs).map(([name, text]) => [name, typed(text, scope)]),
  );
  const secrets = Object.fromEntries(
    Object.entries(job.secrets).map(([name, text]) => [name, interpolate(text, scope)]),
  );
  refuseUnknown(path, "input", Object.keys(inputs), called.inputs);
  refuseUnknown(path, "secret", Object.keys(secrets), called.secrets);
  const missing = Object.entries(called.inputs).flatMap(([name, { fallback }]) =>
    name in inputs || fallback === null ? [] : [[name, fallback] as const],
  );
  return {
    workflow,
    source: folder,
    inputs: Object.fromEntries(
      [...missing, ...Object.entries(inputs)].map(([name, value]) => [
        name,
        called.inputs[name]?.isFlag === true ? value === true || value === "true" : value,
      ]),
    ),
    secrets,
    ceiling: permissionsOf(call, job),
    prefix: `${call.prefix}${job.id} / `,
  };
}

function placeOf(
  call: Call,
  uses: string,
  actions: readonly LocalAction[],
): { readonly folder: string; readonly path: string } {
  if (uses.startsWith("$/") && call.source !== null) return { folder: call.source, path: uses.slice(2) };
  const remote = /^([^/]+\/[^/]+)\/(\.github\/workflows\/[^@]+)@(.+)$/.exec(uses);
  const named = remote === null ? "" : `${remote[1]}@${remote[3]}`;
  const action = actions.find((one) => "folder" in one && one.uses.test(named));
  if (action === undefined || !("folder" in action) || remote === null)
    throw new Error(
      `uses: ${uses} is not available on the local runner; name its folder among the runner's actions`,
    );
  return { folder: action.folder, path: remote[2] ?? "" };
}

type Declared = Readonly<Record<string, { readonly required: boolean }>>;

function refuseUnknown(path: string, kind: string, given: readonly string[], declared: Declared): void {
  const unknown = given.find((name) => !(name in declared));
  if (unknown !== undefined)
    throw new Error(`${path}: the ${kind} ${unknown} is not defined in the called workflow`);
  const missing = Object.entries(declared).find(([name, { required }]) => required && !given.includes(name));
  if (missing !== undefined)
    throw new Error(`${path}: the ${kind} ${missing[0]} is required, but not provided`);
}
