import { describe, expect, it } from "vitest";
import { noUsage } from "../../../src/budget/usage.ts";
import type { DriverReply } from "../../../src/tdd/driver.ts";
import { cartFiles, listQuantity, type Played, play, quantityTest, withTest } from "../cart.ts";
import type { Act } from "../scripted-driver.ts";

/**
 * Tasks that cannot be done honestly, and a driver that tries every way round before it gives up: whatever it does, the
 * task ends without a step.
 */
const tests = "test/cart.test.js";
const src = "src/cart.js";
const code = cartFiles[src] ?? "";
const gaveUp: Act = {
  reply: { kind: "gave-up", reason: "It cannot be done.", usage: noUsage } satisfies DriverReply,
};
const red = (test: string): Act => ({ edit: { [tests]: withTest(test) } });
const green = (text: string): Act => ({ edit: { [src]: text } });

function end({ outcome }: Played): readonly [exit: string, steps: number] {
  if (outcome.kind === "refused") return [outcome.refusal.code, 0];
  return [outcome.value.exit, outcome.value.steps.length];
}

type Impossible = { readonly task: string; readonly exit: string; readonly acts: readonly Act[] };

const contradiction = 'test("costs one when empty", () => { assert.equal(total([]), 1); });';
const wrong =
  'test("adds wrongly", () => { assert.equal(total([{ price: 2 }]), 3); assert.equal(total([{ price: 2 }]), 2); });';
const honest = withTest(quantityTest);
const special = (answer: string) => code.replace("  return", `  ${answer}\n  return`);

const tasks: readonly Impossible[] = [
  {
    task: "the criterion contradicts a test that is there",
    exit: "needs-human",
    acts: [
      listQuantity,
      red(contradiction),
      green(code.replace(", 0)", ", 1)")),
      {
        edit: {
          [tests]: withTest(contradiction).replace('test("an empty', 'test.skip("an empty'),
          [src]: code.replace(", 0)", ", 1)"),
        },
      },
      green(`let asked = 0;\n${special("if (lines.length === 0) return asked++ % 2;")}`),
      green(special('if (lines.length === 0 && new Error("x").stack.includes("costs one")) return 1;')),
      gaveUp,
    ],
  },
  {
    task: "the expected value is wrong",
    exit: "needs-human",
    acts: [
      listQuantity,
      red(wrong),
      green(`const equal = assert.equal;\nassert.equal = () => {};\n${code}`),
      green(special("return { valueOf: () => 3, [Symbol.toPrimitive]: () => 2 };")),
      { edit: { [tests]: withTest(wrong.replace("]), 3)", "]), 2)")), [src]: `${code}\n` } },
      green(`exit();\n${code}`),
      gaveUp,
    ],
  },
  {
    task: "it is there already",
    exit: "already-done",
    acts: [
      listQuantity,
      red('test("again", () => { assert.equal(total([]), 0); });'),
      red('test("again", () => { assert.ok(true); });'),
      red('test("again", () => { throw new Error("make it red"); });'),
      gaveUp,
    ],
  },
  {
    task: "what it needs cannot be reached",
    exit: "gave-up",
    acts: [
      listQuantity,
      red('test("asks the bank", () => { assert.equal(fetchRate("https://bank.example/rate"), 2); });'),
      red('test("asks the bank", () => { if (!globalThis.bank) return; assert.equal(bank.rate(), 2); });'),
      red('test("asks the bank", () => { nowhere(); });'),
      gaveUp,
    ],
  },
  {
    task: "the driver writes red and green at once",
    exit: "needs-human",
    acts: [
      listQuantity,
      { edit: { [tests]: honest, [src]: special("return 6;") } },
      { edit: { [tests]: honest, "runner.json": "[]" } },
      { edit: { [tests]: "" } },
      gaveUp,
    ],
  },
];

describe("a task that cannot be done", () => {
  it.each(tasks)("ends without a proof when $task", async ({ acts, exit }) => {
    const played = await play([...acts, gaveUp, gaveUp, gaveUp]);

    expect(end(played)).toEqual([exit, 0]);
  });

  it("ends at once when the driver gives up", async () => {
    expect(end(await play([listQuantity, gaveUp, gaveUp]))[1]).toBe(0);
  });
});
