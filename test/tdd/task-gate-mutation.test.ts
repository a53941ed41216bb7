import { describe, expect, test } from "vitest";
import {
  cartFiles,
  listQuantity,
  type Play,
  play,
  quantityTest,
  redQuantity,
  withTest,
  worked,
} from "./cart.ts";
import { handsOf } from "./fake-hands.ts";
import { oneCall } from "./scripted-driver.ts";

const code = `export function total(lines) {
  let sum = 0;
  for (const line of lines) {
    const quantity = line.quantity ?? 1;
    sum += line.price * quantity;
  }
  return sum;
}
`;
const greenQuantity = { edit: { "src/cart.js": code } };
const withHands: Play = { ports: handsOf };
const defaultTest =
  'test("counts one where no quantity is named", () => { assert.equal(total([{ price: 2 }]), 2); });';
const addDefault = { edit: { "test/cart.test.js": withTest(quantityTest, defaultTest) } };
const weakTest = 'test("counts the quantity", () => { assert.ok(total([{ price: 2, quantity: 3 }]) > 5); });';
const redWeak = { edit: { "test/cart.test.js": withTest(weakTest) } };

describe("small changes to the new lines", () => {
  test("are told about when no test notices them, and one more test may be written", async () => {
    const played = await play([listQuantity, redQuantity, greenQuantity, addDefault], withHands);
    const { steps, exit } = worked(played);
    expect(exit).toBe("done");
    expect(steps.map(({ kind }) => kind)).toEqual(["iteration", "characterize"]);
    expect(steps[1]?.evidence).toMatchObject({
      mutant: { test: "test/cart.test.js > counts one where no quantity is named", path: "src/cart.js" },
      criterion: "AC1",
      iteration: 2,
    });
  });

  test("are asked about by the very change that was not noticed", async () => {
    const { driver } = await play([listQuantity, redQuantity, greenQuantity, addDefault], withHands);
    expect(driver.orders[3]).toMatchObject({ phase: "characterize", fresh: true });
    expect(driver.orders[3]?.order).toContain('src/cart.js:4: "1" became "2"');
  });

  test("are lines of the result when the test that is written does not notice them either", async () => {
    const same = quantityTest.replace("counts the quantity", "counts it again");
    const again = { edit: { "test/cart.test.js": withTest(quantityTest, same) } };
    const { steps, exit, remarks } = worked(
      await play([listQuantity, redQuantity, greenQuantity, again], withHands),
    );
    expect({ exit, steps: steps.length }).toEqual({ exit: "done", steps: 1 });
    expect(remarks).toContain('Not noticed by any test: src/cart.js:4: "1" became "2"');
  });

  test("never end a task that is done, not even when the driver gives up on them", async () => {
    const gaveUp = { reply: { kind: "gave-up", reason: "no test can tell", usage: oneCall } } as const;
    const { exit, reason } = worked(
      await play([listQuantity, redQuantity, greenQuantity, gaveUp], withHands),
    );
    expect({ exit, reason }).toEqual({ exit: "done", reason: null });
  });

  test("are not tried where the configuration says so", async () => {
    const off = { ...withHands, input: { mutation: false } };
    const { remarks, steps } = worked(await play([listQuantity, redQuantity, greenQuantity], off));
    expect({ remarks, steps: steps.length }).toEqual({ remarks: [], steps: 1 });
  });

  test("are tried only as long as there is time", async () => {
    let now = 0;
    const late: Play = { ports: (runner) => ({ ...handsOf(runner), now: () => (now += 20_000) }) };
    const { remarks } = worked(await play([listQuantity, redQuantity, greenQuantity, addDefault], late));
    expect(remarks.join("\n")).not.toContain("undefined");
    expect(now).toBeLessThan(45 * 60_000);
  });

  test("show a test that asserts too little", async () => {
    const gaveUp = { reply: { kind: "gave-up", reason: "enough", usage: oneCall } } as const;
    const { remarks } = worked(await play([listQuantity, redWeak, greenQuantity, gaveUp], withHands));
    expect(remarks.filter((line) => line.startsWith("Not noticed")).length).toBeGreaterThan(1);
  });

  test("leave the green tree on the disk", async () => {
    const { tree } = await play([listQuantity, redQuantity, greenQuantity, addDefault], withHands);
    expect(tree.disk.get("src/cart.js")).toBe(code);
  });
});

describe("the test of an entry criterion", () => {
  const entry = {
    id: "AC1",
    layer: "entry",
    text: "WHEN a line has a quantity THE total SHALL count it",
  } as const;
  const main = {
    "src/main.js":
      'import { total } from "../src/cart.js";\nexport function answer(lines) {\n  return { total: total(lines) };\n}\n',
  };
  const packet = { criteria: [entry], files: ["src/**", "test/**"] };
  const viaMain = quantityTest
    .replace("counts the quantity", "answers the quantity")
    .replace("total([", "answer([")
    .replace(", 6)", ".total, 6)");
  const start = 'import { answer } from "../src/main.js";\n';

  test("counts when it runs an entry file", async () => {
    const text = `${start}${cartFiles["test/cart.test.js"]}${viaMain}\n`;
    const acts = [listQuantity, { edit: { "test/cart.test.js": text } }, greenQuantity];
    const played = await play(acts, { ...withHands, files: main, packet, input: { mutation: false } });
    expect(worked(played).remarks).toEqual([]);
  });

  test("is asked for once more when it only calls what lies below, and then told about", async () => {
    const present = {
      edit: { "test/cart.test.js": withTest(quantityTest, quantityTest.replace("counts", "sees")) },
    };
    const acts = [listQuantity, redQuantity, greenQuantity, present, present];
    const played = await play(acts, { ...withHands, files: main, packet, input: { mutation: false } });
    expect(played.driver.orders[3]?.order).toContain("through a route, handler, command or main file");
    expect(worked(played).remarks).toContain(
      "AC1: its test does not run a route, handler, command or main file.",
    );
  });

  test("is not fooled by an import that nobody uses", async () => {
    const text = `${start}${cartFiles["test/cart.test.js"]}${quantityTest}\n`;
    const acts = [
      listQuantity,
      { edit: { "test/cart.test.js": text } },
      greenQuantity,
      { reply: { kind: "gave-up", reason: "x", usage: oneCall } } as const,
    ];
    const played = await play(acts, { ...withHands, files: main, packet, input: { mutation: false } });
    expect(played.lines).toContain("Task gate: no test runs an entry file for AC1.");
  });

  test("is held to the globs of the configuration", async () => {
    const input = { mutation: false, entry: ["src/cart.js"] };
    const played = await play([listQuantity, redQuantity, greenQuantity], { ...withHands, packet, input });
    expect(worked(played).remarks).toEqual([]);
  });
});

describe("a baseline with failing tests", () => {
  const old = (count: number, failing: number) =>
    Array.from(
      { length: count },
      (_, at) => `test("old ${at}", () => { assert.equal(${at < failing ? 2 : 1}, 1); });`,
    ).join("\n");
  const files = (failing: number) => ({ "test/old.test.js": `${old(10, failing)}\n` });

  test("is worked when at most a fifth of them fail, and says so", async () => {
    const { exit, remarks } = worked(
      await play([listQuantity, redQuantity, greenQuantity], { files: files(2) }),
    );
    expect(exit).toBe("done");
    expect(remarks[0]).toBe(
      "2 tests failed before this task began, and still do: test/old.test.js > old 0, test/old.test.js > old 1.",
    );
  });

  test("is refused when more fail", async () => {
    const { outcome } = await play([], { files: files(3) });
    expect(outcome).toMatchObject({ kind: "refused", refusal: { code: "baseline-red" } });
  });

  test("lets no other test fail", async () => {
    const breaking = {
      edit: { "src/cart.js": "export function total(lines) { return lines.length === 0 ? 1 : 6; }\n" },
    };
    const played = await play([listQuantity, redQuantity, breaking, greenQuantity], { files: files(2) });
    expect(played.driver.orders[3]?.findings.join()).toContain(
      "regression: test/cart.test.js > an empty cart",
    );
  });
});
