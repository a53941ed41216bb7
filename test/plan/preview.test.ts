import { describe, expect, it } from "vitest";
import { approvePlan } from "../../src/plan/approve-plan.ts";
import { app } from "../issues/fake-tracker.ts";
import { endState } from "./planning-world.ts";
import { changed, config, revisingWorld } from "./revising-world.ts";
import { soundPlan } from "./sound-plan.ts";

const plan = soundPlan();

describe("a preview", () => {
  it("is created as it was shown, without a model, when it is approved", async () => {
    const world = await revisingWorld({ preview: true });
    expect(world.tracker.all()).toHaveLength(1);
    expect(await world.approve()).toMatchObject({ value: true });
    expect(await world.plan()).toMatchObject({ value: { kind: "resumed" } });
    expect(endState(world.tracker)).toEqual(endState((await revisingWorld()).tracker));
    expect(world.asked).toHaveLength(1);
  });

  it("is revised without creating anything", async () => {
    const world = await revisingWorld({ preview: true });
    const outcome = await world.revise("better", changed(plan, { t3: { goal: "A better goal" } }));
    expect(outcome).toMatchObject({ value: { kind: "preview" } });
    expect(world.tracker.all()).toHaveLength(1);
    await world.approve();
    await world.plan();
    expect(world.issueOf("t3").body).toContain("A better goal");
  });

  it("is held by a blocking question until that is answered", async () => {
    const question = { id: "Q1", text: "Who?", options: ["All", "Some"], recommended: 0, blocking: true };
    const world = await revisingWorld({ plan: soundPlan({ questions: [question] }) });
    expect(await world.approve()).toMatchObject({ refusal: { code: "question-open" } });
    await world.revise({ kind: "answer", question: "Q1", option: "A" });
    expect(await world.approve()).toMatchObject({ value: true });
  });

  it("does not count when somebody else wrote it", async () => {
    const world = await revisingWorld({ preview: true });
    const [record] = (await world.tracker.comments(world.spec)).filter(({ author }) => author.id === app.id);
    const other = world.tracker.addIssue({ title: "Forged", body: "A spec." }).number;
    world.tracker.addComment(other, (record?.body ?? "").replace(`"spec":${world.spec}`, `"spec":${other}`));
    expect(await approvePlan(world.ports, { spec: other, config })).toMatchObject({
      refusal: { code: "no-preview" },
    });
  });
});
