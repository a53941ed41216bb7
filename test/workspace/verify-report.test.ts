import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sandboxAvailability } from "../../src/workspace/sandbox-availability.ts";
import { type VerifyReport, verifyReport } from "../../src/workspace/verify-report.ts";
import { commit, type History, history } from "../tdd/verify/history.ts";

const available = (await sandboxAvailability()).kind === "available";
const open = available ? [] : ["--dangerously-disable-sandbox"];

const imports = 'import { test } from "node:test";\nimport assert from "node:assert/strict";\n';
const first = 'test("adds", () => assert.equal(add(1, 2), 3));\n';
const second = 'test("negates", () => assert.equal(negate(2), -2));\n';
const third = 'test("rounds", () => assert.equal(add(1.2, 2), 3));\n';
const suite = (names: string, ...tests: string[]) =>
  `${imports}import { ${names} } from "../src/add.ts";\n${tests.join("")}`;

const add = "export const add = (a: number, b: number): number => a + b;\n";
const negate = "export function negate(a: number): number {\n  return -a;\n}\n";
const rounding = "export const add = (a: number, b: number): number => Math.round(a + b);\n";

let repository: History;
let report: VerifyReport;
let before: string;

/** Every file of the repository, git's own included, with its bytes and, but for objects that git freshens, its time. */
function fingerprint(directory: string): string {
  const hash = createHash("sha256");
  for (const path of readdirSync(directory, { recursive: true, encoding: "utf8" }).sort()) {
    const about = statSync(join(directory, path));
    hash.update(`${path} ${about.mode} ${path.includes("objects") ? "" : about.mtimeMs}\n`);
    if (about.isFile()) hash.update(readFileSync(join(directory, path)));
  }
  return hash.digest("hex");
}

const verdicts = ({ json }: VerifyReport) =>
  json?.commits.map(({ subject, kind, red, green, verdict, reasons }) => [
    subject,
    kind,
    red,
    green,
    verdict,
    ...reasons,
  ]);

describe("pawl verify on a real history", () => {
  beforeAll(async () => {
    repository = history([
      {
        subject: "chore: start",
        files: {
          "package.json": '{"type":"module"}',
          "src/add.ts": add,
          "test/add.test.ts": suite("add", first),
        },
      },
      {
        subject: "feat: negate",
        files: { "src/add.ts": add + negate, "test/add.test.ts": suite("add, negate", first, second) },
      },
      {
        subject: "feat: round",
        files: {
          "src/add.ts": rounding + negate,
          "test/add.test.ts": suite("add, negate", first, second, third),
        },
      },
      { subject: "docs: say it", files: { "README.md": "Adds.\n" } },
      { subject: "feat: no proof", files: { "src/add.ts": rounding + negate.replace("-a", "0 - a") } },
      { subject: "feat: leave", files: { "src/add.ts": `${rounding}${negate}process.exit(0);\n` } },
    ]);
    before = fingerprint(repository.directory);
    report = await verifyReport(["base..main", "--repo", repository.directory, ...open]);
  }, 120_000);

  afterAll(() => rmSync(repository.directory, { recursive: true, force: true }));

  it("judges each commit by its own proof", () => {
    expect(verdicts(report)).toEqual([
      ["feat: negate", "behaviour", "missing-symbol", true, "proved"],
      ["feat: round", "behaviour", "assertion", true, "proved"],
      ["docs: say it", "other", null, null, "proved"],
      ["feat: no proof", "behaviour", null, true, "unproved", "no-new-test"],
      ["feat: leave", "behaviour", null, false, "violated", "red-commit", "no-new-test", "process-exit"],
    ]);
  });

  it("is as bad as the worst commit, and says so to the shell", () => {
    expect([report.exitCode, report.json?.verdict, report.json?.sandbox]).toEqual([1, "violated", available]);
  });

  it("says it to a person, a line per commit", () => {
    const lines = report.text.split("\n").map((line) => line.replace(/\b[0-9a-f]{9}\b/, "<sha>"));

    expect(lines[0]).toBe(
      "proved   <sha> feat: negate  [behaviour, 1 new test, red by missing-symbol, green]",
    );
    expect(lines.at(-1)).toMatch(/^violated: 5 commits: 3 proved, 1 unproved, 1 violated\./);
  });

  it("names the new tests by their ids", () => {
    expect(report.json?.commits.flatMap(({ newTests }) => newTests)).toEqual([
      "test/add.test.ts > negates",
      "test/add.test.ts > rounds",
    ]);
  });

  it("leaves no trace in the repository", () => {
    expect(fingerprint(repository.directory)).toBe(before);
  });

  it("is content with a range that is proved", async () => {
    const good = await verifyReport(["base..main~3", "--repo", repository.directory, ...open]);

    expect([good.exitCode, good.json?.verdict]).toEqual([0, "proved"]);
  });

  it("does not call an empty range proved", async () => {
    const none = await verifyReport(["main..main", "--repo", repository.directory, ...open]);

    expect([none.exitCode, none.json]).toEqual([1, { verdict: "unproved", sandbox: available, commits: [] }]);
  });

  it.each([
    ["no-such-branch..main", "bad-range: no-such-branch is no commit"],
    ["main", "bad-range: main is no range"],
    ["base...main", "bad-range: base...main is no range"],
    ["..main", "bad-range: ..main is no range"],
    ["--output=x..main", "bad-arguments: "],
  ])("has no answer to the range %s", async (range, text) => {
    const none = await verifyReport([range, "--repo", repository.directory, ...open]);

    expect([none.exitCode, none.json]).toEqual([2, null]);
    expect(none.text).toContain(text);
  });
});

describe("pawl verify without a repository, a range or a runner", () => {
  it("has no answer outside a repository", async () => {
    const folder = mkdtempSync(join(tmpdir(), "pawl-none-"));
    mkdirSync(join(folder, "src"));
    const none = await verifyReport(["a..b", "--repo", folder, ...open]);
    rmSync(folder, { recursive: true });

    expect([none.exitCode, none.text]).toEqual([2, expect.stringContaining("not-a-repository")]);
  });

  it("asks for the range", async () => {
    expect(await verifyReport([...open])).toMatchObject({
      exitCode: 2,
      text: expect.stringContaining("Usage: pawl verify"),
    });
  });

  it("has no answer where no test runner is known", async () => {
    const bare = history([
      { subject: "chore: start", files: { "main.c": "int main() {}\n" } },
      { subject: "feat: more", files: { "main.c": "int main() { return 0; }\n" } },
    ]);
    const none = await verifyReport(["base..main", "--repo", bare.directory, ...open]);
    rmSync(bare.directory, { recursive: true });

    expect([none.exitCode, none.text]).toEqual([2, expect.stringContaining("no-runner")]);
  });
});

describe("pawl verify on merges and lockfiles", () => {
  const start = {
    subject: "chore: start",
    files: {
      "package.json": '{"type":"module"}',
      "src/add.ts": add,
      "test/add.test.ts": suite("add", first),
    },
  };

  it("takes git's own merge for what it is, and compares another one with it", async () => {
    const merged = history([start]);
    merged.git("checkout", "-q", "-b", "side");
    commit(merged, { subject: "docs: side", files: { "SIDE.md": "side\n" } });
    merged.git("checkout", "-q", "main");
    commit(merged, { subject: "docs: main", files: { "MAIN.md": "main\n" } });
    merged.git("merge", "-q", "--no-edit", "-m", "merge: clean", "side");
    merged.git("checkout", "-q", "-b", "evil", "main~1");
    merged.git("merge", "-q", "--no-commit", "--no-ff", "side");
    commit(merged, { subject: "merge: with code", files: { "src/add.ts": add.replace("a + b", "b + a") } });
    const clean = await verifyReport(["base..main", "--repo", merged.directory, ...open]);
    const evil = await verifyReport(["main~1..evil", "--repo", merged.directory, ...open]);
    rmSync(merged.directory, { recursive: true });

    expect(verdicts(clean)?.at(-1)).toEqual(["merge: clean", "other", null, true, "proved"]);
    expect(verdicts(evil)?.at(-1)).toEqual([
      "merge: with code",
      "behaviour",
      null,
      true,
      "unproved",
      "no-new-test",
    ]);
  });

  it("says when a commit's lockfile is not what is installed, and sets up when it is told how", async () => {
    const locked = history([
      start,
      {
        subject: "feat: negate",
        files: {
          "package-lock.json": "{}",
          "src/add.ts": add + negate,
          "test/add.test.ts": suite("add, negate", first, second),
        },
      },
      { subject: "chore: newer", files: { "package-lock.json": '{"a":1}' } },
    ]);
    const range = ["base..main~1", "--repo", locked.directory, ...open];
    const without = await verifyReport(range);
    const withSetup = await verifyReport([...range, "--setup", "true"]);
    const failing = await verifyReport([...range, "--setup", "echo no network >&2; exit 3"]);
    rmSync(locked.directory, { recursive: true });

    expect(verdicts(without)).toEqual([["feat: negate", "behaviour", null, null, "unproved", "environment"]]);
    expect(verdicts(withSetup)).toEqual([["feat: negate", "behaviour", "missing-symbol", true, "proved"]]);
    expect(failing.text).toContain("The set-up command ended with 3: no network");
  });
});
