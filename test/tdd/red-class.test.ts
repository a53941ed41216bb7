import { describe, expect, test } from "vitest";
import { agreed, type RedClass, redClass } from "../../src/tdd/red-class.ts";
import { suiteOf } from "../../src/tdd/suite.ts";
import type { TestReport } from "../../src/tdd/test-report.ts";
import { cutShort, failed, passed, report, skipped, unloaded } from "./reports.ts";

const [fresh, old, other] = ["a.test.js > new", "a.test.js > old", "b.test.js > other"];
const green = report(passed(old), passed(other), skipped("a.test.js > later"));
const rest = [passed(old), skipped("a.test.js > later")];

function classOf(seen: TestReport, alone = false, ran: readonly string[] | null = ["a.test.js"]): RedClass {
  return redClass({ report: seen, test: fresh, suite: suiteOf(green, green), ran, alone }).class;
}

describe("the class of a new test", () => {
  test.each<[string, TestReport, RedClass]>([
    ["fails in an assertion", report(...rest, failed(fresh)), "assertion"],
    ["misses a name", report(...rest, failed(fresh, "missing-symbol")), "missing-symbol"],
    ["has a syntax error inside", report(...rest, failed(fresh, "syntax")), "syntax"],
    ["fails in its set-up", report(...rest, failed(fresh, "setup")), "wrong-error"],
    ["runs out of time", report(...rest, failed(fresh, "timeout")), "wrong-error"],
    ["crashes", report(...rest, failed(fresh, "crash")), "wrong-error"],
    ["fails for an unknown reason", report(...rest, failed(fresh, "unknown")), "wrong-error"],
    ["fails without a class", report(...rest, failed(fresh, null)), "wrong-error"],
    ["passes", report(...rest, passed(fresh)), "passes"],
    ["is skipped", report(...rest, skipped(fresh)), "not-run"],
    ["is todo", report(...rest, skipped(fresh, "todo")), "not-run"],
    ["is not reported", report(...rest), "not-run"],
    ["is reported in a run that did not end", cutShort(...rest, failed(fresh)), "not-run"],
    ["is reported twice", report(...rest, failed(fresh), failed(fresh)), "several"],
    ["comes with another new test", report(...rest, failed(fresh), failed("a.test.js > more")), "several"],
    ["breaks another test", report(failed(old), rest[1] ?? passed(old), failed(fresh)), "collateral"],
    ["makes another test vanish", report(rest[1] ?? passed(old), failed(fresh)), "collateral"],
    ["makes another test skip", report(skipped(old), rest[1] ?? passed(old), failed(fresh)), "collateral"],
    ["lies in a file that misses a named module", unloaded("missing-symbol", "src/tax.js"), "missing-symbol"],
    ["lies in a file that misses nobody knows what", unloaded("missing-symbol"), "wrong-error"],
    ["lies in a file that does not parse", unloaded("syntax"), "syntax"],
    ["lies in a file that crashes", unloaded("crash"), "wrong-error"],
    ["lies in a file that fails an assertion while loading", unloaded("assertion"), "wrong-error"],
    ["keeps another file from loading", unloaded("syntax", null, "b.test.js"), "collateral"],
    ["has subtests of its own", report(...rest, failed(fresh), failed(`${fresh} > part`)), "assertion"],
  ])("when it %s", (_, seen, expected) => {
    expect(classOf(seen)).toBe(expected);
  });

  test("does not ask for other tests when it ran alone", () => {
    expect(classOf(report(failed(fresh)), true)).toBe("assertion");
  });

  test("asks for the tests of other files only when they ran", () => {
    const seen = report(...rest, failed(fresh));
    expect([classOf(seen), classOf(seen, false, null)]).toEqual(["assertion", "collateral"]);
  });

  test("leaves flaky tests out of account", () => {
    const suite = suiteOf(report(passed(old)), report(failed(old)));
    const run = { report: report(failed(old), failed(fresh)), test: fresh, suite, ran: null, alone: false };
    expect(redClass(run).class).toBe("assertion");
  });
});

describe("two runs", () => {
  const finding = (kind: RedClass) => ({ class: kind, message: "", symbol: null });

  test("that agree keep their class", () => {
    expect(agreed(finding("assertion"), finding("assertion")).class).toBe("assertion");
  });

  test("that differ are unstable", () => {
    expect(agreed(finding("assertion"), finding("passes")).class).toBe("unstable");
  });
});
