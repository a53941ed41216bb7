import { describe, expect, it } from "vitest";
import { estimate } from "../../src/plan/estimate.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { renderPhase, renderStatus, type StatusView } from "../../src/plan/status.ts";
import type { TaskState } from "../../src/plan/task-state.ts";
import { soundPlan, task } from "./sound-plan.ts";

const caps = { taskUsd: 5, dayUsd: 50, iterations: 12 };

function view(plan: Plan, change: Partial<StatusView> = {}): StatusView {
  return {
    plan,
    tasks: new Map(plan.tasks.map(({ id }, index) => [id, 100 + index])),
    sprints: new Map(plan.sprints.map(({ id }, index) => [id, 10 + index])),
    states: new Map(plan.tasks.map(({ id }) => [id, "open"])),
    caps,
    spec: 1,
    hash: "a".repeat(64),
    spentUsd: 0,
    next: "Release a task.",
    ...change,
  };
}

function large(count: number): Plan {
  const sprints = [1, 2, 3, 4, 5].map((n) => ({
    id: `S${n}`,
    goal: `Goal ${n}`,
    demo: "",
    deliverables: [],
  }));
  const tasks = Array.from({ length: count }, (_, index) =>
    task({ id: `n${index}`, sprint: `S${1 + (index % 5)}`, blockedBy: index < 5 ? [] : [`n${index - 5}`] }),
  );
  return { ...soundPlan(), sprints, tasks };
}

const picture = (status: string) => /```mermaid\n([\s\S]*?)\n```/.exec(status)?.[1] ?? "";

describe("status comment", () => {
  it("colours every task by its state", () => {
    const all: readonly TaskState[] = ["ready", "blocked", "in-progress", "in-review", "done", "needs-human"];
    const plan = soundPlan();
    const states = new Map(plan.tasks.map(({ id }, index) => [id, all[index] ?? "open"]));
    const graph = picture(renderStatus(view(plan, { states })));
    for (const [index, name] of [
      "ready",
      "blocked",
      "inprogress",
      "inreview",
      "done",
      "needshuman",
    ].entries()) {
      expect(graph).toMatch(new RegExp(`n${index}\\["#35;${100 + index} .*"\\]:::${name}$`, "m"));
      expect(graph).toMatch(new RegExp(`classDef ${name} fill:`));
    }
  });

  it("keeps the picture whole whatever titles say", () => {
    const title = '"]; click n0 "https://x.example" %% end `x` <b> #35; @team';
    const plan = soundPlan({
      tasks: [task({ id: "t1", title }), task({ id: "t2", title, blockedBy: ["t1"] })],
    });
    const lines = picture(renderStatus(view(plan))).split("\n");
    for (const line of lines.filter((one) => /^\s*n\d\[/.test(one))) {
      expect(line).toMatch(/^\s*n\d\["#35;\d+ [^"\]`<>@;]*"\]:::open$/);
    }
  });

  it("draws 100 tasks, folded by sprint, within one comment", () => {
    const status = renderStatus(view(large(100)));
    expect(picture(status).match(/:::open$/gm)).toHaveLength(100);
    expect(status.match(/<details><summary>/g)).toHaveLength(5);
    expect(status).toContain("Goal 5: 0 of 20 done");
    expect(status).toContain("**Critical path** (20 tasks)");
    expect(status.length).toBeLessThan(65_536);
  });

  it("draws sprints instead of tasks above that, and still fits", () => {
    const status = renderStatus(view(large(480)));
    expect(picture(status)).toContain('s0["Goal 1 (0/96)"]');
    expect(status.length).toBeLessThan(65_536);
  });

  it("lists assumptions and open questions with the answer taken", () => {
    const question = {
      id: "Q1",
      text: "Which store?",
      options: ["files", "a database"],
      recommended: 1,
      blocking: false,
    };
    const status = renderStatus(view(soundPlan({ assumptions: ["One shop"], questions: [question] })));
    expect(status).toContain("### Assumptions\n\n- One shop");
    expect(status).toContain("- **Q1** Which store? A) files · B) a database Taken for now: a database.");
  });

  it("says how far creating is, and why it stopped", () => {
    const text = renderPhase(1, { kind: "creating", created: 7, total: 12, minutes: 1 });
    expect(text).toContain("7 of 12");
    expect(text).toContain("5 are left; done in about a minute");
    const refusal = { code: "plan-invalid", text: "P01: a cycle", next: "Change the spec." };
    expect(renderPhase(1, { kind: "refused", refusal, spentUsd: 0 })).toMatch(
      /plan-invalid[\s\S]*a cycle[\s\S]*Change/,
    );
  });

  it("is found again by its marker, which names the published plan", () => {
    expect(renderStatus(view(soundPlan())).split("\n")[0]).toBe(
      `<!-- pawl:v1 {"kind":"status","issue":1,"published":"${"a".repeat(64)}"} -->`,
    );
  });
});

describe("a half-published plan", () => {
  it("is not marked as published", () => {
    expect(renderStatus(view(soundPlan(), { tasks: new Map([["t1", 4]]) })).split("\n")[0]).not.toContain(
      "published",
    );
  });
});

describe("estimate", () => {
  it("takes a task's share of its iterations, and its whole budget as the cap", () => {
    const tasks = [task({ id: "a", size: 3 }), task({ id: "b", size: 24 })];
    expect(estimate(tasks, caps)).toEqual({ usd: 6.25, capUsd: 10 });
  });
});
