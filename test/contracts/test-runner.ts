import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TestReport } from "../../src/tdd/test-report.ts";
import type { TestRunner } from "../../src/tdd/test-runner.ts";
import type { Dialect } from "./runner-dialect.ts";

/** What the port is tried with: a runner over a repository in `directory`; `reason` says why it cannot be tried here. */
export type RunnerSubject = {
  readonly dialect: Dialect;
  readonly reason: string | null;
  readonly prepare?: (directory: string) => void;
  readonly open: (directory: string, timeoutMs: number) => Promise<TestRunner> | TestRunner;
};

const seconds = 120_000;

/** What every adapter of a test runner must do, whatever the language. */
export function testRunnerContract(subject: RunnerSubject): void {
  const { dialect, reason } = subject;
  const title = reason === null ? dialect.name : `${dialect.name} (skipped: ${reason})`;
  describe.skipIf(reason !== null)(`the contract of a test runner: ${title}`, () => {
    let directory = "";
    const write = (files: Readonly<Record<string, string>>) => {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(directory, path)), { recursive: true });
        writeFileSync(join(directory, path), text);
      }
    };
    const open = (timeoutMs = 60_000) => subject.open(directory, timeoutMs);

    beforeEach(() => {
      directory = mkdtempSync(join(tmpdir(), "pawl-suite-"));
      write(dialect.base);
      subject.prepare?.(directory);
    });
    afterEach(() => {
      rmSync(directory, { recursive: true, force: true });
    });

    it("says of every test how it ended and why, and what did not load", { timeout: seconds }, async () => {
      write(dialect.classes);
      const report = await (await open()).run({ kind: "all" });
      expect(sorted(report.outcomes.map(({ id, status, failure }) => [id, status, failure]))).toEqual(
        sorted(dialect.outcomes),
      );
      expect(sorted(report.loadFailures.map(({ path, failure, symbol }) => [path, failure, symbol]))).toEqual(
        sorted(dialect.broken),
      );
      expect(report.loadFailures.every(({ message }) => !message.includes(directory))).toBe(true);
    });

    it("collects the ids it reports", { timeout: seconds }, async () => {
      write(dialect.classes);
      const runner = await open();
      const texts = Object.entries({ ...dialect.base, ...dialect.classes });
      const collected = texts.flatMap(
        ([path, text]) => runner.collect(path, text)?.map(({ id }) => id) ?? [],
      );
      const reported = dialect.outcomes.map(([id]) => id.replace(/\[\d\]$/, ""));
      expect(reported.filter((id) => !collected.includes(id))).toEqual([]);
    });

    it("runs one test alone", { timeout: seconds }, async () => {
      write(good(dialect));
      const report = await (await open()).run({ kind: "test", id: dialect.one });
      const said = dialect.outcomes.find(([id]) => id === dialect.one);
      expect(report.outcomes.map(({ id, status, failure }) => [id, status, failure])).toEqual([said]);
      expect(report.complete).toBe(true);
    });

    it("runs the files it is given, and tells those that are not there", { timeout: seconds }, async () => {
      const [path, ...ids] = dialect.file;
      write({ ...good(dialect), [path]: otherFile(dialect) });
      const report = await (await open()).run({ kind: "files", files: [path, "gone/gone_test.go"] });
      expect(report.outcomes.map(({ id, status }) => [id, status])).toEqual(ids.map((id) => [id, "passed"]));
      expect(report.loadFailures.map((failure) => failure.path)).toEqual(["gone/gone_test.go"]);
    });

    it("takes a repository without tests as complete and empty", { timeout: seconds }, async () => {
      if (dialect.name === "cargo test") write({ "src/cart.rs": "" });
      expect(await (await open()).run({ kind: "all" })).toEqual({
        complete: true,
        outcomes: [],
        loadFailures: [],
      });
    });

    it("does not believe a suite that leaves with status 0", { timeout: seconds }, async () => {
      write(dialect.exits);
      const report = await (await open()).run({ kind: "all" });
      expect(fine(report)).toBe(false);
      expect(report.loadFailures.length).toBeGreaterThan(0);
    });

    it("ends a suite that hangs and says so", { timeout: seconds }, async () => {
      write(dialect.hangs);
      const report = await (await open(3000)).run({ kind: "all" });
      const causes = [...report.loadFailures, ...report.outcomes].map(({ failure }) => failure);
      expect([fine(report), causes.includes("timeout")]).toEqual([false, true]);
    });

    it("stays whole when a test prints megabytes, other bytes and lines like its own", {
      timeout: seconds,
    }, async () => {
      write(dialect.loud);
      const report = await (await open()).run({ kind: "all" });
      const loud = report.outcomes.filter(({ id }) => id === dialect.loudId);
      expect([report.complete, loud.map(({ status }) => status), report.loadFailures]).toEqual([
        true,
        ["passed"],
        [],
      ]);
      expect(report.outcomes.filter(({ id }) => /other/i.test(id))).toEqual([]);
    });

    it("leaves nothing behind in the repository", { timeout: seconds }, async () => {
      const [path] = dialect.file;
      write({ [path]: otherFile(dialect) });
      const before = readdirSync(directory).sort();
      await (await open()).run({ kind: "all" });
      expect(readdirSync(directory).sort()).toEqual(before);
    });
  });
}

function sorted(rows: readonly (readonly unknown[])[]): readonly (readonly unknown[])[] {
  return [...rows].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** The files of the classes that load. */
function good({ classes, broken }: Dialect): Readonly<Record<string, string>> {
  const bad = broken.map(([path]) => path);
  return Object.fromEntries(
    Object.entries(classes).filter(([path]) => !bad.includes(path) && !bad.includes(dirname(path))),
  );
}

function otherFile({ name, classes }: Dialect): string {
  if (name === "pytest") return "def test_other(): pass\n";
  if (name === "go test") return 'package other\nimport "testing"\nfunc TestOther(t *testing.T) {}\n';
  if (name === "cargo test") return "#[test] fn other() {}\n";
  const first = Object.values(classes)[0] ?? "";
  const imports = first.slice(0, first.indexOf("test(")).trimEnd();
  return `${imports}\ntest("other", () => {});\n`;
}

function fine({ complete, loadFailures, outcomes }: TestReport): boolean {
  return complete && loadFailures.length === 0 && outcomes.every(({ status }) => status !== "failed");
}
