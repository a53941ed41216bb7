import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { duplicateRule } from "../../../src/plan/lint/duplicate-rules.ts";
import { soundPlan, task } from "../sound-plan.ts";

const texts = fc.array(
  fc
    .array(fc.constantFrom(..."abcdefghijkl"), { minLength: 1, maxLength: 14 })
    .map((words) => words.join(" ")),
  { minLength: 1, maxLength: 12 },
);

function similarity(a: string, b: string): number {
  const [left, right] = [new Set(a.split(" ")), new Set(b.split(" "))];
  const shared = [...left].filter((word) => right.has(word)).length;
  return shared / (left.size + right.size - shared);
}

describe("P13", () => {
  it("reports exactly the tasks that have a near-duplicate, each pair truly alike", () => {
    fc.assert(
      fc.property(texts, (list) => {
        const tasks = list.map((title, index) => task({ id: `t${index}`, title, goal: "", criteria: [] }));
        const pairs = duplicateRule({ ...soundPlan(), tasks }).map((violation) =>
          violation.tasks.map((id) => Number(id.slice(1))),
        );
        for (const [a = 0, b = 0] of pairs)
          expect(similarity(list[a] ?? "", list[b] ?? "")).toBeGreaterThan(0.8);
        const linked = (index: number) => pairs.some((pair) => pair.includes(index));
        for (const [index, text] of list.entries()) {
          const alike = list.some((other, at) => at !== index && similarity(text, other) > 0.8);
          expect(linked(index)).toBe(alike);
        }
      }),
      { numRuns: 500 },
    );
  });
});
