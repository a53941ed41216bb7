import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { lintReport, printLintReport } from "../../src/plan/lint-report.ts";
import { planSchemaText } from "../../src/plan/plan-schema.ts";
import { soundPlan, soundSpec, withTask } from "./sound-plan.ts";

const answer = (plan: unknown, spec: string | null = soundSpec) => lintReport(JSON.stringify(plan), spec);

describe("lint report", () => {
  it("ends with 0 for a sound plan and with 1 for one with errors", () => {
    expect(answer(soundPlan()).exitCode).toBe(0);
    expect(answer(withTask("t1", { blockedBy: ["t1"] })).exitCode).toBe(1);
  });

  it("ends with 0 when there are only warnings and notes", () => {
    const { exitCode, report } = answer(withTask("t2", { size: 13 }));
    expect([exitCode, report?.violations.map(({ level }) => level)]).toEqual([0, ["warn"]]);
  });

  it.each([
    ["a missing key", { ...soundPlan(), tasks: undefined }, "tasks: expected array"],
    [
      "a wrong type",
      { ...soundPlan(), tasks: [{ ...soundPlan().tasks[0], size: "4" }] },
      "tasks[0].size: expected number",
    ],
    [
      "a wrong choice",
      { ...soundPlan(), tasks: [{ ...soundPlan().tasks[0], kind: "epic" }] },
      'tasks[0].kind: expected one of "tdd"',
    ],
    [
      "an unknown key",
      { ...soundPlan(), tasks: [{ ...soundPlan().tasks[0], owner: "x" }] },
      'tasks[0]: unknown key "owner"',
    ],
    ["another version", { ...soundPlan(), version: 2 }, "version: expected 1"],
    ["something else", [], "(the whole plan): expected object"],
  ])("ends with 2 for %s and names path and expectation", (_, plan, message) => {
    const { exitCode, report, message: said } = answer(plan);
    expect([exitCode, report]).toEqual([2, null]);
    expect(said).toContain(message);
  });

  it("ends with 2 for text that is not JSON", () => {
    expect(lintReport("{", null)).toMatchObject({ exitCode: 2, report: null });
    expect(lintReport("{", null).message).toContain("expected JSON");
  });

  it("takes a plan that leaves out every optional key", () => {
    const tasks = soundPlan().tasks.map(({ reuse: _, ...task }) => task);
    const { assumptions: __, questions: ___, ...plan } = soundPlan();
    expect(answer({ ...plan, tasks }).exitCode).toBe(0);
  });

  it("prints one line per violation and the shape of the plan", () => {
    const { report } = answer(withTask("t2", { size: 13 }));
    expect(report && printLintReport(report)).toBe(
      "warn  P06  t2 is sized 13 iterations; at most 12. Split it.\n" +
        "0 errors, 1 warnings, 0 notes.\n" +
        "Critical path of 5: t1 -> t2 -> t4 -> t5 -> t6. At most 2 tasks side by side.",
    );
  });
});

describe("plan schema", () => {
  it("is published as it is", () => {
    expect(readFileSync(new URL("../../schema/plan.schema.json", import.meta.url), "utf8")).toBe(
      planSchemaText(),
    );
  });
});
