import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Fault, writes } from "../issues/fake-tracker.ts";
import { endState, flatPlan, planningWorld } from "./planning-world.ts";
import { soundPlan, soundSpec } from "./sound-plan.ts";

const answers = [soundPlan(), soundPlan(), soundPlan()];

async function undisturbed(candidate = soundPlan()) {
  const world = planningWorld(soundSpec, [candidate]);
  await world.plan();
  return { end: endState(world.tracker), operations: world.tracker.log };
}

/** Plans until it neither crashes nor is refused, as the sweep does; the fault strikes once. */
async function planThrough(fault: Fault, at: number) {
  const world = planningWorld(soundSpec, answers);
  world.tracker.fault = (_, place) => (place === at ? fault : null);
  for (let run = 0; run < 4; run++) {
    try {
      if ((await world.plan()).kind === "done") break;
    } catch {
      // The process died; the next run starts from what stands.
    }
  }
  return world;
}

describe("publishing", () => {
  it.each(["crash-before", "crash-after", "lost-before", "lost-after"] as const)(
    "ends the same after %s at every single request",
    async (fault) => {
      const { end, operations } = await undisturbed();
      for (const [at] of operations.entries()) {
        const world = await planThrough(fault, at);
        expect(endState(world.tracker), `${fault} at ${at} ${operations[at]}`).toEqual(end);
        expect(world.tracker.all()).toHaveLength(end.length);
        const statuses = (await world.tracker.comments(world.spec)).filter(({ body }) =>
          body.includes('"status"'),
        );
        expect(statuses, `${fault} at ${at} ${operations[at]}`).toHaveLength(1);
      }
    },
  );

  it("ends the same after any mixture of faults", async () => {
    const { end } = await undisturbed();
    const faults = fc.array(
      fc.tuple(
        fc.nat(60),
        fc.constantFrom<Fault>("crash-before", "crash-after", "lost-before", "lost-after"),
      ),
      { maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(faults, async (list) => {
        const world = planningWorld(
          soundSpec,
          Array.from({ length: 12 }, () => soundPlan()),
        );
        const byPlace = new Map(list);
        world.tracker.fault = (_, at) => byPlace.get(at) ?? null;
        for (let run = 0; run < 10; run++) {
          const outcome = await world.plan().catch(() => null);
          if (outcome?.kind === "done" && outcome.value.kind === "unchanged") break;
        }
        expect(endState(world.tracker)).toEqual(end);
      }),
      { numRuns: 150 },
    );
  });

  it("makes no write when everything stands, even without a status", async () => {
    const world = planningWorld();
    await world.plan();
    const status = (await world.tracker.comments(world.spec)).find(({ body }) => body.includes('"status"'));
    await world.tracker.editComment(status?.id ?? 0, "gone");
    const before = world.tracker.log.length;
    expect(await world.plan()).toMatchObject({ value: { kind: "resumed", created: 0 } });
    expect(writes(world.tracker, before)).toEqual(["createComment!"]);
  });

  it("closes the younger of two issues for one task", async () => {
    const world = planningWorld();
    const reference = await undisturbed();
    let lost = 0;
    world.tracker.fault = (operation) => {
      if (operation !== "createIssue!" || lost > 0) return null;
      lost++;
      world.tracker.lag = 2;
      return "lost-after";
    };
    await world.plan();
    const closed = world.tracker.all().filter(({ state }) => state === "closed");
    expect(closed).toMatchObject([{ stateReason: "not_planned" }]);
    expect(endState(world.tracker)).toEqual(reference.end);
  });

  it("stops with GitHub's words when it refuses, and continues later", async () => {
    const world = planningWorld(soundSpec, [flatPlan()]);
    let refusing = true;
    world.tracker.fault = (operation) =>
      refusing && operation === "createIssue!" ? { rejected: 422 } : null;
    expect(await world.plan()).toMatchObject({
      refusal: { code: "publish-rejected", text: /422.*Validation Failed/ },
    });
    refusing = false;
    expect(await world.plan()).toMatchObject({ value: { kind: "resumed", created: 6 } });
    expect(world.asked).toHaveLength(1);
  });

  it("leaves an issue that a person closed or renamed as it is", async () => {
    const world = planningWorld(soundSpec, [flatPlan()]);
    world.tracker.fault = (operation) => (operation === "addEdges!" ? "crash-before" : null);
    await world.plan().catch(() => null);
    const [, first] = world.tracker.all();
    await world.tracker.close(first?.number ?? 0, "not_planned");
    world.tracker.fault = () => null;
    await world.plan();
    expect(world.tracker.all()).toHaveLength(7);
    expect(await world.tracker.issue(first?.number ?? 0)).toMatchObject({ state: "closed" });
  });

  it("does not create again what a person moved away from its parent, and leaves it there", async () => {
    const world = planningWorld();
    let created = 0;
    world.tracker.fault = (operation) =>
      operation === "createIssue!" && ++created === 5 ? "crash-before" : null;
    await expect(world.plan()).rejects.toThrow("crashed");
    const task = world.tracker.all().find(({ body }) => body.includes('"task":"t1"'));
    const elsewhere = world.tracker.addIssue({ title: "Somebody's board" });
    await world.tracker.setParent({ number: task?.number ?? 0, id: task?.id ?? "" }, elsewhere);
    world.tracker.fault = () => null;
    expect(await world.plan()).toMatchObject({ kind: "done", value: { kind: "resumed" } });
    const again = world.tracker.all().filter(({ body }) => body.includes('"task":"t1"'));
    expect(again).toMatchObject([{ number: task?.number, parent: elsewhere.number, state: "open" }]);
    expect(await world.plan()).toMatchObject({ value: { kind: "unchanged" } });
  });

  it.each([
    [100, 0, "has 100 sub-issues already; GitHub allows 100"],
    [99, 1, "has 99 sub-issues already and the plan would add 2"],
  ])("counts %i sub-issues of people before it writes anything", async (children, calls, text) => {
    const world = planningWorld();
    for (let at = 0; at < children; at++) world.tracker.addIssue({ title: `Mine ${at}` });
    for (const { number, id } of world.tracker.all().slice(1)) {
      await world.tracker.setParent({ number, id }, { number: world.spec, id: "I_1" });
    }
    const before = world.tracker.log.length;
    expect(await world.plan()).toMatchObject({
      refusal: { code: "no-room", text: expect.stringContaining(text) },
    });
    expect(world.asked).toHaveLength(calls);
    expect(writes(world.tracker, before).filter((write) => !/Comment!$/.test(write))).toEqual([]);
  });
});
