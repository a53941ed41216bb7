import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSandbox } from "../../src/workspace/sandbox.ts";
import { detectRunner } from "../../src/workspace/test-runners.ts";
import { missingProgram } from "./runner-options.ts";

let directory = "";

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "pawl-detect-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

async function detect(files: Readonly<Record<string, string>>, test?: readonly string[]) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  const sandbox = createSandbox({ mode: "off" });
  const fixed = { sandbox, directory, node: process.execPath, timeoutMs: 30_000 };
  return detectRunner({
    ...fixed,
    files: Object.keys(files),
    read: async (path) => files[path] ?? null,
    test,
  });
}

async function found(files: Readonly<Record<string, string>>, test?: readonly string[]) {
  const detected = await detect(files, test);
  return detected.kind === "done" ? detected.value.found : detected.refusal.code;
}

const manifest = (script: string) => JSON.stringify({ scripts: { test: script } });
const install = () => symlinkSync(resolve("node_modules"), join(directory, "node_modules"));

describe("finding the test runner", () => {
  it("takes run.test first", async () => {
    install();
    const files = { "package.json": manifest("node --test"), "a.test.js": "" };
    expect(await found(files, ["npx", "vitest", "run"])).toBe("vitest, by run.test");
    expect(await found(files, ["npm", "test"])).toBe("node:test, by package.json");
  });

  it("takes a command that writes JUnit XML", async () => {
    expect(await found({}, ["mocha", "--reporter-option", "output={report}"])).toBe("run.test, by JUnit XML");
  });

  it("refuses a command that it cannot read, naming it", async () => {
    const detected = await detect({ "package.json": manifest("node --test"), "a.test.js": "" }, [
      "make",
      "check",
    ]);
    expect(detected).toMatchObject({ kind: "refused", refusal: { code: "no-runner" } });
    expect(JSON.stringify(detected)).toContain("make check");
  });

  it.each([
    ["vitest run", "vitest"],
    ["jest --coverage", "jest"],
    ["tsc && node --test", "node:test"],
  ])("takes what the test script %j starts", async (script, name) => {
    install();
    expect(await found({ "package.json": manifest(script), "a.test.js": "" })).toBe(
      `${name}, by package.json`,
    );
  });

  it("takes the runner that is installed where no script says one", async () => {
    install();
    const text = JSON.stringify({ devDependencies: { jest: "30" } });
    expect(await found({ "package.json": text })).toBe("jest, by package.json");
  });

  it.skipIf(missingProgram("python3", "--version") !== null)(
    "takes pytest by its settings or its files",
    async () => {
      expect(await found({ "pyproject.toml": "[tool.pytest.ini_options]\n" })).toBe(
        "pytest, by Python's files",
      );
      expect(await found({ "shop/test_cart.py": "" })).toBe("pytest, by Python's files");
    },
  );

  it.skipIf(missingProgram("go", "version") !== null)("takes go test by go.mod", async () => {
    expect(await found({ "go.mod": "module a\n" })).toBe("go test, by go.mod");
  });

  it.skipIf(missingProgram("rustc", "--version") !== null)("takes cargo test by Cargo.toml", async () => {
    expect(await found({ "Cargo.toml": "[package]\n" })).toBe("cargo test, by Cargo.toml");
  });

  it.skipIf(missingProgram("go", "version") !== null)("takes what a workflow runs last", async () => {
    const workflow = "jobs:\n  test:\n    steps:\n      - run: go test ./...\n";
    expect(await found({ ".github/workflows/ci.yml": workflow })).toBe(
      "go test, by .github/workflows/ci.yml",
    );
  });

  it("says that a runner is not installed, and where it was named", async () => {
    const detected = await detect({ "package.json": manifest("vitest run") });
    expect(detected).toMatchObject({ kind: "refused", refusal: { code: "runner-not-installed" } });
    expect(JSON.stringify(detected)).toContain("vitest (by package.json)");
  });

  it("refuses a repository without any", async () => {
    expect(await found({ "README.md": "" })).toBe("no-runner");
  });

  it("protects manifests, lockfiles and settings of the runner that was found", async () => {
    const files = { "pytest.ini": "", "tests/conftest.py": "", "uv.lock": "", "tests/test_a.py": "" };
    const detected = await detect(files);
    if (detected.kind === "refused") return expect(detected.refusal.code).toBe("runner-not-installed");
    const { protectedFiles } = detected.value.runner;
    expect(Object.keys(files).filter((path) => protectedFiles.includes(path))).toEqual([
      "pytest.ini",
      "tests/conftest.py",
      "uv.lock",
    ]);
  });
});
