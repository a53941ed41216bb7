import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createJunitRunner } from "../../src/workspace/junit.ts";
import { junitReport } from "../../src/workspace/junit-report.ts";
import { readXml } from "../../src/workspace/junit-xml.ts";
import { runnerOptions } from "./runner-options.ts";

const report = (text: string, ids: readonly string[] = []) =>
  junitReport({ text, ids, directory: "/repo", timedOut: false });

describe("reading XML", () => {
  it("reads attributes, text, CDATA, comments and escapes", () => {
    const text = `<?xml version="1.0"?>\n<!-- c --><a x="1 &lt; &#50; &quot;"><b/>t &amp; <![CDATA[<raw>]]></a>\n`;
    expect(readXml(text)).toMatchObject({
      name: "a",
      attributes: { x: '1 < 2 "' },
      text: "t & <raw>",
      children: [{ name: "b" }],
    });
  });

  it.each([
    "",
    "<a>",
    "<a></b>",
    "<a/><b/>",
    "<a",
    "plain",
    '<!DOCTYPE a [<!ENTITY x "y">]><a/>',
    "<a></a></a>",
  ])("refuses %j", (text) => {
    expect(readXml(text)).toBeNull();
  });
});

describe("a JUnit report", () => {
  const cases = `<testsuites><testsuite name="cart" tests="5">
    <testcase classname="cart adds" name="two items" file="test/cart.spec.js" time="0.25"/>
    <testcase classname="cart" name="wrong"><failure type="AssertionError" message="1 == 2">at /repo/a.js</failure></testcase>
    <testcase classname="cart" name="own"><failure type="Error" message="boom"/></testcase>
    <testcase classname="cart" name="name"><error message="ReferenceError: x is not defined"/></testcase>
    <testcase classname="cart" name="later"><skipped/></testcase></testsuite></testsuites>`;

  it("tells each case's status and class", () => {
    expect(report(cases).outcomes.map(({ id, status, failure }) => [id, status, failure])).toEqual([
      ["test/cart.spec.js > two items", "passed", null],
      ["cart > wrong", "failed", "assertion"],
      ["cart > own", "failed", "unknown"],
      ["cart > name", "failed", "missing-symbol"],
      ["cart > later", "skipped", null],
    ]);
  });

  it("names a case as the source does when only one test fits", () => {
    const ids = ["test/cart.spec.js > cart > adds > two items", "a.js > cart > wrong", "b.js > cart > wrong"];
    expect(
      report(cases, ids)
        .outcomes.slice(0, 2)
        .map(({ id }) => id),
    ).toEqual([ids[0], "cart > wrong"]);
  });

  it("is not complete when it is cut, empty, of another kind, or disagrees with its own counts", () => {
    const texts = [cases.slice(0, -20), "", "<html/>", cases.replace('tests="5"', 'tests="6"')];
    expect(texts.map((text) => report(text).complete)).toEqual([false, false, false, false]);
    expect(report(cases).complete).toBe(true);
  });

  it("never takes an error for an assertion", () => {
    const text =
      '<testsuite><testcase name="a"><error type="AssertionError" message="in a hook"/></testcase></testsuite>';
    expect(report(text).outcomes[0]?.failure).toBe("unknown");
  });
});

describe("a runner by JUnit XML", () => {
  let directory = "";
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "pawl-junit-"));
    writeFileSync(join(directory, "a.test.js"), 'test("adds", () => {}); test("wrong", () => {});');
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const open = (script: string, timeoutMs = 20_000) =>
    createJunitRunner({
      ...runnerOptions(directory, timeoutMs),
      command: [process.execPath, "-e", script, "{report}", "{files}"],
      testGlobs: ["*.test.js"],
      protectedFiles: [],
    });
  const write = (xml: string) => `require("node:fs").writeFileSync(process.argv[1], ${JSON.stringify(xml)})`;
  const suite =
    '<testsuite tests="2"><testcase name="adds"/><testcase name="wrong"><failure type="AssertionError"/></testcase></testsuite>';

  it("reads what the command wrote to {report}, and keeps one test of it", async () => {
    const all = await open(write(suite)).run({ kind: "all" });
    expect(all.outcomes.map(({ id }) => id)).toEqual(["a.test.js > adds", "a.test.js > wrong"]);
    const one = await open(write(suite)).run({ kind: "test", id: "a.test.js > wrong" });
    expect(one).toMatchObject({ complete: true, outcomes: [{ status: "failed", failure: "assertion" }] });
  });

  it("puts the chosen files in the place of {files}", async () => {
    const script = write('<testsuite><testcase name="FILES"/></testsuite>').replace(
      "FILES",
      '" + process.argv.slice(2) + "',
    );
    const report = await open(script).run({ kind: "files", files: ["a.test.js"] });
    expect(report.outcomes.map(({ id }) => id)).toEqual(["junit > a.test.js"]);
  });

  it.each([
    ["writes nothing and ends with 0", ""],
    ["writes no XML", write("ok")],
    ["leaves a link in the report's place", 'require("node:fs").symlinkSync("/etc/passwd", process.argv[1])'],
  ])("does not believe a command that %s", async (_, script) => {
    const report = await open(script).run({ kind: "all" });
    expect([report.complete, report.outcomes, report.loadFailures.length]).toEqual([false, [], 1]);
  });

  it("ends a command that hangs", async () => {
    const report = await open("for (;;);", 1000).run({ kind: "all" });
    expect(report).toMatchObject({ complete: false, loadFailures: [{ failure: "timeout" }] });
  });
});
