import { describe, expect, it } from "vitest";
import { revisePlan } from "../../src/plan/revise-plan.ts";
import { writes } from "../issues/fake-tracker.ts";
import { changed, config, revisingWorld } from "./revising-world.ts";
import { soundPlan, soundSpec, task } from "./sound-plan.ts";

const plan = soundPlan();

describe("revising a plan that stands", () => {
  it("touches the one issue whose task changed, besides record and status", async () => {
    const world = await revisingWorld();
    const since = world.tracker.log.length;
    const outcome = await world.revise("say it better", changed(plan, { t3: { goal: "A better goal" } }));
    expect(outcome).toMatchObject({
      value: { kind: "revised", diff: { added: [], dropped: [], changed: [{ id: "t3", fields: ["goal"] }] } },
    });
    expect(writes(world.tracker, since)).toEqual(["createComment!", "editIssue!", "editComment!"]);
    expect(world.issueOf("t3").body).toContain("A better goal");
  });

  it("writes nothing when the model changes nothing", async () => {
    const world = await revisingWorld();
    const since = world.tracker.log.length;
    expect(await world.revise("hm", plan)).toMatchObject({ value: { kind: "unchanged" } });
    expect(writes(world.tracker, since)).toEqual([]);
  });

  it("creates what is new, closes what was dropped, and puts the edges right", async () => {
    const world = await revisingWorld();
    const next = changed(plan, { t3: null, t4: { blockedBy: ["t2", "t7"] } });
    const added = task({ id: "t7", requirements: ["R2"], blockedBy: ["t1"] });
    await world.revise("another way", { ...next, tasks: [...next.tasks, added] });
    const [t2, t3, t4, t7] = ["t2", "t3", "t4", "t7"].map(world.issueOf);
    expect(t3).toMatchObject({ state: "closed", stateReason: "not_planned" });
    expect(t4?.blockedBy).toEqual([t2?.number, t7?.number]);
    expect(t4?.body).toContain(`#${t7?.number}`);
    expect(await world.textsOn(t3?.number ?? 0)).toContain("no longer holds this task");
  });

  it("gives the id of a dropped task no second life", async () => {
    const world = await revisingWorld();
    const without = changed(plan, {
      t3: null,
      t2: { requirements: ["R1", "R2"] },
      t4: { blockedBy: ["t2"] },
    });
    await world.revise("less", without);
    const again = { ...without, tasks: [...without.tasks, task({ id: "t3", title: "Other work" })] };
    const outcome = await world.revise("more", again);
    expect(outcome).toMatchObject({ value: { diff: { added: [{ id: "t7", title: "Other work" }] } } });
    expect(world.issueOf("t3").title).not.toBe("Other work");
  });

  it.each([
    ["closed", "closed"],
    ["being worked", "busy"],
    ["changed by hand", "edited"],
  ])("leaves a task alone that is %s, and says there what was wanted", async (why, how) => {
    const world = await revisingWorld();
    const issue = world.issueOf("t2");
    if (how === "closed") await world.tracker.close(issue.number, "completed");
    if (how === "busy") world.busy.add(issue.number);
    if (how === "edited") await world.tracker.editIssue(issue.number, { body: `${issue.body}\n\nMine.` });
    const before = world.issueOf("t2");
    const outcome = await world.revise(
      "change it",
      changed(plan, { t2: { goal: "Taken over" }, t3: { goal: "Fine" } }),
    );
    expect(outcome).toMatchObject({
      value: { held: [{ id: "t2", why }], diff: { changed: [{ id: "t3" }] } },
    });
    expect(world.issueOf("t2")).toEqual(before);
    expect(await world.textsOn(issue.number)).toMatch(new RegExp(`It is ${why}[\\s\\S]+Goal: Taken over`));
    expect(world.revisions[0]?.fixed).toEqual(["t2"]);
  });

  it("does not drop a task that is being worked, nor what it stands on", async () => {
    const world = await revisingWorld();
    world.busy.add(world.issueOf("t2").number);
    const outcome = await world.revise(
      "less",
      changed(plan, { t1: null, t2: null, t3: { blockedBy: [] }, t4: { blockedBy: ["t3"] } }),
    );
    expect(world.issueOf("t1").state).toBe("open");
    expect(world.issueOf("t2").state).toBe("open");
    expect(outcome).toMatchObject({ value: { held: [{ id: "t2" }], diff: { dropped: [] } } });
  });

  it("takes the release of a changed task back before its words change, and says why", async () => {
    const world = await revisingWorld();
    const { number } = world.issueOf("t3");
    await world.tracker.addLabels(number, ["ready"]);
    await world.tracker.addLabels(world.issueOf("t2").number, ["ready"]);
    const since = world.tracker.log.length;
    await world.revise("better", changed(plan, { t3: { goal: "A better goal" } }));
    const done = writes(world.tracker, since);
    expect(done.indexOf("removeLabel!")).toBeLessThan(done.indexOf("editIssue!"));
    expect(world.issueOf("t3").labels).not.toContain("ready");
    expect(world.issueOf("t2").labels).toContain("ready");
    expect(await world.textsOn(number)).toContain("its release was taken back");
  });

  it("moves a task to a later sprint, below that sprint's issue", async () => {
    const world = await revisingWorld();
    const sprint = world.tracker.all().find(({ body }) => body.includes('"sprint":"S2"'));
    const later = { t4: { blockedBy: ["t2"] }, t3: { sprint: "S2", blockedBy: ["t1"] } };
    await world.revise("put it off", changed(plan, later));
    expect(world.issueOf("t3").parent).toBe(sprint?.number);
  });

  it("puts a task off until a date", async () => {
    const world = await revisingWorld();
    await world.revise("next year", changed(plan, { t6: { deferUntil: "2027-03-01" } }));
    expect(world.issueOf("t6").body).toContain("not before 2027-03-01");
  });

  it("does not bring back an edge that a person removed", async () => {
    const world = await revisingWorld();
    const [blocked, blocker] = [world.issueOf("t2"), world.issueOf("t1")];
    await world.tracker.removeEdges([{ blocked, blocker }]);
    await world.revise("better", changed(plan, { t3: { goal: "A better goal" } }));
    expect(world.issueOf("t2").blockedBy).toEqual([]);
  });

  it("sends rule errors back, and changes nothing when they stay", async () => {
    const world = await revisingWorld();
    const cyclic = changed(plan, { t1: { blockedBy: ["t4"] } });
    const since = world.tracker.log.length;
    const outcome = await world.revise("turn it round", cyclic, cyclic, cyclic);
    expect(outcome).toMatchObject({ kind: "refused", refusal: { code: "plan-invalid" } });
    expect(world.found[0]?.[0]).toMatch(/^P01/);
    expect(writes(world.tracker, since)).toEqual([]);
  });

  it("takes a requirement that quotes the order itself", async () => {
    const world = await revisingWorld();
    const requirement = { id: "R4", text: "WHEN asked THE list SHALL be red", quote: "make it red" };
    const next = {
      ...changed(plan, { t3: { requirements: ["R2", "R4"] } }),
      requirements: [...plan.requirements, requirement],
    };
    expect(await world.revise("Please make it red.", next)).toMatchObject({ value: { kind: "revised" } });
  });

  it("refuses where there is no plan", async () => {
    const world = await revisingWorld();
    const spec = world.tracker.addIssue({ title: "Other", body: "Other" }).number;
    const order = { kind: "revise", text: "x" } as const;
    const outcome = await revisePlan(world.ports, { spec, order, config, mapText: async () => "" });
    expect(outcome).toMatchObject({ refusal: { code: "no-plan" } });
  });

  it("reads the files again that the plan was made from, each time", async () => {
    const world = await revisingWorld({ from: ["docs/spec.md"] });
    const once = changed(soundPlan(), { t1: { title: "List products by page" } });
    expect((await world.revise("rename", once)).kind).toBe("done");
    await world.revise("rename again", changed(once, { t1: { title: "List products page by page" } }));
    expect(world.specs.map((spec) => spec.includes(soundSpec.trim()))).toEqual([true, true]);
  });

  it("refuses a plan too long for one answer before anything is asked, with a way on", async () => {
    const plan = soundPlan();
    const long = { ...plan, assumptions: Array.from({ length: 900 }, (_, at) => `${at} ${"a".repeat(100)}`) };
    const world = await revisingWorld({ plan: long });
    const before = world.tracker.log.length;
    expect(await world.revise("prefer gRPC", plan)).toMatchObject({
      refusal: { code: "plan-too-long", next: expect.stringContaining("open a new issue") },
    });
    expect(world.revisions).toEqual([]);
    expect(writes(world.tracker, before)).toEqual([]);
  });
});
