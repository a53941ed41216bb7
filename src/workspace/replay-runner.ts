import type { RunnerFor } from "./replay.ts";
import { detectRunner } from "./test-runners.ts";

const suiteMilliseconds = 10 * 60_000;

/** The runner of the tree that was laid out, by its own files; `null` when there is none that is known and installed. */
export const replayRunner: RunnerFor = async ({ sandbox, directory, paths, read }) => {
  const node = process.execPath;
  const found = await detectRunner({
    sandbox,
    directory,
    node,
    timeoutMs: suiteMilliseconds,
    files: paths,
    read,
  });
  return found.kind === "refused" ? null : found.value.runner;
};
