import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { doctor, leftovers, type Patient, printDoctor } from "../../src/commands/doctor.ts";

const readme = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");
const workflow = /```yaml\n(name: Pawl\n[\s\S]*?)```/.exec(readme)?.[1] ?? "";
const all = ["spec", "sprint", "task", "ready", "blocked", "in-progress", "in-review", "needs-human"];

const healthy: Patient = {
  text: async () => "app: 7\n",
  workflows: async () => [{ path: ".github/workflows/pawl.yml", text: workflow }],
  labels: async () => [...all, "bug"],
  mayOpenPullRequests: async () => true,
  branchRules: async () => ["deletion"],
  secrets: async () => ["ANTHROPIC_API_KEY"],
  refs: async () => [],
  sandbox: async () => ({ available: true, text: "", fix: "" }),
};

const stateOf = async (name: string, patient: Partial<Patient>) =>
  (await doctor({ ...healthy, ...patient })).checks.find((check) => check.name === name);

describe("pawl doctor", () => {
  it("has nothing to say against a repository set up as the README says", async () => {
    const report = await doctor(healthy);

    expect(report.exitCode).toBe(0);
    expect(report.checks.map(({ state }) => state)).toEqual(Array(8).fill("ok"));
  });

  it.each<[string, string, Partial<Patient>, string]>([
    ["a broken configuration", "configuration", { text: async () => "labels: { redy: x }" }, "redy"],
    ["no workflow", "workflow", { workflows: async () => [] }, "Add the file that the README shows"],
    [
      "a workflow that runs for pull requests",
      "workflow",
      { workflows: async () => [{ path: "w.yml", text: `on:\n  pull_request_target:\n${workflow}` }] },
      "pull_request",
    ],
    [
      "a missing permission",
      "workflow",
      { workflows: async () => [{ path: "w.yml", text: workflow.replace("issues: write", "issues: read") }] },
      "issues: write",
    ],
    [
      "pull requests not allowed",
      "pull requests",
      { mayOpenPullRequests: async () => false },
      "Allow GitHub Actions to create",
    ],
    [
      "a rule against the branches",
      "branch rules",
      { branchRules: async () => ["creation"] },
      "Exempt `pawl/**`",
    ],
    ["no key", "key", { secrets: async () => [] }, "Secrets and variables"],
  ])("fails for %s, with the fix", async (_, name, patient, fix) => {
    const check = await stateOf(name, patient);

    expect(check?.state).toBe("fail");
    expect(`${check?.text} ${check?.fix}`).toContain(fix);
    expect((await doctor({ ...healthy, ...patient })).exitCode).toBe(1);
  });

  it("says what it could not see, which is no failure", async () => {
    const blind = {
      mayOpenPullRequests: async () => null,
      branchRules: async () => null,
      secrets: async () => null,
    };
    const report = await doctor({ ...healthy, ...blind });

    expect(report.exitCode).toBe(0);
    expect(report.checks.filter(({ state }) => state === "unknown")).toHaveLength(3);
  });

  it("prints one line per check", async () => {
    expect(printDoctor(await doctor(healthy)).split("\n")).toHaveLength(8);
  });
});

describe("pawl doctor --leftovers", () => {
  it("prints the commands that take away claims, branches and labels, and nothing else", async () => {
    const refs = async (prefix: string) =>
      prefix === "refs/pawl/" ? ["refs/pawl/claims/issue-4"] : ["refs/heads/pawl/issue-4"];
    const labels = async () => ["bug", "ready", "module: Jo's shop"];

    expect((await leftovers({ ...healthy, refs, labels })).split("\n")).toEqual([
      "git push origin --delete refs/pawl/claims/issue-4",
      "git push origin --delete refs/heads/pawl/issue-4",
      "gh label delete ready --yes",
      "gh label delete 'module: Jo'\\''s shop' --yes",
    ]);
  });

  it("says that nothing is left", async () => {
    expect(await leftovers({ ...healthy, labels: async () => ["bug"] })).toBe(
      "Nothing of Pawl is left here.",
    );
  });
});
