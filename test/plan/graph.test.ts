import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shapeOf, taskGraph } from "../../src/plan/graph.ts";
import { lint } from "../../src/plan/lint/lint.ts";
import { normalise } from "../../src/plan/normalise.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { reachOf } from "../../src/plan/reach.ts";
import { byUrgency, topologicalOrder } from "../../src/plan/task-order.ts";
import { globsOverlap } from "../../src/repository/glob.ts";
import { soundPlan, task } from "./sound-plan.ts";

const files = ["src/a.ts", "src/b.ts", "src/**", "test/**", "docs/c.md"];

/** Plans of up to 14 tasks whose edges point to earlier tasks of the list only, under shuffled ids. */
const plans: fc.Arbitrary<Plan> = fc
  .array(
    fc.record({
      edges: fc.array(fc.nat(30), { maxLength: 4 }),
      files: fc.subarray(files),
      priority: fc.integer({ min: 0, max: 4 }),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((list) => ({
    ...soundPlan(),
    tasks: list.map((one, index) =>
      task({
        id: `t${(index * 7) % 101}`,
        sprint: index * 2 < list.length ? "S1" : "S2",
        priority: one.priority,
        files: one.files,
        blockedBy: index === 0 ? [] : one.edges.map((edge) => `t${((edge % index) * 7) % 101}`),
      }),
    ),
  }));

function waits(plan: Plan): (task: string, blocker: string) => boolean {
  const edges = new Map(plan.tasks.map(({ id, blockedBy }) => [id, blockedBy]));
  const search = (id: string, wanted: string): boolean =>
    (edges.get(id) ?? []).some((next) => next === wanted || search(next, wanted));
  return search;
}

describe("graph", () => {
  it("orders every task after its blockers", () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const graph = taskGraph(plan.tasks);
        const order = topologicalOrder(graph, plan.sprints);
        expect([...order].sort((a, b) => a - b)).toEqual([...plan.tasks.keys()]);
        for (const [task, blockers] of graph.blockers.entries()) {
          for (const blocker of blockers) expect(order.indexOf(blocker)).toBeLessThan(order.indexOf(task));
        }
      }),
    );
  });

  it("puts every task one level after its latest blocker", () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const { levels, criticalPath, width } = shapeOf(taskGraph(plan.tasks));
        const level = new Map(levels.flatMap((ids, at) => ids.map((id) => [id, at] as const)));
        for (const { id, blockedBy } of plan.tasks) {
          expect(level.get(id)).toBe(
            blockedBy.length === 0 ? 0 : 1 + Math.max(...blockedBy.map((b) => level.get(b) ?? NaN)),
          );
        }
        expect(criticalPath).toHaveLength(levels.length);
        expect(width).toBe(Math.max(...levels.map(({ length }) => length)));
      }),
    );
  });

  it("knows who waits for whom, directly or not", () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const graph = taskGraph(plan.tasks);
        const search = waits(plan);
        for (const [a, one] of plan.tasks.entries()) {
          for (const [b, other] of plan.tasks.entries()) {
            expect(reachOf(graph)?.waitsFor(a, b)).toBe(search(one.id, other.id));
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it("finds every cycle, however long", () => {
    const ring = Array.from({ length: 5_000 }, (_, index) =>
      task({ id: `r${index}`, blockedBy: [`r${(index + 1) % 5_000}`] }),
    );
    expect(taskGraph(ring)).toMatchObject({ cyclic: true, components: [{ length: 5_000 }] });
  });
});

describe("normalising", () => {
  const overlap = (a: readonly string[], b: readonly string[]) =>
    a.some((x) => b.some((y) => globsOverlap(x, y)));

  it("leaves no two tasks on the same files unordered, and makes no cycle", () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const after = normalise(plan);
        const search = waits(after);
        expect(taskGraph(after.tasks).cyclic).toBe(false);
        for (const a of after.tasks) {
          for (const b of after.tasks) {
            if (a.id < b.id && overlap(a.files, b.files))
              expect(search(a.id, b.id) || search(b.id, a.id)).toBe(true);
          }
        }
      }),
    );
  });

  it("lets the later wait for the earlier by sprint, priority and id", () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const before = new Map(plan.tasks.map((one) => [one.id, one]));
        const compare = byUrgency(plan.sprints);
        for (const one of normalise(plan).tasks) {
          for (const id of one.blockedBy) {
            if (before.get(one.id)?.blockedBy.includes(id)) continue;
            const blocker = before.get(id);
            expect(blocker && compare(blocker, one)).toBeLessThan(0);
          }
        }
      }),
    );
  });

  it("changes nothing when done again", () => {
    fc.assert(
      fc.property(plans, (plan) => {
        expect(normalise(normalise(plan))).toEqual(normalise(plan));
      }),
    );
  });

  it("is what silences P09", () => {
    fc.assert(
      fc.property(plans, (plan) => {
        expect(lint(normalise(plan), null).violations.filter(({ rule }) => rule === "P09")).toEqual([]);
      }),
    );
  });
});
