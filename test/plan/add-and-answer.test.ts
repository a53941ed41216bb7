import { describe, expect, it } from "vitest";
import { writes } from "../issues/fake-tracker.ts";
import { changed, revisingWorld } from "./revising-world.ts";
import { soundPlan, task } from "./sound-plan.ts";

const plan = soundPlan();

describe("adding one task", () => {
  it("adds the first and leaves everything else as it was", async () => {
    const world = await revisingWorld();
    const since = world.tracker.log.length;
    const next = changed(plan, { t2: { goal: "Changed on the way" } });
    const added = ["t7", "t8"].map((id) => task({ id, requirements: ["R2"], blockedBy: ["t1"] }));
    const outcome = await world.revise(
      { kind: "add", text: "count" },
      { ...next, tasks: [...next.tasks, ...added] },
    );
    expect(outcome).toMatchObject({ value: { diff: { added: [{ id: "t7" }], changed: [], dropped: [] } } });
    expect(writes(world.tracker, since).filter((name) => name !== "createComment!")).toEqual([
      "createIssue!",
      "addEdges!",
      "editComment!",
    ]);
  });

  it("refuses when no task came of it", async () => {
    const world = await revisingWorld();
    expect(await world.revise({ kind: "add", text: "count" }, plan)).toMatchObject({
      refusal: { code: "nothing-added" },
    });
  });
});

describe("answering a question of the plan", () => {
  const asking = soundPlan({
    questions: [
      { id: "Q1", text: "Names only?", options: ["Names", "Names and ids"], recommended: 0, blocking: false },
    ],
  });

  it("takes the recommended answer without a model and without touching an issue", async () => {
    const world = await revisingWorld({ plan: asking });
    const since = world.tracker.log.length;
    const outcome = await world.revise({ kind: "answer", question: "Q1", option: "A" });
    expect(outcome).toMatchObject({
      value: {
        kind: "revised",
        plan: { questions: [], assumptions: ["Names only? Names (answered as Q1)"] },
      },
    });
    expect(writes(world.tracker, since)).toEqual(["createComment!", "editComment!"]);
    expect(world.revisions).toEqual([]);
  });

  it("revises for another answer, and keeps the decision whatever the model forgets", async () => {
    const world = await revisingWorld({ plan: asking });
    const outcome = await world.revise(
      { kind: "answer", question: "Q1", option: "B" },
      changed(asking, { t3: { goal: "Ids too" } }),
    );
    expect(world.revisions[0]?.order).toContain("Names and ids");
    expect(outcome).toMatchObject({
      value: { plan: { questions: [], assumptions: ["Names only? Names and ids (answered as Q1)"] } },
    });
  });

  it.each([
    ["Q9", "A", "unknown-question"],
    ["Q1", "C", "unknown-option"],
  ])("refuses %s %s as %s", async (question, option, code) => {
    const world = await revisingWorld({ plan: asking });
    expect(await world.revise({ kind: "answer", question, option })).toMatchObject({ refusal: { code } });
  });
});
