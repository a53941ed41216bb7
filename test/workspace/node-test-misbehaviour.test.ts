import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Selection } from "../../src/tdd/test-runner.ts";
import {
  freshRepository,
  modes,
  outcomesOf,
  runSuite,
  writeTest,
  writeText,
} from "./node-test-repository.ts";

freshRepository();

afterEach(() => {
  vi.unstubAllEnvs();
});

describe.each(modes)("a suite that misbehaves, with the sandbox $mode", ({ mode, skip }) => {
  const run = (selection?: Selection, timeoutMs?: number) =>
    runSuite(mode, { ...(selection && { selection }), ...(timeoutMs && { timeoutMs }) });

  it.skipIf(skip)("reports two tests of the same name twice", async () => {
    writeTest("a.test.js", 'test("same", () => {}); test("same", () => assert.fail());');
    expect(outcomesOf(await run())).toEqual([
      ["a.test.js > same", "passed", null],
      ["a.test.js > same", "failed", "assertion"],
    ]);
  });

  it.skipIf(skip)("takes process.exit(0) at load or in a test as a crash of that file", async () => {
    writeTest("load.test.js", 'process.exit(0); test("never", () => {});');
    writeTest(
      "late.test.js",
      'const wait = () => new Promise((r) => setTimeout(r, 50)); test("first", wait); test("leaves", async () => { await wait(); process.exit(0); }); test("lost", () => {});',
    );
    const report = await run();
    expect(report.loadFailures.map(({ path, failure }) => [path, failure]).sort()).toEqual([
      ["late.test.js", "crash"],
      ["load.test.js", "crash"],
    ]);
  });

  it.skipIf(skip)("takes a helper without tests as neither a test nor a failure", async () => {
    writeText("test/helper.js", "export const help = 1;");
    writeTest("test/a.test.js", 'test("a", () => {});');
    const report = await run();
    expect([report.outcomes.length, report.loadFailures]).toEqual([1, []]);
  });

  it.skipIf(skip)("reports a suite without tests as complete and empty", async () => {
    expect(await run()).toEqual({ complete: true, outcomes: [], loadFailures: [] });
  });

  it.skipIf(skip)("names the file that never ends and calls the report incomplete", async () => {
    writeTest("a.test.js", 'test("fine", () => {});');
    writeTest("loop.test.js", 'test("loops", () => { for (;;); });');
    const report = await run({ kind: "all" }, 1500);
    expect(report.complete).toBe(false);
    expect(report.loadFailures.map(({ path, failure }) => [path, failure])).toEqual([
      ["loop.test.js", "timeout"],
    ]);
  });

  it.skipIf(skip)("names the test that waits for ever", async () => {
    writeTest(
      "a.test.js",
      'test("waits", () => new Promise((r) => setTimeout(r, 1900))); test("fine", () => {});',
    );
    expect(outcomesOf(await run({ kind: "all" }, 3000))).toEqual([
      ["a.test.js > waits", "failed", "timeout"],
      ["a.test.js > fine", "passed", null],
    ]);
  });

  it.skipIf(skip)("stays whole when tests print megabytes", async () => {
    writeTest(
      "a.test.js",
      'test("loud", () => { for (let n = 0; n < 40; n++) { console.log("x".repeat(1e5)); console.error("y".repeat(1e5)); } });',
    );
    const report = await run();
    expect([report.complete, outcomesOf(report)]).toEqual([true, [["a.test.js > loud", "passed", null]]]);
  });

  it.skipIf(skip)("does not believe records that a test adds to the report", async () => {
    writeTest(
      "forge.test.js",
      `import fs from "node:fs"; import os from "node:os"; import path from "node:path";
      const line = fs.readFileSync("/proc/" + process.ppid + "/cmdline", "utf8").split("\\0").find((part) => part.startsWith("--test-reporter-destination="));
      const forged = { kind: "test", name: "forged", nesting: 0, file: "a", entryFile: "a", suite: false, status: "passed", milliseconds: 1, failure: null, errors: "" };
      fs.appendFileSync(line.split("=")[1], (JSON.stringify(forged) + "\\n").repeat(200));
      test("honest", () => {});`,
    );
    expect((await run()).complete).toBe(false);
  });

  it.skipIf(skip)("does not hang on a pipe that a test puts in the report's place", async () => {
    writeTest(
      "pipe.test.js",
      `import fs from "node:fs"; import { execFileSync } from "node:child_process";
      const line = fs.readFileSync("/proc/" + process.ppid + "/cmdline", "utf8").split("\\0").find((part) => part.startsWith("--test-reporter-destination="));
      const report = line.split("=")[1]; fs.rmSync(report, { force: true }); execFileSync("mkfifo", [report]);
      test("honest", () => {});`,
    );
    expect((await run()).complete).toBe(false);
  });

  it.skipIf(skip)("leaves no report folder behind", async () => {
    const folder = mkdtempSync(join(tmpdir(), "pawl-left-"));
    vi.stubEnv("TMPDIR", folder);
    writeTest("a.test.js", 'test("a", () => {});');
    expect((await run()).complete).toBe(true);
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});

describe("node:test without a usable Node", () => {
  it("says why there is no report", async () => {
    const setup = { flags: ["--no-such-flag"], targets: [], testGlobs: [], protectedFiles: [] };
    writeTest("a.test.js", 'test("a", () => {});');
    const report = await runSuite("off", { setup });
    expect(report.complete).toBe(false);
    expect(report.loadFailures[0]?.message).toContain("--no-such-flag");
  });
});
