import { parse } from "yaml";
import { toValue, type Value } from "./workflow-expression.ts";

export type Permissions = Readonly<Record<string, "read" | "write">>;
export type Concurrency = { readonly group: string; readonly cancelInProgress: boolean };
type Texts = Readonly<Record<string, string>>;

export type WorkflowStep = {
  readonly id: string;
  readonly name: string;
  readonly condition: string | null;
  readonly action:
    | { readonly kind: "uses"; readonly uses: string; readonly inputs: Texts }
    | { readonly kind: "run"; readonly script: string };
  readonly env: Texts;
  readonly continueOnError: boolean;
};

export type WorkflowJob = {
  readonly id: string;
  readonly condition: string | null;
  readonly needs: readonly string[];
  readonly env: Texts;
  readonly outputs: Texts;
  /** `null`: what the file says for all jobs, or the repository's default. */
  readonly permissions: Permissions | null;
  readonly concurrency: Concurrency | null;
  /** Texts of the matrix's lists, by name; empty where the job runs once. */
  readonly matrix: Texts;
  /** The workflow that the job calls instead of having steps, with what it gives to it. */
  readonly uses: string | null;
  readonly inputs: Texts;
  readonly secrets: Texts;
  readonly steps: readonly WorkflowStep[];
};

/** What a workflow takes when another calls it. */
type CalledShape = {
  readonly inputs: Readonly<
    Record<string, { readonly required: boolean; readonly fallback: string | null; readonly isFlag: boolean }>
  >;
  readonly secrets: Readonly<Record<string, { readonly required: boolean }>>;
  readonly outputs: Texts;
};

export type Workflow = {
  readonly path: string;
  readonly name: string;
  /** Event name to activity types; `null` means all of GitHub's defaults. */
  readonly on: Readonly<Record<string, readonly string[] | null>>;
  /** Defaults of `workflow_dispatch` inputs. */
  readonly inputs: Texts;
  /** `null` when no other workflow can call it. */
  readonly called: CalledShape | null;
  readonly env: Texts;
  readonly permissions: Permissions | null;
  readonly concurrency: Concurrency | null;
  readonly jobs: readonly WorkflowJob[];
};

const known = {
  workflow: ["name", "run-name", "on", "permissions", "env", "concurrency", "jobs"],
  job: "name if needs runs-on permissions env concurrency outputs steps timeout-minutes strategy uses with secrets".split(
    " ",
  ),
  strategy: ["matrix", "fail-fast", "max-parallel"],
  step: "id name if uses with run shell env continue-on-error timeout-minutes".split(" "),
};

/**
 * Reads the part of GitHub's workflow syntax that this runner runs. Throws naming the file and the key it does not know.
 * `runs-on` and `timeout-minutes` make no difference here; filters of `push` and the like neither, as those start nothing.
 */
export function parseWorkflow(path: string, text: string): Workflow {
  const root = fields(parseYaml(path, text), path, known.workflow);
  const jobs = Object.entries(mapping(root.jobs, `${path}: jobs`));
  if (jobs.length === 0) throw new Error(`${path}: has no jobs`);
  return {
    path,
    name: scalar(root.name) ?? path,
    on: triggers(root.on ?? null, path),
    inputs: dispatchInputs(root.on ?? null),
    called: calledShape(root.on ?? null),
    env: texts(root.env, `${path}: env`),
    permissions: permissions(root.permissions, path),
    concurrency: concurrency(root.concurrency),
    jobs: jobs.map(([id, job]) => parseJob(id, job, `${path}: jobs.${id}`)),
  };
}

/** Whether an event with an activity type (or none) starts the workflow. */
export function startsOn(workflow: Workflow, event: string, activity: string | null): boolean {
  const types = workflow.on[event];
  if (types === undefined) return false;
  return types === null || activity === null || types.includes(activity);
}

function parseYaml(path: string, text: string): Value {
  try {
    return toValue(parse(text));
  } catch (cause) {
    throw new Error(`${path}: is not valid YAML: ${cause instanceof Error ? cause.message : ""}`, { cause });
  }
}

function parseJob(id: string, value: Value, where: string): WorkflowJob {
  const job = fields(value, where, known.job);
  const steps = Array.isArray(job.steps) ? job.steps : [];
  const uses = scalar(job.uses);
  if (steps.length === 0 && uses === null) throw new Error(`${where}: has no steps`);
  const strategy =
    job.strategy === undefined ? {} : fields(job.strategy, `${where}.strategy`, known.strategy);
  return {
    id,
    condition: scalar(job.if),
    needs: list(job.needs),
    env: texts(job.env, `${where}.env`),
    outputs: texts(job.outputs, `${where}.outputs`),
    permissions: permissions(job.permissions, where),
    concurrency: concurrency(job.concurrency),
    matrix: matrix(strategy.matrix, `${where}.strategy.matrix`),
    uses,
    inputs: texts(job.with, `${where}.with`),
    secrets: texts(job.secrets, `${where}.secrets`),
    steps: steps.map((step, index) => parseStep(step, `${where}.steps[${index}]`, index)),
  };
}

function parseStep(value: Value, where: string, index: number): WorkflowStep {
  const step = fields(value, where, known.step);
  const uses = scalar(step.uses);
  const shell = scalar(step.shell);
  if (shell !== null && shell !== "bash")
    throw new Error(`${where}: shell ${shell} is not supported by the local runner`);
  const script = scalar(step.run);
  const inputs = texts(step.with, `${where}.with`);
  if ((uses === null) === (script === null)) throw new Error(`${where}: needs either \`uses\` or \`run\``);
  const action =
    uses === null
      ? ({ kind: "run", script: script ?? "" } as const)
      : ({ kind: "uses", uses, inputs } as const);
  return {
    id: scalar(step.id) ?? `__${index}`,
    name: scalar(step.name) ?? `Run ${uses ?? script?.split("\n")[0]}`,
    condition: scalar(step.if),
    action,
    env: texts(step.env, `${where}.env`),
    continueOnError: step["continue-on-error"] === true,
  };
}

function triggers(on: Value, path: string): Record<string, readonly string[] | null> {
  if (typeof on === "string") return { [on]: null };
  if (Array.isArray(on)) return Object.fromEntries(list(on).map((event) => [event, null]));
  return Object.fromEntries(
    Object.entries(mapping(on, `${path}: on`)).map(([event, value]) => {
      const types = isMapping(value) ? list(value.types) : [];
      return [event, types.length > 0 ? types : null];
    }),
  );
}

function dispatchInputs(on: Value): Texts {
  const dispatch = isMapping(on) ? on.workflow_dispatch : null;
  const inputs = isMapping(dispatch) && isMapping(dispatch.inputs) ? dispatch.inputs : {};
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [name, (isMapping(value) && scalar(value.default)) || ""]),
  );
}

function calledShape(on: Value): CalledShape | null {
  if (!isMapping(on) || !("workflow_call" in on)) return null;
  const call = isMapping(on.workflow_call) ? on.workflow_call : {};
  const of = (value: Value | undefined) =>
    Object.entries(isMapping(value) ? value : {}).map(
      ([name, one]) => [name, isMapping(one) ? one : {}] as const,
    );
  return {
    inputs: Object.fromEntries(
      of(call.inputs).map(([name, one]) => [
        name,
        { required: one.required === true, fallback: scalar(one.default), isFlag: one.type === "boolean" },
      ]),
    ),
    secrets: Object.fromEntries(
      of(call.secrets).map(([name, one]) => [name, { required: one.required === true }]),
    ),
    outputs: Object.fromEntries(of(call.outputs).map(([name, one]) => [name, scalar(one.value) ?? ""])),
  };
}

/** Lists are kept as expressions, so that both forms are one. */
function matrix(value: Value | undefined, where: string): Texts {
  if (value === undefined || value === null) return {};
  return Object.fromEntries(
    Object.entries(mapping(value, where)).map(([name, list]) => {
      if (name === "include" || name === "exclude") throw new Error(`${where}.${name} is not supported here`);
      const quoted = JSON.stringify(list).replaceAll("'", "''");
      return [name, scalar(list) ?? `\${{ fromJSON('${quoted}') }}`];
    }),
  );
}

function permissions(value: Value | undefined, where: string): Permissions | null {
  if (value === undefined || value === null) return null;
  if (value === "read-all" || value === "write-all") {
    throw new Error(`${where}: permissions: ${value} is not supported by the local runner; list them`);
  }
  const entries = Object.entries(mapping(value, `${where}: permissions`)).flatMap(([name, level]) =>
    level === "read" || level === "write" ? [[name.replaceAll("-", "_"), level] as const] : [],
  );
  return Object.fromEntries(entries);
}

function concurrency(value: Value | undefined): Concurrency | null {
  if (value === undefined || value === null) return null;
  if (!isMapping(value)) return { group: scalar(value) ?? "", cancelInProgress: false };
  return { group: scalar(value.group) ?? "", cancelInProgress: value["cancel-in-progress"] === true };
}

function fields(value: Value, where: string, names: readonly string[]): { readonly [key: string]: Value } {
  const found = mapping(value, where);
  const unknown = Object.keys(found).find((key) => !names.includes(key));
  if (unknown) throw new Error(`${where}: \`${unknown}\` is not supported by the local runner`);
  return found;
}

function mapping(value: Value | undefined, where: string): { readonly [key: string]: Value } {
  if (isMapping(value)) return value;
  throw new Error(`${where}: must be a mapping`);
}

function isMapping(value: Value | undefined): value is { readonly [key: string]: Value } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function texts(value: Value | undefined, where: string): Texts {
  if (value === undefined || value === null) return {};
  return Object.fromEntries(
    Object.entries(mapping(value, where)).map(([key, one]) => [key, scalar(one) ?? ""]),
  );
}

function list(value: Value | undefined): string[] {
  return (Array.isArray(value) ? value : [value ?? null]).map(scalar).filter((one) => one !== null);
}

function scalar(value: Value | undefined): string | null {
  return value === undefined || value === null || typeof value === "object" ? null : String(value);
}
