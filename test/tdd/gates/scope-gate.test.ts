import { describe, expect, test } from "vitest";
import { scopeGate } from "../../../src/tdd/gates/scope-gate.ts";
import { isTestPath } from "../../../src/tdd/path-kinds.ts";
import { changed } from "./changes.ts";

const scope = {
  files: ["src/cart.js", "src/prices"],
  owns: ["lib/cart/**"],
  protect: ["src/prices/keys.js"],
};
const isTest = (path: string) => isTestPath(path, ["**/*.test.js"]);

function code(path: string, mode = changed(path).mode) {
  return scopeGate([{ ...changed(path), mode }], scope, isTest)[0]?.code ?? null;
}

describe("a task may change", () => {
  test.each([
    ["src/cart.js"],
    ["src/prices/vat.js"],
    ["lib/cart/deep/line.js"],
    ["src/cart.test.js"],
    ["test/helper.js"],
  ])("%s", (path) => {
    expect(code(path)).toBeNull();
  });

  test("anything but forbidden files when neither the task nor its module names files", () => {
    const open = { files: [], owns: [], protect: [] };
    expect(scopeGate([changed("src/any.js")], open, isTest)).toEqual([]);
    expect(scopeGate([changed("package.json")], open, isTest)).toHaveLength(1);
  });
});

describe("a task may not change", () => {
  test.each([
    ["src/other.js", "out-of-scope"],
    ["src/cart.jsx", "out-of-scope"],
    ["src/prices/keys.js", "protected"],
    [".github/workflows/ci.yml", "workflow"],
    [".GitHub/workflows/ci.yml", "workflow"],
    ["lib/cart/package.json", "manifest"],
    ["package-lock.json", "lockfile"],
    ["lib/cart/AGENTS.md", "agent-file"],
    ["lib/cart/.claude/settings.json", "agent-file"],
    ["CODEOWNERS", "codeowners"],
    ["vitest.config.ts", "runner-config"],
    ["test/conftest.py", "runner-config"],
    ["tsconfig.build.json", "runner-config"],
    [".husky/pre-commit", "hook"],
    ["Dockerfile", "ci"],
    [".gitattributes", "git-dir"],
    [".git/config", "path"],
    ["lib/cart/../../x", "path"],
    ["/etc/passwd", "path"],
  ])("%s (%s)", (path, expected) => {
    expect(code(path)).toBe(expected);
  });

  test.each(["120000", "160000"] as const)("anything into a file of mode %s", (mode) => {
    expect(code("src/cart.js", mode)).toBe("symlink");
  });
});
