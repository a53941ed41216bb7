import { describe, expect, it } from "vitest";
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

describe.each(modes)("node:test with the sandbox $mode", ({ mode, skip }) => {
  const run = (selection?: Selection, timeoutMs?: number) =>
    runSuite(mode, { ...(selection && { selection }), ...(timeoutMs && { timeoutMs }) });

  it.skipIf(skip)(
    "names tests by path, suites and title, and never counts a file or a suite as a test",
    async () => {
      writeTest(
        "test/add.test.js",
        'test("adds", () => {}); describe("add", () => { describe("deep", () => { it("too", () => {}); }); });',
      );
      writeTest("test/sub/more.test.js", 'it("is there", () => {});');
      const report = await run();
      expect(report.complete).toBe(true);
      expect(outcomesOf(report)).toEqual([
        ["test/add.test.js > adds", "passed", null],
        ["test/add.test.js > add > deep > too", "passed", null],
        ["test/sub/more.test.js > is there", "passed", null],
      ]);
    },
  );

  it.skipIf(skip)("tells an assertion from a missing name, a broken hook and any other error", async () => {
    writeTest(
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
    writeTest(
      "a.test.js",
      'it.skip("s", () => {}); it.todo("t"); it("f", { todo: true }, () => assert.ok(false));',
    );
    expect(outcomesOf(await run())).toEqual([
      ["a.test.js > s", "skipped", null],
      ["a.test.js > t", "todo", null],
      ["a.test.js > f", "todo", null],
    ]);
  });

  it.skipIf(skip)("gives a subtest's failure to the test it stands in", async () => {
    writeTest(
      "a.test.js",
      'test("whole", async (t) => { await t.test("part", () => assert.equal(1, 2)); });',
    );
    expect(outcomesOf(await run())).toEqual([["a.test.js > whole", "failed", "assertion"]]);
  });

  it.skipIf(skip)("keeps paths of this machine and times out of messages", async () => {
    writeTest(
      "a.test.js",
      'test("says where", () => assert.fail("at " + process.cwd() + "/lib/add.js after 12.5 ms"));',
    );
    expect((await run()).outcomes[0]?.message).toBe("at lib/add.js after <time>");
  });

  it.skipIf(skip)("names the export, the module or the syntax that kept a file from loading", async () => {
    writeTest("export.test.js", 'import { sub } from "./lib/add.js"; test("a", () => sub());');
    writeTest("module.test.js", 'import { x } from "./lib/none.js"; test("a", () => x());');
    writeTest("package.test.js", 'import { x } from "not-installed"; test("a", () => x());');
    writeTest("syntax.test.js", "const = 1;");
    writeTest("top.test.js", "undefinedName();");
    writeText("common.test.cjs", 'require("./lib/gone.js");');
    writeTest("fine.test.js", 'test("fine", () => {});');
    const report = await run();
    expect(report.loadFailures.map(({ path, failure, symbol }) => [path, failure, symbol]).sort()).toEqual([
      ["common.test.cjs", "missing-symbol", "lib/gone.js"],
      ["export.test.js", "missing-symbol", "sub"],
      ["module.test.js", "missing-symbol", "lib/none.js"],
      ["package.test.js", "setup", "not-installed"],
      ["syntax.test.js", "syntax", null],
      ["top.test.js", "missing-symbol", "undefinedName"],
    ]);
    expect(outcomesOf(report)).toEqual([["fine.test.js > fine", "passed", null]]);
    expect(report.complete).toBe(true);
  });

  it.skipIf(skip)("says what a file that did not load said, without its stack", async () => {
    writeTest("export.test.js", 'import { sub } from "./lib/add.js"; test("a", () => sub());');
    expect((await run()).loadFailures[0]?.message).toBe(
      "SyntaxError: The requested module './lib/add.js' does not provide an export named 'sub'",
    );
  });

  it.skipIf(skip)("runs only the chosen files, whatever characters their names have", async () => {
    writeTest("odd [id] {x} (y)+z!@.test.js", 'test("odd", () => {});');
    writeTest("i.test.js", 'test("other", () => {});');
    const report = await run({ kind: "files", files: ["odd [id] {x} (y)+z!@.test.js"] });
    expect(outcomesOf(report)).toEqual([["odd [id] {x} (y)+z!@.test.js > odd", "passed", null]]);
  });

  it.skipIf(skip)("runs one test alone, by its exact name", async () => {
    writeTest(
      "a.test.js",
      'describe("s (1/2)", () => { it("adds a+b [x]", () => {}); it("adds a+b [x] twice", () => assert.fail()); }); test("adds a+b [x]", () => assert.fail());',
    );
    const report = await run({ kind: "test", id: "a.test.js > s (1/2) > adds a+b [x]" });
    expect(report.complete).toBe(true);
    expect(outcomesOf(report)).toEqual([["a.test.js > s (1/2) > adds a+b [x]", "passed", null]]);
  });

  it.skipIf(skip)("reports no outcome and no failure for a test that does not exist", async () => {
    writeTest("a.test.js", 'test("a", () => {});');
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
});
