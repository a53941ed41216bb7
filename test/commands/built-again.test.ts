import { describe, expect, test } from "vitest";
import { builtAgain } from "../../src/commands/built-again.ts";
import type { WorkPorts } from "../../src/tdd/work-task.ts";
import { cartTask, listQuantity, type Play, play, worked } from "../tdd/cart.ts";
import { handsOf } from "../tdd/fake-hands.ts";
import { oneCall } from "../tdd/scripted-driver.ts";

const price = "export function price(n) {\n  return n * 2;\n}\n";
const files = { "src/cart.js": `${price.replace("price", "total").replace("n * 2", "0")}` };
const testText = (body: string) =>
  `import { total, price } from "../src/cart.js";\ntest("an empty cart costs nothing", () => { assert.equal(total([]), 0); });\n${body}\n`;
const acts = [
  listQuantity,
  { edit: { "test/cart.test.js": testText('test("prices", () => { assert.equal(price(2), 4); });') } },
  { edit: { "src/cart.js": `${files["src/cart.js"]}export function price(n) {\n  return 0;\n}\n` } },
  { edit: { "src/cart.js": `${files["src/cart.js"]}${price}` } },
];

/** Works the task, then asks to build it again with a driver that writes `text`. */
async function again(text: string | null, reason = "") {
  const changed: Play = {
    files,
    input: { mutation: false },
    ports: (runner) => handsOf(runner),
  };
  const played = await play(acts, changed);
  const ports: WorkPorts = {
    ...handsOf(played.runner),
    tree: played.tree,
    runner: played.runner,
    digest: () => "d",
    now: () => 0,
    log: () => {},
    driver: {
      turn: async () => {
        if (text === null) return { kind: "gave-up", reason, usage: oneCall };
        played.tree.disk.set("src/cart.js", text);
        return { kind: "ended", notes: [], usage: oneCall };
      },
    },
  };
  const before = worked(played);
  return { before, after: await builtAgain(ports, cartTask, before), disk: played.tree.disk };
}

describe("a task that is built again from its tests", () => {
  test("tells the score as a line of the pull request and counts what it cost", async () => {
    const { before, after, disk } = await again(`${files["src/cart.js"]}${price}`);
    expect(after.remarks.at(-1)).toContain(
      "Built again from its tests alone (price): 1 of 1 behaviours, 100%.",
    );
    expect(after.usage.calls).toBe(before.usage.calls + 1);
    expect(disk.get("src/cart.js")).toBe(`${files["src/cart.js"]}${price}`);
  });

  test("keeps its steps whatever comes of it", async () => {
    const { before, after } = await again(`${files["src/cart.js"]}export function price() { return 0; }\n`);
    expect(after.steps).toBe(before.steps);
    expect(after.remarks.at(-1)).toContain("0 of 1 behaviours, 0%");
  });

  test("says why there is no score when the driver gave up", async () => {
    const { after } = await again(null, "the tests say too little");
    expect(after.remarks.at(-1)).toBe("It was not built again from its tests: the tests say too little");
  });
});
