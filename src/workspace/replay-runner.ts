import type { RunnerFor } from "./replay.ts";
import { detectRunner } from "./test-runners.ts";

const suiteMilliseconds = 10 * 60_000;

/** The runner of the tree that was laid out, by its own files. */
export const replayRunner: RunnerFor = async ({ sandbox, directory, paths, read }) => {
  const fixed = { sandbox, directory, node: process.execPath, timeoutMs: suiteMilliseconds };
  const detected = await detectRunner({ ...fixed, files: paths, read });
  return detected.kind === "done" ? detected.value.runner : null;
};
