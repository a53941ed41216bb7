import { readConfig } from "../config/read-config.ts";
import type { RunnerFor } from "./replay.ts";
import { detectRunner } from "./test-runners.ts";

const suiteMilliseconds = 10 * 60_000;

/**
 * The runner of the tree that was laid out, by its own files; `null` when there is none that is known and installed.
 * `run.test` is the base's: a commit of the range cannot name the command that judges it.
 */
export const replayRunner: RunnerFor = async ({ sandbox, directory, paths, read, base }) => {
  const node = process.execPath;
  const settings = readConfig(await base(".github/pawl.yml"));
  const found = await detectRunner({
    ...{ sandbox, directory, node, read },
    timeoutMs: suiteMilliseconds,
    files: paths,
    test: settings.kind === "read" ? settings.config.run.test : undefined,
  });
  return found.kind === "refused" ? null : found.value.runner;
};
