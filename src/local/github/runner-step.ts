import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inputVariable, readAction } from "./runner-action.ts";
import { artifactStep } from "./runner-artifacts.ts";
import { checkout } from "./runner-checkout.ts";
import type { JobPlace } from "./runner-context.ts";
import { createStepFiles } from "./runner-files.ts";
import type { RunnerLog } from "./runner-log.ts";
import { runProcess } from "./runner-process.ts";
import { type ExpressionScope, interpolate } from "./workflow-expression.ts";
import type { WorkflowStep } from "./workflow-file.ts";

type Texts = Readonly<Record<string, string>>;

/**
 * A `uses:` that is served from a folder of this machine instead of a repository, or that a shell script stands for
 * (a composite action, which this runner does not read).
 */
export type LocalAction =
  | { readonly uses: RegExp; readonly folder: string }
  | { readonly uses: RegExp; readonly script: string };

/** What a process of a step could see: names of its environment that hold something, and the permissions of the job's token. */
export type Sight = {
  readonly job: string;
  readonly step: string;
  readonly environment: readonly string[];
  readonly permissions: Readonly<Record<string, string>>;
};

/** What stays the same over the steps of a job. */
export type StepTools = {
  readonly place: JobPlace;
  readonly log: RunnerLog;
  /** Cancels; what runs afterwards because of `always()` ends only by `closing`. */
  readonly signal: AbortSignal;
  readonly closing: AbortSignal;
  readonly actions: readonly LocalAction[];
  readonly summarise: (text: string) => void;
  readonly see: (step: string, environment: readonly string[]) => void;
};

/** `post`: what the action wants run when the job ends. */
export type StepResult = {
  readonly ok: boolean;
  readonly outputs: Texts;
  readonly env: Texts;
  readonly path: readonly string[];
  readonly post: PostStep | null;
};

export type PostStep = {
  readonly name: string;
  readonly file: string;
  readonly condition: string;
  readonly env: Texts;
};

const nothing: StepResult = { ok: true, outputs: {}, env: {}, path: [], post: null };

/** Runs one step whose condition holds. `env` is its whole environment. Throws for what this runner does not know. */
export async function runStep(
  tools: StepTools,
  step: WorkflowStep,
  env: Texts,
  scope: ExpressionScope,
): Promise<StepResult> {
  if (step.action.kind === "run") return runScript(tools, interpolate(step.action.script, scope), env);
  const { uses } = step.action;
  const inputs = interpolateAll(step.action.inputs, scope);
  if (uses.startsWith("actions/checkout@")) {
    await checkout(tools.place, inputs, tools.log);
    return nothing;
  }
  if (/^actions\/setup-[a-z]+@/.test(uses)) {
    tools.log.line(`${uses}: the local runner uses what this machine has`);
    return nothing;
  }
  if (/^actions\/(up|down)load-artifact@/.test(uses)) {
    await artifactStep(uses, inputs, tools.place.artifacts, tools.log);
    return nothing;
  }
  const script = scriptFor(tools, uses);
  if (script !== null) return runScript(tools, script, { ...env, ...variablesOf(inputs) });
  return useAction(tools, step.name, folderOf(tools, uses), { env, inputs, scope });
}

async function runScript(tools: StepTools, text: string, env: Texts): Promise<StepResult> {
  const script = join(tools.place.folders.temporary, `${crypto.randomUUID()}.sh`);
  await writeFile(script, text);
  return started(tools, "bash", ["-e", script], env);
}

function scriptFor({ actions }: StepTools, uses: string): string | null {
  const found = actions.find((action) => "script" in action && action.uses.test(uses));
  return found !== undefined && "script" in found ? found.script : null;
}

function variablesOf(inputs: Texts): Texts {
  return Object.fromEntries(Object.entries(inputs).map(([input, value]) => [inputVariable(input), value]));
}

function folderOf({ place, actions }: StepTools, uses: string): string {
  const local = actions.find((action) => "folder" in action && action.uses.test(uses));
  if (local !== undefined && "folder" in local) return local.folder;
  if (uses.startsWith("$/") && place.source !== null) return join(place.source, uses.slice(2));
  if (uses.startsWith("./")) return join(place.folders.workspace, uses);
  throw new Error(
    `uses: ${uses} is not available on the local runner; name its folder among the runner's actions`,
  );
}

async function useAction(
  tools: StepTools,
  name: string,
  folder: string,
  given: { readonly env: Texts; readonly inputs: Texts; readonly scope: ExpressionScope },
): Promise<StepResult> {
  const action = await readAction(folder);
  const inputs: Record<string, string> = { ...given.inputs };
  for (const [input, missing] of Object.entries(action.inputs)) {
    if (inputs[input] === undefined && missing !== null) inputs[input] = interpolate(missing, given.scope);
  }
  for (const input of Object.keys(given.inputs)) {
    if (!(input in action.inputs)) tools.log.line(`Warning: Unexpected input '${input}'`);
  }
  const env = { ...given.env, ...variablesOf(inputs) };
  tools.see(
    name,
    Object.keys(env).filter((variable) => env[variable] !== ""),
  );
  const result = await started(tools, process.execPath, [action.main], env);
  const { post } = action;
  if (post === null) return result;
  const state = Object.entries(result.state).map(([key, value]) => [`STATE_${key}`, value]);
  return { ...result, post: { name, ...post, env: { ...env, ...Object.fromEntries(state) } } };
}

/** Runs what an action left for the end of the job. */
export async function runPostStep(tools: StepTools, post: PostStep): Promise<boolean> {
  return (await started(tools, process.execPath, [post.file], post.env)).ok;
}

async function started(
  { place, log, signal: cancel, closing, summarise }: StepTools,
  command: string,
  args: readonly string[],
  env: Texts,
): Promise<StepResult & { readonly state: Texts }> {
  const files = await createStepFiles(place.folders.temporary);
  const signal = cancel.aborted ? closing : AbortSignal.any([closing, cancel]);
  const directory = place.folders.workspace;
  const code = await runProcess({
    command,
    args,
    directory,
    env: { ...env, ...files.env },
    signal,
    line: log.line,
  });
  const wrote = await files.read();
  summarise(wrote.summary);
  if (code !== 0) log.line(`Error: Process completed with exit code ${code}.`);
  return { ...wrote, ok: code === 0, post: null };
}

/** Every value with its expressions replaced. */
export function interpolateAll(texts: Texts, scope: ExpressionScope): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, interpolate(text, scope)]));
}
