import { execFileSync } from "node:child_process";
import { homedir } from "node:os";
import { join } from "node:path";
import { createGoTestRunner } from "../../src/workspace/go-test.ts";
import { findGo } from "../../src/workspace/go-test-setup.ts";
import { goTest } from "../contracts/compiled-dialects.ts";
import { testRunnerContract } from "../contracts/test-runner.ts";
import { missingProgram, runnerOptions } from "./runner-options.ts";

/** The machine's own build cache, so that the standard library is not built for each test. */
const cache = (): string => {
  const said = execFileSync("go", ["env", "GOCACHE"], { cwd: "/", encoding: "utf8" }).trim();
  execFileSync("go", ["build", "testing"], { cwd: "/", stdio: "ignore" });
  return said === "" || said === "off" ? join(homedir(), ".cache", "go-build") : said;
};

testRunnerContract({
  dialect: goTest,
  reason: missingProgram("go", "version"),
  open: (directory, timeoutMs) =>
    createGoTestRunner({
      ...runnerOptions(directory, timeoutMs),
      tools: findGo(),
      protectedFiles: [],
      cache: cache(),
    }),
});
