import { describe, expect, test } from "vitest";
import { redGate, redVerdict, type TestFile } from "../../../src/tdd/gates/red-gate.ts";
import type { RedClass } from "../../../src/tdd/red-class.ts";
import { changed, collected } from "./changes.ts";

const path = "test/a.test.js";
const isTest = (one: string) => one.startsWith("test/");
const old = collected(`${path} > old`);
const fresh = collected(`${path} > new`);

function codes(
  after: TestFile["after"],
  before: TestFile["before"] = [old],
  paths: readonly string[] = [path],
) {
  const answer = redGate(paths.map(changed), [{ path, before, after }], isTest);
  return answer.kind === "one" ? answer.test : answer.violations.map(({ code }) => code);
}

describe("the changes of red", () => {
  test("name the one new test", () => {
    expect(codes([old, fresh])).toBe(fresh.id);
  });

  test("may bring a new test file", () => {
    expect(codes([fresh], [])).toBe(fresh.id);
  });

  test("may change helpers in test folders", () => {
    expect(codes([old, fresh], [old], [path, "test/helper.js"])).toBe(fresh.id);
  });

  test.each<[string, TestFile["after"], readonly string[]]>([
    ["no new test", [old], ["no-new-test"]],
    ["two new tests", [old, fresh, collected("x")], ["several"]],
    ["a lost test", [fresh], ["test-lost"]],
    ["a renamed test", [{ ...old, id: "renamed" }], ["test-lost"]],
    ["a changed body", [{ ...old, body: "other" }, fresh], ["test-changed"]],
    ["an old test that is skipped now", [{ ...old, skipped: true }, fresh], ["test-changed"]],
    ["an old test that is focused now", [{ ...old, focused: true }, fresh], ["test-changed"]],
    ["a skipped new test", [old, { ...fresh, skipped: true }], ["test-skipped"]],
    ["a focused new test", [old, { ...fresh, focused: true }], ["test-skipped"]],
    ["a second test of an old name", [old, { ...old, body: "other" }], ["duplicate-id"]],
    ["a file that does not parse", null, ["syntax"]],
  ])("are refused for %s", (_, after, expected) => {
    expect(codes(after)).toEqual(expected);
  });

  test("are refused when production changed", () => {
    expect(codes([old, fresh], [old], [path, "src/a.js"])).toEqual(["production-changed"]);
  });
});

describe("the verdict of red", () => {
  test("accepts an assertion", () => {
    expect(redVerdict({ class: "assertion", message: "1 is not 2", symbol: null })).toBeNull();
  });

  test.each<[RedClass]>([
    ["missing-symbol"],
    ["syntax"],
    ["wrong-error"],
    ["passes"],
    ["collateral"],
    ["not-run"],
    ["several"],
    ["unstable"],
  ])("sends %s back with what was seen", (kind) => {
    const violation = redVerdict({ class: kind, message: "seen", symbol: null });
    expect(violation).toMatchObject({ code: kind, text: expect.stringMatching(/\.\nseen$/) });
  });
});
