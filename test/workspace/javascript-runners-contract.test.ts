import { existsSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { createJestRunner } from "../../src/workspace/jest.ts";
import { createNodeTestRunner } from "../../src/workspace/node-test.ts";
import { createVitestRunner } from "../../src/workspace/vitest.ts";
import { jest, nodeTest, vitest } from "../contracts/javascript-dialects.ts";
import { testRunnerContract } from "../contracts/test-runner.ts";
import { runnerOptions } from "./runner-options.ts";

const modules = resolve("node_modules");
const link = (directory: string) => symlinkSync(modules, join(directory, "node_modules"));
const installed = (name: string) => (existsSync(join(modules, name)) ? null : `${name} is not installed`);
const node = process.execPath;
const setup = { testGlobs: [], protectedFiles: [], flags: [] };

testRunnerContract({
  dialect: nodeTest,
  reason: null,
  open: (directory, timeoutMs) => createNodeTestRunner({ ...runnerOptions(directory, timeoutMs), node }),
});

testRunnerContract({
  dialect: vitest,
  reason: installed("vitest"),
  prepare: link,
  open: (directory, timeoutMs) =>
    createVitestRunner({
      ...runnerOptions(directory, timeoutMs),
      node,
      setup: { ...setup, runner: "vitest" },
    }),
});

testRunnerContract({
  dialect: jest,
  reason: installed("jest"),
  prepare: link,
  open: (directory, timeoutMs) =>
    createJestRunner({ ...runnerOptions(directory, timeoutMs), node, setup: { ...setup, runner: "jest" } }),
});
