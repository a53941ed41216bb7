import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TestReport } from "../../src/tdd/test-report.ts";
import type { Selection, TestRunner } from "../../src/tdd/test-runner.ts";
import { createSandbox } from "../../src/workspace/sandbox.ts";
import { sandboxAvailability } from "../../src/workspace/sandbox-availability.ts";
import { createTools } from "../../src/workspace/tools.ts";

const available = (await sandboxAvailability()).kind === "available";
const modes = [
  { mode: "off" as const, skip: false },
  { mode: "bubblewrap" as const, skip: !available },
];

let folder = "";
let directory = "";

function write(path: string, text: string): void {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), text);
}

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "pawl-tools-")));
  directory = join(folder, "repository");
  write("src/cart.js", "export const total = (a, b) => a + b;\n");
  write("README.md", "The cart\n");
  write(".git/config", "[core]\n");
  write("node_modules/dep/index.js", "total");
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const green: TestReport = { complete: true, outcomes: [], loadFailures: [] };

function runnerWith(report: TestReport, seen: Selection[] = []): TestRunner {
  return {
    name: "fake",
    testGlobs: [],
    protectedFiles: [],
    collect: () => [],
    run: async (selection) => {
      seen.push(selection);
      return report;
    },
  };
}

describe.each(modes)("tools with the sandbox $mode", ({ mode, skip }) => {
  const tools = (runner = runnerWith(green)) =>
    createTools({ sandbox: createSandbox({ mode }), directory, runner });

  it.skipIf(skip)("reads a file", async () => {
    expect(await tools().readFile("src/cart.js")).toEqual({
      ok: true,
      text: "export const total = (a, b) => a + b;\n",
    });
  });

  it.skipIf(skip)("cuts a long file and says so", async () => {
    write("long.txt", "x".repeat(70_000));
    const { ok, text } = await tools().readFile("long.txt");
    expect([ok, text.length < 61_000, text.includes("[cut:")]).toEqual([true, true, true]);
  });

  it.skipIf(skip)("says so when there is no such file, or it is no text", async () => {
    write("image.png", "\0\0\0");
    const answers = [
      await tools().readFile("gone.js"),
      await tools().readFile("image.png"),
      await tools().readFile("src"),
    ];
    expect(answers.map(({ ok }) => ok)).toEqual([false, false, false]);
    expect(answers[0]?.text).toContain("There is no file");
  });

  it.skipIf(skip)("lists files without those of git and of packages", async () => {
    expect(await tools().listFiles("")).toEqual({ ok: true, text: "README.md\nsrc/cart.js" });
    expect(await tools().listFiles("src")).toEqual({ ok: true, text: "src/cart.js" });
  });

  it.skipIf(skip)("cuts a long listing and says so", async () => {
    for (let n = 0; n < 250; n++) write(`many/${n}.txt`, "");
    expect((await tools().listFiles("many")).text).toMatch(/\[cut: 250 lines in all/);
  });

  it.skipIf(skip)("finds plain text with file and line, and says when there is none", async () => {
    expect((await tools().search("(a, b)")).text).toBe("src/cart.js:1:export const total = (a, b) => a + b;");
    expect(await tools().search("no such text")).toEqual({
      ok: true,
      text: 'Nothing contains "no such text".',
    });
  });

  it.skipIf(skip)("takes a search text as text, never as an option or a pattern", async () => {
    expect((await tools().search("--include=*")).text).toMatch(/^Nothing contains/);
    expect((await tools().search("tot.l")).text).toMatch(/^Nothing contains/);
  });

  it.skipIf(skip)("writes a file, and the folders it needs", async () => {
    expect((await tools().writeFile("src/deep/new.js", "const $x = `y`;\n")).ok).toBe(true);
    expect(readFileSync(join(directory, "src/deep/new.js"), "utf8")).toBe("const $x = `y`;\n");
  });

  it.skipIf(skip)("writes a file whose name a shell or a program would misread", async () => {
    for (const path of ["-rf", "a b $(touch x).js", "'q'.js"]) {
      expect((await tools().writeFile(path, "1")).ok).toBe(true);
      expect((await tools().readFile(path)).text).toBe("1");
    }
    expect(existsSync(join(directory, "x"))).toBe(false);
  });

  it.skipIf(skip)("writes nothing through a link", async () => {
    mkdirSync(join(folder, "outside"));
    writeFileSync(join(folder, "outside/file.js"), "precious");
    symlinkSync(join(folder, "outside"), join(directory, "linked"));
    symlinkSync(join(folder, "outside/file.js"), join(directory, "link.js"));
    const answers = [await tools().writeFile("linked/file.js", "x"), await tools().writeFile("link.js", "x")];
    expect(answers.map(({ ok }) => ok)).toEqual([false, false]);
    expect(readFileSync(join(folder, "outside/file.js"), "utf8")).toBe("precious");
  });

  it.skipIf(skip)("refuses paths that leave the repository or belong to git", async () => {
    const paths = [
      "../x",
      "a/../../x",
      "/etc/passwd",
      "",
      "a\0b",
      ".git/config",
      "sub/.GIT/hooks/x",
      "a\\b",
      "C:/x",
    ];
    for (const path of paths) {
      expect((await tools().readFile(path)).ok, path).toBe(false);
      expect((await tools().writeFile(path, "x")).ok, path).toBe(false);
      expect((await tools().runTests([path])).ok, path).toBe(false);
    }
    expect(readFileSync(join(directory, ".git/config"), "utf8")).toBe("[core]\n");
  });

  it.skipIf(skip)("refuses an empty search and a file that is too large", async () => {
    expect((await tools().search(" ")).ok).toBe(false);
    expect((await tools().writeFile("big.txt", "x".repeat(1_000_001))).ok).toBe(false);
  });
});

describe("a driver's tests", () => {
  const tools = (runner: TestRunner) =>
    createTools({ sandbox: createSandbox({ mode: "off" }), directory, runner });

  it("run by file, or all when none is named", async () => {
    const seen: Selection[] = [];
    await tools(runnerWith(green, seen)).runTests(["a.test.js"]);
    await tools(runnerWith(green, seen)).runTests([]);
    expect(seen).toEqual([{ kind: "files", files: ["a.test.js"] }, { kind: "all" }]);
  });

  it("are told in counts, then failures with their first lines", async () => {
    const report: TestReport = {
      complete: false,
      outcomes: [
        { id: "a > b", status: "failed", failure: "assertion", message: "3 !== 4", milliseconds: 1 },
        { id: "a > c", status: "passed", failure: null, message: "", milliseconds: 1 },
      ],
      loadFailures: [{ path: "d.test.js", failure: "syntax", symbol: null, message: "SyntaxError: x" }],
    };
    expect(await tools(runnerWith(report)).runTests([])).toEqual({
      ok: false,
      text: [
        "1 passed, 1 failed, 0 skipped, 0 todo.",
        "The run did not come to its end, so this is not the whole picture.",
        "did not load (syntax): d.test.js",
        "  SyntaxError: x",
        "failed (assertion): a > b",
        "  3 !== 4",
      ].join("\n"),
    });
  });
});

describe("tools inside bubblewrap", () => {
  it.skipIf(!available)("read nothing of the machine outside through a link", async () => {
    writeFileSync(join(folder, "secret.txt"), "secret");
    symlinkSync(join(folder, "secret.txt"), join(directory, "link.txt"));
    const tools = createTools({
      sandbox: createSandbox({ mode: "bubblewrap" }),
      directory,
      runner: runnerWith(green),
    });
    expect((await tools.readFile("link.txt")).ok).toBe(false);
  });
});
