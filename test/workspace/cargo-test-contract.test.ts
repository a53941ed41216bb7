import { findCargo } from "../../src/workspace/cargo-setup.ts";
import { createCargoTestRunner } from "../../src/workspace/cargo-test.ts";
import { cargoTest } from "../contracts/compiled-dialects.ts";
import { testRunnerContract } from "../contracts/test-runner.ts";
import { missingProgram, runnerOptions } from "./runner-options.ts";

testRunnerContract({
  dialect: cargoTest,
  reason: missingProgram("cargo", "--version"),
  open: (directory, timeoutMs) =>
    createCargoTestRunner({
      ...runnerOptions(directory, timeoutMs),
      tools: findCargo(null),
      protectedFiles: [],
    }),
});
