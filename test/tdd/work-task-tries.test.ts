import { describe, expect, test } from "vitest";
import {
  cartFiles,
  greenQuantity,
  listQuantity,
  play,
  quantity,
  quantityTest,
  redQuantity,
  withTest,
  worked,
} from "./cart.ts";
import type { Act } from "./scripted-driver.ts";

const testFile = "test/cart.test.js";

describe("tries are limited", () => {
  const numbered = (count: number, act: (n: number) => Act) =>
    Array.from({ length: count }, (_, n) => act(n));

  test("three different refusals of red need a human", async () => {
    const wrong = numbered(3, (n) => ({
      edit: { [testFile]: withTest(`test("x", () => { throw new Error("no ${"abc"[n]}"); });`) },
    }));
    const { exit, reason } = worked(await play([listQuantity, ...wrong]));
    expect(exit).toBe("needs-human");
    expect(reason).toMatchObject({ code: "red-refused", text: expect.stringContaining("no c") });
  });

  test("the same refusal twice ends the attempt at once", async () => {
    const played = await play([listQuantity, { edit: {} }, { edit: {} }]);
    expect(worked(played).exit).toBe("needs-human");
    expect(played.driver.orders).toHaveLength(3);
  });

  test("four different failures of green need a human, and no step is kept", async () => {
    const wrong = numbered(4, (n) => ({
      edit: { "src/cart.js": `export function total(lines) {\n  return lines.length * ${n};\n}\n` },
    }));
    const { exit, reason, steps } = worked(await play([listQuantity, redQuantity, ...wrong]));
    expect({ exit, code: reason?.code, steps }).toEqual({
      exit: "needs-human",
      code: "green-refused",
      steps: [],
    });
  });

  test("a test list that leaves a criterion out is sent back once", async () => {
    const played = await play([{ list: [] }, listQuantity, redQuantity, greenQuantity]);
    expect(played.driver.orders[1]?.findings).toEqual([
      "criterion-without-behaviour: No behaviour serves AC1.",
    ]);
    expect(worked(played).exit).toBe("done");
  });

  test("a test list that changes files is sent back", async () => {
    const played = await play([
      { list: [quantity], edit: { "src/cart.js": "" } },
      listQuantity,
      redQuantity,
      greenQuantity,
    ]);
    expect(played.driver.orders[1]?.findings.join()).toContain("files-changed");
    expect(played.driver.found[1]?.get("src/cart.js")).toBe(cartFiles["src/cart.js"]);
  });
});

describe("what is already there", () => {
  const arrived: Act = {
    edit: { [testFile]: withTest('test("adds", () => { assert.equal(total([{ price: 2 }]), 2); });') },
  };

  test("ends as already-done when every test passes on arrival twice", async () => {
    const played = await play([listQuantity, arrived, arrived]);
    const { exit, steps, reason } = worked(played);
    expect({ exit, steps, reason }).toEqual({ exit: "already-done", steps: [], reason: null });
    expect(Object.fromEntries(played.tree.disk)).toEqual(cartFiles);
  });

  test("leaves one behaviour out and goes on with the next", async () => {
    const list: Act = { list: [{ ...quantity, text: "Add prices" }, quantity] };
    const { exit, steps, remarks } = worked(await play([list, arrived, arrived, redQuantity, greenQuantity]));
    expect({ exit, steps: steps.length, remarks }).toEqual({ exit: "done", steps: 1, remarks: [] });
  });

  test("a criterion without a proof costs one more iteration and then a remark", async () => {
    const criteria = [
      { id: "AC1", layer: "domain" as const, text: "WHEN a line has a quantity THE total SHALL count it" },
      { id: "AC2", layer: "domain" as const, text: "WHEN a cart has lines THE total SHALL add their prices" },
    ];
    const list: Act = { list: [quantity, { ...quantity, text: "Add prices", criterion: "AC2" }] };
    const again: Act = {
      edit: {
        [testFile]: withTest(
          quantityTest,
          'test("adds", () => { assert.equal(total([{ price: 2 }]), 2); });',
        ),
      },
    };
    const acts = [list, redQuantity, greenQuantity, again, again, again, again];
    const played = await play(acts, { packet: { criteria } });
    const { exit, criteria: proofs, remarks } = worked(played);
    expect(played.driver.orders).toHaveLength(acts.length);
    expect(exit).toBe("done");
    expect(proofs.map(({ testId }) => testId)).toEqual([`${testFile} > counts the quantity`, null]);
    expect(remarks).toEqual(["AC2: its tests passed before any change, so no test of this task proves it."]);
  });
});
