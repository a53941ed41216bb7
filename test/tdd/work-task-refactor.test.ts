import { describe, expect, test } from "vitest";
import {
  greenQuantity,
  listQuantity,
  play,
  quantityCode,
  quantityTest,
  redQuantity,
  withTest,
  worked,
} from "./cart.ts";
import type { Act } from "./scripted-driver.ts";

const input = { refactor: true };
const tidy: Act = {
  edit: {
    "src/cart.js": `${quantityCode.replace("price * quantity", "cost(price, quantity)")}function cost(a, b) {\n  return a * b;\n}\n`,
  },
};

describe("a refactor", () => {
  test("is not asked for unless it is wanted", async () => {
    const { driver } = await play([listQuantity, redQuantity, greenQuantity]);
    expect(driver.orders.map(({ phase }) => phase)).not.toContain("refactor");
  });

  test("becomes a step of its own, without red evidence", async () => {
    const { steps } = worked(await play([listQuantity, redQuantity, greenQuantity, tidy], { input }));
    expect(steps.map(({ kind }) => kind)).toEqual(["iteration", "refactor"]);
    expect(steps[1]?.evidence).toEqual({ green: { passed: 2, skipped: 0 } });
    expect(steps[1]?.message).toMatch(
      /^refactor\(cart\): .+\n\nTask: #14\nGreen: 2 passed, 0 skipped\nReleased-by: alice\n$/,
    );
  });

  test("is asked once per iteration and dropped when nothing changed", async () => {
    const { steps, exit } = worked(
      await play([listQuantity, redQuantity, greenQuantity, { edit: {} }], { input }),
    );
    expect({ exit, steps: steps.length }).toEqual({ exit: "done", steps: 1 });
  });

  test.each<[string, Act]>([
    [
      "it adds a test",
      { edit: { "test/cart.test.js": withTest(quantityTest, 'test("x", () => { assert.ok(1); });') } },
    ],
    ["it removes a test", { edit: { "test/cart.test.js": withTest() } }],
    [
      "it asserts less",
      { edit: { "test/cart.test.js": withTest(quantityTest.replace(/assert\.equal\(.*\);/, "total([]);")) } },
    ],
    ["it adds a public name", { edit: { "src/cart.js": `${quantityCode}export const extra = 1;\n` } }],
    [
      "it breaks a test",
      {
        edit: {
          "src/cart.js": quantityCode.replace("quantity = 1", "quantity = 2").replace("price *", "1 *"),
        },
      },
    ],
    ["it leaves the scope", { edit: { "src/other.js": "" } }],
  ])("is dropped when %s, and the task is done all the same", async (_, act) => {
    const played = await play([listQuantity, redQuantity, greenQuantity, act], { input });
    const { steps, exit } = worked(played);
    expect({ exit, steps: steps.length }).toEqual({ exit: "done", steps: 1 });
    expect(played.tree.disk.get("src/cart.js")).toBe(quantityCode);
    expect(played.tree.disk.get("test/cart.test.js")).toBe(withTest(quantityTest));
  });
});

describe("what the task says to reuse", () => {
  const packet = { reuse: [{ path: "src/round.js", why: "rounds money" }] };
  const usingIt = `import { round } from "./round.js";\n${quantityCode.replace("sum + price * quantity", "round(sum + price * quantity)")}`;

  test("counts as used when a changed file imports it", async () => {
    const acts: readonly Act[] = [listQuantity, redQuantity, { edit: { "src/cart.js": usingIt } }];
    expect(worked(await play(acts, { packet })).reuse).toEqual([
      { path: "src/round.js", used: true, why: "rounds money" },
    ]);
  });

  test("is asked for once more, and a refactor may bring it in", async () => {
    const played = await play(
      [listQuantity, redQuantity, greenQuantity, { edit: { "src/cart.js": usingIt } }],
      { packet },
    );
    expect(played.driver.orders[3]?.order).toContain("src/round.js");
    expect(worked(played).reuse[0]?.used).toBe(true);
    expect(worked(played).steps[1]?.message).toMatch(/^refactor\(cart\): use src\/round\.js\n/);
  });

  test("may be explained by a decision note instead", async () => {
    const why = "src/round.js rounds to cents, quantities are whole.";
    const noted: Act = { edit: {}, notes: [{ kind: "decision", text: why }] };
    const { reuse, exit, remarks } = worked(
      await play([listQuantity, redQuantity, greenQuantity, noted], { packet }),
    );
    expect({ reuse, exit, remarks }).toEqual({
      reuse: [{ path: "src/round.js", used: false, why }],
      exit: "done",
      remarks: [],
    });
  });

  test("that is neither used nor explained is a remark", async () => {
    const { reuse, exit, remarks } = worked(
      await play([listQuantity, redQuantity, greenQuantity, { edit: {} }], { packet }),
    );
    expect({ used: reuse[0]?.used, exit, remarks }).toEqual({
      used: false,
      exit: "done",
      remarks: ["src/round.js: not reused, and nothing was said about it."],
    });
  });
});

describe("the context of each order", () => {
  test("has four blocks, of which only the last changes within a task", async () => {
    const { driver } = await play([listQuantity, redQuantity, greenQuantity, tidy], { input });
    const stable = driver.orders.map(({ packet }) => packet.slice(0, 3).join("\n---\n"));
    expect(driver.orders.every(({ packet }) => packet.length === 4)).toBe(true);
    expect(new Set(stable).size).toBe(1);
  });

  test("starts anew at the test list, at each iteration and after each commit", async () => {
    const { driver } = await play([listQuantity, redQuantity, greenQuantity, tidy], { input });
    expect(driver.orders.map(({ fresh }) => fresh)).toEqual([true, true, false, true]);
  });

  test("tells what was committed", async () => {
    const { driver } = await play([listQuantity, redQuantity, greenQuantity, tidy], { input });
    expect(driver.orders[3]?.packet[3]).toContain(
      "Committed so far:\n- feat(cart): count the quantity of a line [AC1] (test/cart.test.js, src/cart.js)",
    );
  });
});
