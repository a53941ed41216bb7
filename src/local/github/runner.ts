import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gitOf } from "./git-of.ts";
import type { Resource, Running, Service } from "./resource.ts";
import { completeRun, onRunQueued, setCancel, startRun, tellRun } from "./run-changes.ts";
import { type Conclusion, type RunRow, runOf } from "./run-rows.ts";
import { createGate, type Gate } from "./runner-gate.ts";
import { cleanUp, executeRun } from "./runner-run.ts";
import type { LocalAction, Sight } from "./runner-step.ts";
import { triggered } from "./workflow-triggers.ts";

/** Read anew for each run, so that a test may change a secret or a variable between two. */
export type RunnerOptions = {
  /** `uses:` values served from folders of this machine, such as Pawl's own `action.yml`. */
  readonly actions?: readonly LocalAction[];
  readonly secrets?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
  /** Told of every process that an action's step starts: what it can see, before it runs. */
  readonly see?: (sight: Sight) => void;
};

type Active = { readonly controller: AbortController; readonly done: Promise<void> };

/**
 * A runner for the repository's workflows: give it to `startGithub` among `resources`. It starts each step as a process
 * of its own with the environment a hosted runner gives, and nothing of this process's.
 */
export function runner(options: RunnerOptions = {}): Resource {
  return { name: "runner", routes: [], start: (running) => service(running, options) };
}

function service(running: Running, options: RunnerOptions): Service {
  const { world } = running;
  const active = new Map<number, Active>();
  const gate = createGate();
  const closing = new AbortController();
  onRunQueued(world, (run) => {
    if (closing.signal.aborted) return;
    const controller = new AbortController();
    setCancel(world, run.id, () => controller.abort("cancel"));
    const done = take(running, options, { gate, controller, closing: closing.signal }, run).finally(() =>
      active.delete(run.id),
    );
    active.set(run.id, { controller, done });
  });
  return {
    idle: async () => {
      // a run may dispatch another, so both must be quiet at once
      for (await triggered(world); active.size > 0; await triggered(world)) {
        await Promise.all([...active.values()].map(({ done }) => done));
      }
    },
    close: async () => {
      closing.abort("close");
      for (const { controller } of active.values()) controller.abort("close");
      await Promise.all([...active.values()].map(({ done }) => done));
      gitOf(world).close();
    },
  };
}

/** Runs one run to its end, whatever that is. */
async function take(
  running: Running,
  options: RunnerOptions,
  lane: { readonly gate: Gate; readonly controller: AbortController; readonly closing: AbortSignal },
  run: RunRow,
): Promise<void> {
  const { world } = running;
  const { actions = [], secrets = {}, variables = {}, see = () => undefined } = options;
  const root = await mkdtemp(join(tmpdir(), "pawl-run-"));
  let conclusion: Conclusion;
  try {
    const started = () => startRun(world, run.id);
    conclusion = await executeRun({ running, ...lane, root, actions, secrets, variables, see, started }, run);
  } catch (error) {
    tellRun(world, run.id, { log: `Error: ${error instanceof Error ? error.message : String(error)}\n` });
    conclusion = "startup_failure";
  }
  setCancel(world, run.id, null);
  await cleanUp(root);
  await completeRun(world, runOf(world, run.id).id, conclusion);
}
