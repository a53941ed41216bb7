import fc from "fast-check";
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

describe("an honest change set", () => {
  test("is accepted with a test, a stub and code over several steps", () => {
    const report = checkChangeSet(
      changeSet([
        step({
          tests: [change("test/cart.test.js", "t", "t2")],
          stub: [change("src/cart.js", "old", "stub")],
          code: [change("src/cart.js", "old", "new")],
        }),
        step({ tests: [change("test/b.test.js", null, "b")], code: [change("src/cart.js", "new", "newer")] }),
      ]),
      base,
      noOptions,
    );
    expect(report).toEqual({ verdict: "accept", violations: [] });
  });

  test("may start a step's code from its own stub", () => {
    const report = checkChangeSet(
      changeSet([
        step({
          stub: [change("src/a.js", null, "stub")],
          code: [change("src/a.js", "stub", "real")],
        }),
      ]),
      base,
      noOptions,
    );
    expect(report.verdict).toBe("accept");
  });

  test("may delete a file, and create a folder of its name afterwards", () => {
    const report = checkChangeSet(
      changeSet([
        step({ code: [change("src/cart.js", "old", null), change("src/cart.js/a.js", null, "x")] }),
      ]),
      base,
      noOptions,
    );
    expect(report.verdict).toBe("accept");
  });

  test("may rename a file by case alone", () => {
    expect(codes([change("src/cart.js", "old", null), change("src/Cart.js", null, "old")]).verdict).toBe(
      "accept",
    );
  });
});

describe("a path that is no honest path is rejected", () => {
  test.each([
    ["../outside.js", "traversal"],
    ["src/../../x", "traversal"],
    ["src\\..\\..\\x", "traversal"],
    ["src/.. /x", "traversal"],
    ["/etc/passwd", "absolute"],
    ["C:\\x", "absolute"],
    ["\\\\host\\x", "absolute"],
    ["src/a\0.js", "nul"],
    [".git/config", "git-dir"],
    [".GIT/config", "git-dir"],
    ["src/.git/hooks/x", "git-dir"],
    [".git./config", "git-dir"],
    [".git /config", "git-dir"],
    ["git~1/config", "git-dir"],
    ["GIT~2/config", "git-dir"],
    [".g\u200cit/config", "git-dir"],
    [".g\u0131t/config", "git-dir"],
    [".git::$INDEX_ALLOCATION/config", "git-dir"],
    ["\uff0egit/config", "git-dir"],
    ["src/a\u202ejs.", "malformed"],
    ["src/a.js.", "malformed"],
    ["src/a ", "malformed"],
    ["src\\a.js", "malformed"],
    ["src/./a.js", "malformed"],
    ["src//a.js", "malformed"],
    ["src/cafe\u0301.js", "malformed"],
    ["src/PROGRA~1/x", "malformed"],
    ["src/a\n.js", "malformed"],
    ["src/a\ufe0f.js", "malformed"],
    ["src/a\u{e0041}.js", "malformed"],
    [`src/${"x".repeat(256)}`, "malformed"],
  ])("%j is %s", (path, code) => {
    const answer = codes([change(path, null, "x")]);
    expect(answer.verdict).toBe("reject");
    expect(answer.codes).toContain(code);
  });
});

describe("a file that steers machines or people needs a human", () => {
  test.each([
    [".github/workflows/ci.yml", "workflow"],
    [".GitHub/Workflows/ci.yml", "workflow"],
    ["action.yml", "workflow"],
    ["CODEOWNERS", "codeowners"],
    [".github/CODEOWNERS", "codeowners"],
    ["docs/codeowners", "codeowners"],
    ["AGENTS.md", "agent-file"],
    ["packages/a/Claude.md", "agent-file"],
    [".cursor/rules/x.mdc", "agent-file"],
    [".github/copilot-instructions.md", "agent-file"],
    [".husky/pre-commit", "hook"],
    [".gitattributes", "hook"],
    [".vscode/tasks.json", "hook"],
    ["vitest.config.ts", "runner-config"],
    ["packages/a/jest.config.cjs", "runner-config"],
    ["pytest.ini", "runner-config"],
    ["tsconfig.json", "runner-config"],
    ["package-lock.json", "lockfile"],
    ["go.sum", "lockfile"],
    ["packages/a/package.json", "manifest"],
    ["pyproject.toml", "manifest"],
    ["requirements-dev.txt", "manifest"],
    ["Dockerfile", "ci"],
    [".gitlab-ci.yml", "ci"],
    [".circleci/config.yml", "ci"],
    [".tool/x", "ci"],
    ["Makefile", "ci"],
  ])("%s is %s", (path, code) => {
    expect(codes([change(path, null, "x")])).toEqual({ verdict: "needs-human", codes: [code] });
  });

  test.each([
    "src/dockerfile.ts",
    "src/requirements/parse.ts",
    "docs/agents.html",
    "src/github/x.ts",
    ".gitignore",
  ])("%s is ordinary", (path) => {
    expect(codes([change(path, null, "x")]).verdict).toBe("accept");
  });

  test("the configuration can protect more", () => {
    expect(codes([change("infra/a/b.tf", null, "x")], { protect: ["Infra/"] })).toEqual({
      verdict: "needs-human",
      codes: ["protected"],
    });
  });

  test("a rejected path beside it makes the whole rejected", () => {
    expect(codes([change("AGENTS.md", null, "x"), change("/x", null, "x")]).verdict).toBe("reject");
  });
});

describe("limits", () => {
  test("more than 100 files are too many", () => {
    const many = Array.from({ length: 101 }, (_, at) => change(`src/f${at}.js`, null, "x"));
    expect(codes(many).codes).toEqual(["too-many-files"]);
  });
  test("more than 5 MB are too large", () => {
    expect(codes([change("src/big.txt", null, "x".repeat(5_000_001))]).codes).toEqual(["too-large"]);
  });
});

test("no spelling of a forbidden folder is ever accepted", () => {
  const filler = fc.constantFrom("", ".", " ", "\u200b", "\u00ad", "\ufeff", "..", ". .", ":x");
  const folder = fc
    .constantFrom(".git", ".github", ".husky", "git~1", ".claude")
    .chain((name) =>
      fc
        .array(fc.boolean(), { minLength: name.length, maxLength: name.length })
        .map((upper) => [...name].map((one, at) => (upper[at] ? one.toUpperCase() : one)).join("")),
    );
  fc.assert(
    fc.property(folder, filler, fc.constantFrom("/", "\\", "//", "/./"), (name, tail, slash) => {
      expect(codes([change(`${name}${tail}${slash}x`, null, "x")]).verdict).not.toBe("accept");
    }),
    { numRuns: 500 },
  );
});
