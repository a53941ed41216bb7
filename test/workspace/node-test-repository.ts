/** A small repository with tests of node:test in a temporary folder, and the ways to run it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { collectJavascriptTests } from "../../src/tdd/javascript-tests.ts";
import type { TestReport } from "../../src/tdd/test-report.ts";
import type { Selection } from "../../src/tdd/test-runner.ts";
import { createNodeTestRunner } from "../../src/workspace/node-test.ts";
import type { NodeTestSetup } from "../../src/workspace/node-test-setup.ts";
import { createSandbox } from "../../src/workspace/sandbox.ts";
import { sandboxAvailability } from "../../src/workspace/sandbox-availability.ts";

const available = (await sandboxAvailability()).kind === "available";

/** Both sandboxes; the one that this machine cannot start is skipped. */
export const modes = [
  { mode: "off" as const, skip: false },
  { mode: "bubblewrap" as const, skip: !available },
];

const imports =
  'import { test, describe, it, before, beforeEach } from "node:test";\nimport assert from "node:assert/strict";\n';

let directory = "";

/** Makes the repository anew for each test of the file that calls this. */
export function freshRepository(): void {
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "pawl-suite-"));
    writeText("package.json", '{"type":"module"}');
    writeText("lib/add.js", "export const add = (a, b) => a + b;\n");
  });
  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });
}

export function writeText(path: string, text: string): void {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), text);
}

export function writeTest(path: string, text: string): void {
  writeText(path, imports + text);
}

export type RunOptions = {
  readonly selection?: Selection;
  readonly timeoutMs?: number;
  readonly setup?: NodeTestSetup;
};

export function runSuite(mode: "bubblewrap" | "off", options: RunOptions = {}): Promise<TestReport> {
  const { selection = { kind: "all" }, timeoutMs = 20_000, setup } = options;
  const runner = createNodeTestRunner({
    sandbox: createSandbox({ mode }),
    directory,
    node: process.execPath,
    collect: collectJavascriptTests,
    timeoutMs,
    ...(setup === undefined ? {} : { setup }),
  });
  return runner.run(selection);
}

export function outcomesOf(report: TestReport): readonly (readonly unknown[])[] {
  return report.outcomes.map(({ id, status, failure }) => [id, status, failure]);
}
