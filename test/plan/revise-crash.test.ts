import { describe, expect, it } from "vitest";
import { endState } from "./planning-world.ts";
import { changed, revisingWorld } from "./revising-world.ts";
import { soundPlan, task } from "./sound-plan.ts";

const plan = soundPlan();

describe("a revision that is interrupted", () => {
  const next = {
    ...changed(plan, {
      t3: { goal: "A better goal", sprint: "S2" },
      t4: { blockedBy: ["t2"] },
      t5: { blockedBy: [] },
      t6: null,
    }),
  };
  const whole = {
    ...next,
    tasks: [...next.tasks, task({ id: "t7", sprint: "S2", requirements: ["R3"], layers: ["entry"] })],
  };

  it("is finished by /plan from every point after its record was written", async () => {
    const straight = await revisingWorld();
    const from = straight.tracker.log.length;
    expect(await straight.revise("go", whole)).toMatchObject({ value: { kind: "revised" } });
    const operations = straight.tracker.log.slice(from);
    const record = operations.indexOf("createComment!");
    expect(operations.length - record).toBeGreaterThan(10);
    for (let at = record + 1; at < operations.length; at++) {
      const world = await revisingWorld();
      const begin = world.tracker.log.length;
      world.tracker.fault = (_, now) => (now === begin + at ? "crash-before" : null);
      await world.revise("go", whole).catch(() => {});
      world.tracker.fault = () => null;
      await world.plan();
      expect(endState(world.tracker), `crash before ${operations[at]} (${at})`).toEqual(
        endState(straight.tracker),
      );
    }
  });
});
