import { createPytestRunner } from "../../src/workspace/pytest.ts";
import { findPython } from "../../src/workspace/pytest-setup.ts";
import { pytest } from "../contracts/pytest-dialect.ts";
import { testRunnerContract } from "../contracts/test-runner.ts";
import { missingProgram, runnerOptions } from "./runner-options.ts";

const setup = { testGlobs: [], protectedFiles: [], flags: [] };

testRunnerContract({
  dialect: pytest,
  reason: missingProgram("python3", "-m", "pytest", "--version"),
  open: (directory, timeoutMs) =>
    createPytestRunner({
      ...runnerOptions(directory, timeoutMs),
      setup: { ...setup, ...findPython(directory) },
    }),
});
