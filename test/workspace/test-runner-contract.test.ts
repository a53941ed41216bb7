import { execFileSync } from "node:child_process";
import { existsSync, symlinkSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { collectTests } from "../../src/tdd/collect-tests.ts";
import { findCargo } from "../../src/workspace/cargo-setup.ts";
import { createCargoTestRunner } from "../../src/workspace/cargo-test.ts";
import { createGoTestRunner } from "../../src/workspace/go-test.ts";
import { findGo } from "../../src/workspace/go-test-setup.ts";
import { createJestRunner } from "../../src/workspace/jest.ts";
import { createNodeTestRunner } from "../../src/workspace/node-test.ts";
import { createPytestRunner } from "../../src/workspace/pytest.ts";
import { findPython } from "../../src/workspace/pytest-setup.ts";
import { createSandbox } from "../../src/workspace/sandbox.ts";
import { sandboxAvailability } from "../../src/workspace/sandbox-availability.ts";
import { createVitestRunner } from "../../src/workspace/vitest.ts";
import { cargoTest, goTest, jest, nodeTest, pytest, vitest } from "../contracts/runner-dialects.ts";
import { testRunnerContract } from "../contracts/test-runner.ts";

const available = (await sandboxAvailability()).kind === "available";
const sandbox = createSandbox({ mode: available ? "bubblewrap" : "off" });
const options = (directory: string, timeoutMs: number) => ({
  sandbox,
  directory,
  timeoutMs,
  collect: collectTests,
});

/** Why a program is not here, or `null`. */
function missing(command: string, ...args: readonly string[]): string | null {
  try {
    execFileSync(command, args, { stdio: "ignore", cwd: "/" });
    return null;
  } catch {
    return `${command} ${args.join(" ")} does not run here`;
  }
}

const modules = resolve("node_modules");
const link = (directory: string) => symlinkSync(modules, join(directory, "node_modules"));
const installed = (name: string) => (existsSync(join(modules, name)) ? null : `${name} is not installed`);
const node = process.execPath;
const setup = { testGlobs: [], protectedFiles: [], flags: [] };

testRunnerContract({
  dialect: nodeTest,
  reason: null,
  open: (directory, timeoutMs) => createNodeTestRunner({ ...options(directory, timeoutMs), node }),
});

testRunnerContract({
  dialect: vitest,
  reason: installed("vitest"),
  prepare: link,
  open: (directory, timeoutMs) =>
    createVitestRunner({ ...options(directory, timeoutMs), node, setup: { ...setup, runner: "vitest" } }),
});

testRunnerContract({
  dialect: jest,
  reason: installed("jest"),
  prepare: link,
  open: (directory, timeoutMs) =>
    createJestRunner({ ...options(directory, timeoutMs), node, setup: { ...setup, runner: "jest" } }),
});

testRunnerContract({
  dialect: pytest,
  reason: missing("python3", "-m", "pytest", "--version"),
  open: (directory, timeoutMs) =>
    createPytestRunner({ ...options(directory, timeoutMs), setup: { ...setup, ...findPython(directory) } }),
});

/** The machine's own build cache, so that the standard library is not built for each test. */
const cache = (): string => {
  const said = execFileSync("go", ["env", "GOCACHE"], { cwd: "/", encoding: "utf8" }).trim();
  execFileSync("go", ["build", "testing"], { cwd: "/", stdio: "ignore" });
  return said === "" || said === "off" ? join(homedir(), ".cache", "go-build") : said;
};

testRunnerContract({
  dialect: goTest,
  reason: missing("go", "version"),
  open: (directory, timeoutMs) =>
    createGoTestRunner({
      ...options(directory, timeoutMs),
      tools: findGo(),
      protectedFiles: [],
      cache: cache(),
    }),
});

testRunnerContract({
  dialect: cargoTest,
  reason: missing("cargo", "--version"),
  open: (directory, timeoutMs) =>
    createCargoTestRunner({ ...options(directory, timeoutMs), tools: findCargo(null), protectedFiles: [] }),
});
