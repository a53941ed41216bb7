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

describe("a dependency that the task names", () => {
  const before = '{"dependencies":{"a":"1.0.0"}}';
  const allow = { allowDependencies: ["b"] };
  test("may be added to the manifest", () => {
    const after = '{"dependencies":{"a":"1.0.0","b":"^2.0.0"}}';
    expect(codes([change("package.json", before, after)], allow).verdict).toBe("accept");
  });
  test.each([
    ["another dependency", '{"dependencies":{"a":"1.0.0","c":"1.0.0"}}'],
    ["a changed version beside it", '{"dependencies":{"a":"2.0.0","b":"1.0.0"}}'],
    ["a script beside it", '{"dependencies":{"a":"1.0.0","b":"1.0.0"},"scripts":{"test":"true"}}'],
    ["a source that is no version", '{"dependencies":{"a":"1.0.0","b":"git+ssh://host/x"}}'],
    ["a manifest that does not parse", "{"],
  ])("does not permit %s", (_what, after) => {
    expect(codes([change("package.json", before, after)], allow)).toEqual({
      verdict: "needs-human",
      codes: ["manifest"],
    });
  });
  test("permits its lockfile to gain entries only together with the manifest", () => {
    const lock = '{"lockfileVersion":3,"packages":{"":{},"node_modules/a":{"version":"1.0.0"}}}';
    const more =
      '{"lockfileVersion":3,"packages":{"":{},"node_modules/a":{"version":"1.0.0"},"node_modules/b":{"version":"2.0.0"}}}';
    const tree = baseTree({ "package.json": before, "package-lock.json": lock });
    const check = (changes: Change[]) =>
      checkChangeSet(changeSet([step({ code: changes })]), tree, { ...noOptions, ...allow }).verdict;
    const manifest = change("package.json", before, '{"dependencies":{"a":"1.0.0","b":"^2.0.0"}}');
    expect(check([manifest, change("package-lock.json", lock, more)])).toBe("accept");
    expect(check([change("package-lock.json", lock, more)])).toBe("needs-human");
    expect(check([manifest, change("package-lock.json", lock, more.replace("1.0.0", "6.6.6"))])).toBe(
      "needs-human",
    );
  });
});
