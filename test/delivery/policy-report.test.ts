import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { policyReport, printPolicyReport } from "../../src/delivery/policy-report.ts";
import { readBaseTree } from "../../src/workspace/base-tree.ts";
import { change, changeSet, step } from "./change-set-builder.ts";

const files = {
  "src/cart.js": "old",
  "package.json": '{"dependencies":{"a":"1.0.0"}}',
  "ümlaut/日本.js": "x",
};
let directory = "";
let base = "";

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "pawl-policy-"));
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-C", directory, "-c", "user.name=a", "-c", "user.email=a@example.com", ...args], {
      encoding: "utf8",
    });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(directory, path, ".."), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  git("init", "--quiet");
  git("add", "--all");
  git("commit", "--quiet", "--message", "base");
  base = git("rev-parse", "HEAD").trim();
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const ports = {
  readBase: (commit: string, texts: Parameters<typeof readBaseTree>[2]) =>
    readBaseTree(directory, commit, texts),
};
const report = (value: unknown, allowDependencies: readonly string[] = []) =>
  policyReport(ports, { text: typeof value === "string" ? value : JSON.stringify(value), allowDependencies });
const codeChange = (...changes: Parameters<typeof change>[]) =>
  changeSet([step({ code: changes.map((one) => change(...one)) })], { base });

describe("pawl policy", () => {
  it("accepts an honest change set against a repository that holds its base", async () => {
    const answer = await report(codeChange(["src/cart.js", "old", "new"], ["ümlaut/日本.js", "x", "y"]));

    expect(answer).toEqual({ exitCode: 0, report: { verdict: "accept", violations: [] } });
  });

  it("answers 1 with the finding for a file that only a person may change", async () => {
    const answer = await report(codeChange([".github/workflows/x.yml", null, "on: push"]));

    expect(answer).toMatchObject({
      exitCode: 1,
      report: { verdict: "needs-human", violations: [{ path: ".github/workflows/x.yml", code: "workflow" }] },
    });
  });

  it("rejects a text that is no change set", async () => {
    expect(await report("{}")).toMatchObject({ exitCode: 1, report: { verdict: "reject" } });
    expect(await report("not JSON")).toMatchObject({ exitCode: 1, report: { verdict: "reject" } });
  });

  it("compares with the blobs of the base", async () => {
    const answer = await report(codeChange(["src/cart.js", "other", "new"]));

    expect(answer).toMatchObject({ exitCode: 1, report: { violations: [{ code: "base-mismatch" }] } });
  });

  it("lets an allowed dependency be added, and no other", async () => {
    const before = files["package.json"];
    const after = '{"dependencies":{"a":"1.0.0","b":"^2.0.0"}}';
    const set = codeChange(["package.json", before, after]);

    expect(await report(set, ["b"])).toMatchObject({ exitCode: 0 });
    expect(await report(set, ["c"])).toMatchObject({ exitCode: 1, report: { verdict: "needs-human" } });
  });

  it("has no answer where the repository does not hold the base", async () => {
    const answer = await report({ ...codeChange(["src/cart.js", "old", "new"]), base: "b".repeat(40) });

    expect(answer).toMatchObject({ exitCode: 2, fault: expect.stringContaining("does not hold the base") });
  });

  it("prints one line per finding", async () => {
    const answer = await report(codeChange([".github/x", null, "x"]));

    expect(answer.exitCode !== 2 && printPolicyReport(answer.report)).toMatch(
      /^needs-human\nworkflow "\.github\/x": /,
    );
  });
});
