import { describe, expect, it } from "vitest";
import { matchesAny } from "../../src/repository/glob.ts";
import { detectNodeTest } from "../../src/workspace/node-test-setup.ts";

const manifest = (test: string, more: object = {}) => JSON.stringify({ scripts: { test }, ...more });

describe("detecting node:test", () => {
  it("takes a test script that starts it", () => {
    expect(detectNodeTest(["a.test.js"], manifest("node --test"))).toMatchObject({ flags: [], targets: [] });
  });

  it("knows Node's own names of test files", () => {
    const globs = detectNodeTest([], manifest("node --test"))?.testGlobs ?? [];
    const tests = ["a.test.js", "lib/a-test.mjs", "a_test.cjs", "test-a.ts", "test.js", "test/any/name.mts"];
    expect(tests.filter((path) => !matchesAny(globs, path))).toEqual([]);
    expect(["lib/a.js", "latest.js", "test/data.json"].filter((path) => matchesAny(globs, path))).toEqual([]);
  });

  it("takes the globs of the script as the globs of test files", () => {
    const found = detectNodeTest([], manifest('tsc && node --test "src/**/*.spec.js" ./more.js'));
    expect(found).toMatchObject({
      targets: ["src/**/*.spec.js", "./more.js"],
      testGlobs: ["src/**/*.spec.js", "more.js"],
    });
  });

  it("takes a folder as all test files in it", () => {
    const found = detectNodeTest(["spec/a.js"], manifest("node --test spec/"));
    expect(found?.targets).toEqual(["spec/**/*.{js,mjs,cjs,ts,mts,cts}"]);
  });

  it("keeps what loads the tests and drops reporters, filters, coverage and watching", () => {
    const script =
      "node --import ./setup.js -r dotenv/config --no-warnings --test --test-reporter spec --test-name-pattern=x --experimental-test-coverage --watch --test-concurrency 1 a.js";
    expect(detectNodeTest([], manifest(script))).toMatchObject({
      flags: ["--import", "./setup.js", "-r", "dotenv/config", "--no-warnings", "--test-concurrency", "1"],
      targets: ["a.js"],
    });
  });

  it("runs what tsx runs", () => {
    expect(detectNodeTest([], manifest("tsx --test a.ts"))).toMatchObject({
      flags: ["--import", "tsx"],
      targets: ["a.ts"],
    });
  });

  it("protects manifests, lockfiles and what is loaded before the tests", () => {
    const files = ["package.json", "pnpm-lock.yaml", "packages/a/package.json", "lib/a.js", "setup.js"];
    expect(detectNodeTest(files, manifest("node --import ./setup.js --test"))?.protectedFiles).toEqual([
      "package.json",
      "node.config.json",
      "tsconfig.json",
      "pnpm-lock.yaml",
      "packages/a/package.json",
      "setup.js",
    ]);
  });

  it("takes test files without any script, unless another runner is installed", () => {
    expect(detectNodeTest(["test/a.js"], "{}")).not.toBeNull();
    expect(detectNodeTest(["test/a.js"], null)).not.toBeNull();
    expect(detectNodeTest(["test/a.js"], JSON.stringify({ devDependencies: { vitest: "5" } }))).toBeNull();
  });

  it("takes no repository whose script starts something else, or that has no tests", () => {
    expect(detectNodeTest(["test/a.js"], manifest("vitest run"))).toBeNull();
    expect(detectNodeTest(["lib/a.js"], "{}")).toBeNull();
  });

  it("takes no repository whose manifest is not JSON", () => {
    expect(detectNodeTest(["test/a.js"], "{")).toBeNull();
  });
});
