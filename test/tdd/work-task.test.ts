import { describe, expect, test } from "vitest";
import {
  cartTask,
  greenQuantity,
  listQuantity,
  play,
  quantity,
  quantityCode,
  quantityTest,
  redQuantity,
  withTest,
  worked,
} from "./cart.ts";

const acts = [listQuantity, redQuantity, greenQuantity];

describe("a task with two behaviours", () => {
  const discount = { text: "Take the discount", criterion: "AC1", breaks: "the discount is ignored" };
  const discountTest =
    'test("takes the discount", () => { assert.equal(total([{ price: 4, off: 1 }]), 3); });';
  const both = quantityCode
    .replace("quantity = 1 }", "quantity = 1, off = 0 }")
    .replace("* quantity", "* quantity - off");
  const list = { list: [quantity, discount] };
  const redDiscount = { edit: { "test/cart.test.js": withTest(quantityTest, discountTest) } };

  test("has one step for each, in order, each numbered", async () => {
    const played = await play([
      list,
      redQuantity,
      greenQuantity,
      redDiscount,
      { edit: { "src/cart.js": both } },
    ]);
    const { steps, exit } = worked(played);
    expect(exit).toBe("done");
    expect(steps.map(({ message }) => message.match(/Iteration: .*/)?.[0])).toEqual([
      "Iteration: 1/2",
      "Iteration: 2/2",
    ]);
    expect(steps.map(({ evidence }) => evidence.green.passed)).toEqual([2, 3]);
  });

  test("starts each step where the one before ended", async () => {
    const played = await play([
      list,
      redQuantity,
      greenQuantity,
      redDiscount,
      { edit: { "src/cart.js": both } },
    ]);
    const [first, second] = worked(played).steps;
    expect(second?.code[0]?.before).not.toBe(first?.code[0]?.before);
    expect(new TextDecoder().decode(second?.code[0]?.content ?? undefined)).toBe(both);
  });

  test("may not lose what the first one proved", async () => {
    const forgetting = { edit: { "src/cart.js": both.replace("price * quantity", "price") } };
    const played = await play([
      list,
      redQuantity,
      greenQuantity,
      redDiscount,
      forgetting,
      { edit: { "src/cart.js": both } },
    ]);
    expect(played.driver.orders[5]?.findings.join("\n")).toContain(
      "regression: test/cart.test.js > counts the quantity",
    );
  });
});

describe("a task with one behaviour", () => {
  test("ends done with one step that holds the test and the code apart", async () => {
    const { steps, exit, reason } = worked(await play(acts));
    expect({ exit, reason }).toEqual({ exit: "done", reason: null });
    expect(steps).toHaveLength(1);
    expect(steps[0]).toMatchObject({
      kind: "iteration",
      tests: [{ path: "test/cart.test.js" }],
      stub: [],
      code: [{ path: "src/cart.js" }],
    });
  });

  test("keeps the proof as evidence", async () => {
    const { steps } = worked(await play(acts));
    expect(steps[0]?.evidence).toEqual({
      red: {
        ids: ["test/cart.test.js > counts the quantity"],
        class: "assertion",
        digest: expect.stringMatching(/^[0-9a-f]{12}$/),
      },
      green: { passed: 2, skipped: 0 },
      criterion: "AC1",
      iteration: 1,
    });
  });

  test("writes the proof into the commit message", async () => {
    const { steps } = worked(await play(acts));
    const digest = steps[0]?.evidence.red?.digest;
    expect(steps[0]?.message).toBe(
      [
        "feat(cart): count the quantity of a line",
        "",
        "Task: #14",
        "Criterion: AC1",
        "Iteration: 1/1",
        `Red: test/cart.test.js > counts the quantity | assertion | ${digest}`,
        "Green: 2 passed, 0 skipped",
        "Released-by: alice",
        "",
      ].join("\n"),
    );
  });

  test("names the test that proves the criterion", async () => {
    expect(worked(await play(acts)).criteria).toEqual([
      { id: "AC1", text: cartTask.criteria[0]?.text, testId: "test/cart.test.js > counts the quantity" },
    ]);
  });

  test("leaves the last green tree on the disk", async () => {
    const { tree } = await play(acts);
    expect(tree.disk.get("src/cart.js")).toBe(quantityCode);
    expect(tree.disk.get("test/cart.test.js")).toBe(withTest(quantityTest));
  });

  test("runs the whole suite twice at the start and once per iteration, and the new test five times alone", async () => {
    const { runner } = await play(acts);
    expect(runner.runs.map(({ kind }) => kind)).toEqual([
      ...["all", "all"],
      ...["files", "test"],
      ...["test", "test", "all"],
      "test",
    ]);
  });

  test("counts what the driver cost", async () => {
    expect(worked(await play(acts)).usage).toMatchObject({ calls: 3, usd: 0.03 });
  });

  test("starts from the commit that was checked out", async () => {
    expect(worked(await play(acts)).base).toBe("b".repeat(40));
  });

  test("says what happens, one line each, whatever a test is called", async () => {
    const named = quantityTest.replace("counts the quantity", "counts\\n::error::it");
    const { lines } = await play([
      listQuantity,
      { edit: { "test/cart.test.js": withTest(named) } },
      greenQuantity,
    ]);
    expect(lines).toEqual([
      "Baseline: 1 tests, 0 flaky.",
      "Test list: 1 behaviours.",
      "Red: test/cart.test.js > counts ::error::it ends as assertion.",
      "Green: 2 tests in the suite.",
      "Committed: feat(cart): count the quantity of a line",
      "Ended: done.",
    ]);
  });
});
