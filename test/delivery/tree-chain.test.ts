import { describe, expect, test } from "vitest";
import type { Change } from "../../src/delivery/change-set.ts";
import type { PolicyOptions } from "../../src/delivery/path-policy.ts";
import { checkChangeSet } from "../../src/delivery/path-policy.ts";
import { baseTree, change, changeSet, noOptions, step } from "./change-set-builder.ts";

const base = baseTree(
  { "src/cart.js": "old", "test/cart.test.js": "t", "package.json": '{"dependencies":{"a":"1.0.0"}}' },
  { "src/link": "120000", vendor: "160000" },
);

function codes(changes: readonly Change[], options: Partial<PolicyOptions> = {}) {
  const report = checkChangeSet(changeSet([step({ code: [...changes] })]), base, {
    ...noOptions,
    ...options,
  });
  return { verdict: report.verdict, codes: [...new Set(report.violations.map((found) => found.code))] };
}

describe("the tree that the changes stand on", () => {
  test("a change that starts from another blob is a base mismatch", () => {
    expect(codes([change("src/cart.js", "other", "x")]).codes).toEqual(["base-mismatch"]);
  });
  test("creating a file that is there is a base mismatch", () => {
    expect(codes([change("src/cart.js", null, "x")]).codes).toEqual(["base-mismatch"]);
  });
  test("the second step must start from the first step's blob", () => {
    const report = checkChangeSet(
      changeSet([
        step({ code: [change("src/cart.js", "old", "one")] }),
        step({ code: [change("src/cart.js", "old", "two")] }),
      ]),
      base,
      noOptions,
    );
    expect(report.violations.map((found) => found.code)).toEqual(["base-mismatch"]);
  });
  test("a path that leads through a symlink or submodule is a conflict", () => {
    expect(codes([change("src/link/a.js", null, "x")]).codes).toEqual(["path-conflict"]);
    expect(codes([change("vendor/a.js", null, "x")]).codes).toEqual(["path-conflict"]);
  });
  test("a symlink cannot be replaced", () => {
    expect(codes([change("src/link", "src/link", "x")]).codes).toEqual(["path-conflict"]);
  });
  test("a file cannot stand where a folder is, nor below a file", () => {
    expect(codes([change("src", null, "x")]).codes).toEqual(["path-conflict"]);
    expect(codes([change("src/cart.js/x", null, "x")]).codes).toEqual(["path-conflict"]);
  });
  test("a new path that differs from another by case alone is a collision", () => {
    expect(codes([change("SRC/b.js", null, "x")]).codes).toEqual(["case-collision"]);
    expect(codes([change("src/n.js", null, "x"), change("src/N.js", null, "y")]).codes).toEqual([
      "case-collision",
    ]);
  });
  test("the same path twice in one part, or as test and code, is a duplicate", () => {
    expect(codes([change("src/n.js", null, "x"), change("src/n.js", "x", "y")]).codes).toContain(
      "duplicate-path",
    );
    const both = step({ tests: [change("a.js", null, "x")], code: [change("a.js", "x", "y")] });
    const report = checkChangeSet(changeSet([both]), base, noOptions);
    expect(report.violations.map((found) => found.code)).toContain("duplicate-path");
  });
  test("deleting a file that is not there is malformed", () => {
    expect(codes([change("src/none.js", null, null)]).codes).toEqual(["malformed"]);
  });
});
