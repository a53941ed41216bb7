import { describe, expect, test } from "vitest";
import { greenGate, passesAlone, suiteGreen } from "../../../src/tdd/gates/green-gate.ts";
import { suiteOf } from "../../../src/tdd/suite.ts";
import type { TestReport } from "../../../src/tdd/test-report.ts";
import { cutShort, failed, passed, report, skipped, unloaded } from "../reports.ts";
import { changed } from "./changes.ts";

const [fresh, old, later] = ["a.test.js > new", "a.test.js > old", "a.test.js > later"];
const before = report(passed(old), skipped(later));
const suite = suiteOf(before, before);
const all = [passed(old), skipped(later), passed(fresh)];

describe("the changes of green", () => {
  const isTest = (path: string) => path.startsWith("test/");
  test.each([
    ["production alone is accepted", ["src/a.js"], []],
    ["nothing is refused", [], ["no-change"]],
    ["a test file is refused", ["src/a.js", "test/a.js"], ["tests-changed"]],
  ])("%s", (_, paths, codes) => {
    expect(greenGate(paths.map(changed), isTest).map(({ code }) => code)).toEqual(codes);
  });
});

describe("the new test alone", () => {
  test.each<[string, TestReport, string | null]>([
    ["passes", report(passed(fresh)), null],
    ["passes with its subtests", report(passed(fresh), passed(`${fresh} > part`)), null],
    ["fails", report(failed(fresh)), "still-red"],
    ["fails in a subtest", report(passed(fresh), failed(`${fresh} > part`)), "still-red"],
    ["passes once and fails once", report(passed(fresh), failed(fresh)), "still-red"],
    ["is skipped", report(skipped(fresh)), "not-run"],
    ["is absent", report(), "not-run"],
    ["passes in a run that did not end", cutShort(passed(fresh)), "incomplete"],
    ["is in a file that does not load", unloaded("syntax"), "does-not-load"],
  ])("%s", (_, seen, code) => {
    expect(passesAlone(seen, fresh)?.code ?? null).toBe(code);
  });
});

describe("the whole suite", () => {
  test.each<[string, TestReport, readonly string[]]>([
    ["is green", report(...all), []],
    ["is green when a skipped test runs again", report(passed(old), passed(later), passed(fresh)), []],
    [
      "is green when a table of tests gained a passing case",
      report(...all, passed("a.test.js > case 3")),
      [],
    ],
    ["misses an old test", report(skipped(later), passed(fresh)), ["test-lost"]],
    ["skips an old test", report(skipped(old), skipped(later), passed(fresh)), ["test-skipped"]],
    ["makes an old test todo", report(skipped(old, "todo"), skipped(later), passed(fresh)), ["test-skipped"]],
    ["breaks an old test", report(failed(old), skipped(later), passed(fresh)), ["regression"]],
    ["reports an old test as passed and failed", report(...all, failed(old)), ["regression"]],
    ["fails a test nobody knew", report(...all, failed("b.test.js > x")), ["regression"]],
    ["did not end", cutShort(...all), ["incomplete"]],
    [
      "has a file that does not load",
      { ...report(...all), loadFailures: unloaded("crash").loadFailures },
      ["does-not-load"],
    ],
    ["lacks the new test", report(passed(old), skipped(later)), ["not-run"]],
    ["fails the new test", report(passed(old), skipped(later), failed(fresh)), ["still-red"]],
  ])("%s", (_, seen, codes) => {
    expect(suiteGreen(seen, suite, [fresh]).map(({ code }) => code)).toEqual(codes);
  });

  test("may fail a flaky test but not lose it", () => {
    const shaky = suiteOf(report(passed(old)), report(failed(old)));
    expect(suiteGreen(report(failed(old), passed(fresh)), shaky, [fresh])).toEqual([]);
    expect(suiteGreen(report(passed(fresh)), shaky, [fresh]).map(({ code }) => code)).toEqual(["test-lost"]);
  });
});
