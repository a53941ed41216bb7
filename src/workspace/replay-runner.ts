import { collectJavascriptTests } from "../tdd/javascript-tests.ts";
import { createNodeTestRunner } from "./node-test.ts";
import { detectNodeTest } from "./node-test-setup.ts";
import type { RunnerFor } from "./replay.ts";

const suiteMilliseconds = 10 * 60_000;

/** The runner of the tree that was laid out, by its own files. */
export const replayRunner: RunnerFor = async ({ sandbox, directory, paths, read }) => {
  const setup = detectNodeTest(paths, await read("package.json"));
  if (setup === null) return null;
  const collect = collectJavascriptTests;
  const node = process.execPath;
  return createNodeTestRunner({ sandbox, directory, node, collect, timeoutMs: suiteMilliseconds, setup });
};
