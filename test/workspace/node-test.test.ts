import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { collectJavascriptTests } from "../../src/tdd/javascript-tests.ts";
import type { TestReport } from "../../src/tdd/test-report.ts";
import type { Selection } from "../../src/tdd/test-runner.ts";
import { createNodeTestRunner } from "../../src/workspace/node-test.ts";
import { createSandbox } from "../../src/workspace/sandbox.ts";
import { sandboxAvailability } from "../../src/workspace/sandbox-availability.ts";

const available = (await sandboxAvailability()).kind === "available";
const modes = [
  { mode: "off" as const, skip: false },
  { mode: "bubblewrap" as const, skip: !available },
];

let directory = "";

function write(path: string, text: string): void {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), text);
}

const imports =
  'import { test, describe, it, before, beforeEach } from "node:test";\nimport assert from "node:assert/strict";\n';

function test(path: string, text: string): void {
  write(path, imports + text);
}

function outcomes(report: TestReport): readonly (readonly unknown[])[] {
  return report.outcomes.map(({ id, status, failure }) => [id, status, failure]);
}

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "pawl-suite-"));
  write("package.json", '{"type":"module"}');
  write("lib/add.js", "export const add = (a, b) => a + b;\n");
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(directory, { recursive: true, force: true });
});

describe.each(modes)("node:test with the sandbox $mode", ({ mode, skip }) => {
  const run = (selection: Selection = { kind: "all" }, timeoutMs = 20_000) =>
    createNodeTestRunner({
      sandbox: createSandbox({ mode }),
      directory,
      node: process.execPath,
      collect: collectJavascriptTests,
      timeoutMs,
    }).run(selection);

  it.skipIf(skip)(
    "names tests by path, suites and title, and never counts a file or a suite as a test",
    async () => {
      test(
        "test/add.test.js",
        'test("adds", () => {}); describe("add", () => { describe("deep", () => { it("too", () => {}); }); });',
      );
      test("test/sub/more.test.js", 'it("is there", () => {});');
      const report = await run();
      expect(report.complete).toBe(true);
      expect(outcomes(report)).toEqual([
        ["test/add.test.js > adds", "passed", null],
        ["test/add.test.js > add > deep > too", "passed", null],
        ["test/sub/more.test.js > is there", "passed", null],
      ]);
    },
  );

  it.skipIf(skip)("tells an assertion from a missing name, a broken hook and any other error", async () => {
    test(
      "kinds.test.js",
      `import * as all from "./lib/add.js";
      test("assertion", () => assert.equal(all.add(1, 2), 4));
      test("rejection", () => assert.rejects(async () => {}));
      test("no such name", () => sub(1));
      test("no such export", () => all.sub(1));
      test("no such module", () => import("./lib/none.js"));
      test("no such package", () => import("not-installed"));
      test("own error", () => { throw new Error("own"); });
      describe("with a hook", () => { before(() => { throw new Error("hook"); }); it("is not run", () => {}); });
      describe("with another", () => { beforeEach(() => { throw new Error("hook"); }); it("is run", () => {}); });`,
    );
    expect(
      (await run()).outcomes.map(({ id, failure }) => [id.replace("kinds.test.js > ", ""), failure]),
    ).toEqual([
      ["assertion", "assertion"],
      ["rejection", "assertion"],
      ["no such name", "missing-symbol"],
      ["no such export", "missing-symbol"],
      ["no such module", "missing-symbol"],
      ["no such package", "setup"],
      ["own error", "unknown"],
      ["with a hook > is not run", "setup"],
      ["with another > is run", "setup"],
    ]);
  });

  it.skipIf(skip)("reports skipped and todo tests as such, a failing todo too", async () => {
    test(
      "a.test.js",
      'it.skip("s", () => {}); it.todo("t"); it("f", { todo: true }, () => assert.ok(false));',
    );
    expect(outcomes(await run())).toEqual([
      ["a.test.js > s", "skipped", null],
      ["a.test.js > t", "todo", null],
      ["a.test.js > f", "todo", null],
    ]);
  });

  it.skipIf(skip)("gives a subtest's failure to the test it stands in", async () => {
    test("a.test.js", 'test("whole", async (t) => { await t.test("part", () => assert.equal(1, 2)); });');
    expect(outcomes(await run())).toEqual([["a.test.js > whole", "failed", "assertion"]]);
  });

  it.skipIf(skip)("keeps paths of this machine and times out of messages", async () => {
    test(
      "a.test.js",
      'test("says where", () => assert.fail("at " + process.cwd() + "/lib/add.js after 12.5 ms"));',
    );
    expect((await run()).outcomes[0]?.message).toBe("at lib/add.js after <time>");
  });

  it.skipIf(skip)("names the export, the module or the syntax that kept a file from loading", async () => {
    test("export.test.js", 'import { sub } from "./lib/add.js"; test("a", () => sub());');
    test("module.test.js", 'import { x } from "./lib/none.js"; test("a", () => x());');
    test("package.test.js", 'import { x } from "not-installed"; test("a", () => x());');
    test("syntax.test.js", "const = 1;");
    test("top.test.js", "undefinedName();");
    write("common.test.cjs", 'require("./lib/gone.js");');
    test("fine.test.js", 'test("fine", () => {});');
    const report = await run();
    expect(report.loadFailures.map(({ path, failure, symbol }) => [path, failure, symbol]).sort()).toEqual([
      ["common.test.cjs", "missing-symbol", "lib/gone.js"],
      ["export.test.js", "missing-symbol", "sub"],
      ["module.test.js", "missing-symbol", "lib/none.js"],
      ["package.test.js", "setup", "not-installed"],
      ["syntax.test.js", "syntax", null],
      ["top.test.js", "missing-symbol", "undefinedName"],
    ]);
    expect(outcomes(report)).toEqual([["fine.test.js > fine", "passed", null]]);
    expect(report.complete).toBe(true);
  });

  it.skipIf(skip)("says what a file that did not load said, without its stack", async () => {
    test("export.test.js", 'import { sub } from "./lib/add.js"; test("a", () => sub());');
    expect((await run()).loadFailures[0]?.message).toBe(
      "SyntaxError: The requested module './lib/add.js' does not provide an export named 'sub'",
    );
  });

  it.skipIf(skip)("runs only the chosen files, whatever characters their names have", async () => {
    test("odd [id] {x} (y)+z!@.test.js", 'test("odd", () => {});');
    test("i.test.js", 'test("other", () => {});');
    const report = await run({ kind: "files", files: ["odd [id] {x} (y)+z!@.test.js"] });
    expect(outcomes(report)).toEqual([["odd [id] {x} (y)+z!@.test.js > odd", "passed", null]]);
  });

  it.skipIf(skip)("runs one test alone, by its exact name", async () => {
    test(
      "a.test.js",
      'describe("s (1/2)", () => { it("adds a+b [x]", () => {}); it("adds a+b [x] twice", () => assert.fail()); }); test("adds a+b [x]", () => assert.fail());',
    );
    const report = await run({ kind: "test", id: "a.test.js > s (1/2) > adds a+b [x]" });
    expect(report.complete).toBe(true);
    expect(outcomes(report)).toEqual([["a.test.js > s (1/2) > adds a+b [x]", "passed", null]]);
  });

  it.skipIf(skip)("reports no outcome and no failure for a test that does not exist", async () => {
    test("a.test.js", 'test("a", () => {});');
    expect(await run({ kind: "test", id: "a.test.js > b" })).toEqual({
      complete: true,
      outcomes: [],
      loadFailures: [],
    });
  });

  it.skipIf(skip)("reports a chosen file that does not exist", async () => {
    const report = await run({ kind: "files", files: ["gone.test.js"] });
    expect(report.loadFailures.map(({ path }) => path)).toEqual(["gone.test.js"]);
  });

  it.skipIf(skip)("reports two tests of the same name twice", async () => {
    test("a.test.js", 'test("same", () => {}); test("same", () => assert.fail());');
    expect(outcomes(await run())).toEqual([
      ["a.test.js > same", "passed", null],
      ["a.test.js > same", "failed", "assertion"],
    ]);
  });

  it.skipIf(skip)("takes process.exit(0) at load or in a test as a crash of that file", async () => {
    test("load.test.js", 'process.exit(0); test("never", () => {});');
    test(
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
    write("test/helper.js", "export const help = 1;");
    test("test/a.test.js", 'test("a", () => {});');
    const report = await run();
    expect([report.outcomes.length, report.loadFailures]).toEqual([1, []]);
  });

  it.skipIf(skip)("reports a suite without tests as complete and empty", async () => {
    expect(await run()).toEqual({ complete: true, outcomes: [], loadFailures: [] });
  });

  it.skipIf(skip)("names the file that never ends and calls the report incomplete", async () => {
    test("a.test.js", 'test("fine", () => {});');
    test("loop.test.js", 'test("loops", () => { for (;;); });');
    const report = await run({ kind: "all" }, 1500);
    expect(report.complete).toBe(false);
    expect(report.loadFailures.map(({ path, failure }) => [path, failure])).toEqual([
      ["loop.test.js", "timeout"],
    ]);
  });

  it.skipIf(skip)("names the test that waits for ever", async () => {
    test(
      "a.test.js",
      'test("waits", () => new Promise((r) => setTimeout(r, 1900))); test("fine", () => {});',
    );
    expect(outcomes(await run({ kind: "all" }, 3000))).toEqual([
      ["a.test.js > waits", "failed", "timeout"],
      ["a.test.js > fine", "passed", null],
    ]);
  });

  it.skipIf(skip)("stays whole when tests print megabytes", async () => {
    test(
      "a.test.js",
      'test("loud", () => { for (let n = 0; n < 40; n++) { console.log("x".repeat(1e5)); console.error("y".repeat(1e5)); } });',
    );
    const report = await run();
    expect([report.complete, outcomes(report)]).toEqual([true, [["a.test.js > loud", "passed", null]]]);
  });

  it.skipIf(skip)("does not believe records that a test adds to the report", async () => {
    test(
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
    test(
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
    test("a.test.js", 'test("a", () => {});');
    expect((await run()).complete).toBe(true);
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});

describe("node:test without a usable Node", () => {
  it("says why there is no report", async () => {
    const runner = createNodeTestRunner({
      sandbox: createSandbox({ mode: "off" }),
      directory,
      node: process.execPath,
      collect: collectJavascriptTests,
      timeoutMs: 20_000,
      setup: { flags: ["--no-such-flag"], targets: [], testGlobs: [], protectedFiles: [] },
    });
    test("a.test.js", 'test("a", () => {});');
    const report = await runner.run({ kind: "all" });
    expect(report.complete).toBe(false);
    expect(report.loadFailures[0]?.message).toContain("--no-such-flag");
  });
});
