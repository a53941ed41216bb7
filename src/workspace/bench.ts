import { noCheckout } from "../commands/step-refusals.ts";
import type { Change } from "../delivery/change-set.ts";
import type { ReplayPorts } from "../delivery/replay-ground.ts";
import { done, type Outcome, refused } from "../issues/outcome.ts";
import type { Tools } from "../tdd/driver.ts";
import type { Hands } from "../tdd/hands.ts";
import type { TestRunner } from "../tdd/test-runner.ts";
import type { WorkTree } from "../tdd/work-tree.ts";
import { createHands } from "./hands.ts";
import { probeSandbox } from "./probe.ts";
import { createSandbox, type Sandbox } from "./sandbox.ts";
import { sandboxAvailability } from "./sandbox-availability.ts";
import { detectRunner } from "./test-runners.ts";
import { createTools } from "./tools.ts";
import { writeFiles } from "./write-files.ts";

export type BenchOptions = {
  /** Root of the checkout. */
  readonly directory: string;
  /** The checkout, or `null` when there is none. */
  readonly tree: WorkTree | null;
  readonly mode: Sandbox["mode"];
  /** Folder of the sockets that the repository's own set-up opened; `null` where there is none. */
  readonly services: string | null;
  /** `run.test` of the configuration. */
  readonly test?: readonly string[] | undefined;
  /** Whether to try to break out first: always before a model is called. */
  readonly probe: boolean;
};

/** What a checkout is worked and verified with; everything that executes its code goes through the sandbox. */
export type Bench = {
  readonly tree: WorkTree;
  readonly runner: TestRunner;
  readonly tools: Tools;
  readonly hands: Hands;
};

const suiteMilliseconds = 10 * 60_000;

/**
 * Refusals: `checkout-missing`, `sandbox-unavailable` and `sandbox-leak` with the fix, `no-runner`,
 * `runner-not-installed`. Nothing of the
 * repository has run then.
 */
export async function openBench(options: BenchOptions): Promise<Outcome<Bench>> {
  const { directory, tree, mode } = options;
  if (tree === null) return { kind: "refused", refusal: noCheckout };
  const sandbox = createSandbox({ mode, services: options.services });
  if (mode === "bubblewrap") {
    const unfit = options.probe ? await probed() : await unavailable();
    if (unfit !== null) return unfit;
  }
  const base = await tree.base();
  const detected = await detectRunner({
    ...{ sandbox, directory, node: process.execPath, timeoutMs: suiteMilliseconds, test: options.test },
    files: await tree.paths(base),
    read: (path) => tree.read(base, path),
  });
  if (detected.kind === "refused") return detected;
  const { runner } = detected.value;
  const hands = createHands(sandbox, directory);
  return done({ tree, runner, hands, tools: createTools({ sandbox, directory, runner }) });
}

/** Opens the bench for a replay, with the checkout put back to its base. */
export async function openReplay(
  options: BenchOptions,
  log: (line: string) => void,
): Promise<Outcome<ReplayPorts>> {
  const bench = await openBench(options);
  if (bench.kind === "refused") return bench;
  const { tree, runner, hands } = bench.value;
  await tree.restore(await tree.base());
  const write = (changes: readonly Change[]) => writeFiles(options.directory, changes);
  return done({ tree, runner, log, writeFiles: write, runCheck: hands.run });
}

async function unavailable() {
  const availability = await sandboxAvailability();
  if (availability.kind === "available") return null;
  return refused("sandbox-unavailable", availability.text, availability.fix);
}

async function probed() {
  const result = await probeSandbox();
  if (!result.available) return refused("sandbox-unavailable", result.text, result.fix);
  if (result.escaped.length === 0) return null;
  return refused(
    "sandbox-leak",
    `The sandbox of this machine has a hole, so no model was called: ${result.escaped.slice(0, 10).join("; ")}.`,
    "Run `pawl sandbox --probe` on this machine; use a current bubblewrap on a plain Linux machine.",
  );
}
