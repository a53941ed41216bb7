import { describe, expect, test } from "vitest";
import { cartFiles, cartTask, listQuantity, type Play, play, quantityCode, worked } from "./cart.ts";
import { handsOf } from "./fake-hands.ts";
import type { Act } from "./scripted-driver.ts";

const testFile = "test/cart.test.js";
const adding = (line: string): Act => ({ edit: { [testFile]: `${cartFiles[testFile]}${line}\n` } });
const sums = 'test("sums the prices", () => { assert.equal(total([{ price: 2 }, { price: 3 }]), 5); });';
const codes = (played: Awaited<ReturnType<typeof play>>, at: number) =>
  played.driver.orders[at]?.findings.map((line) => line.split(":")[0]).join(" ") ?? "no such order";

describe("a characterize task", () => {
  const characterize: Play = { packet: { kind: "characterize" }, ports: handsOf };

  test("keeps a test that passes on arrival and notices a small change to the code", async () => {
    const { steps, exit, criteria } = worked(await play([listQuantity, adding(sums)], characterize));
    expect({ exit, steps: steps.map(({ kind }) => kind) }).toEqual({ exit: "done", steps: ["characterize"] });
    expect(steps[0]?.evidence.mutant).toMatchObject({
      test: `${testFile} > sums the prices`,
      path: "src/cart.js",
    });
    expect(criteria[0]?.testId).toBe(`${testFile} > sums the prices`);
  });

  test("writes what the test noticed into the commit message", async () => {
    const { steps } = worked(await play([listQuantity, adding(sums)], characterize));
    expect(steps[0]?.message).toMatch(
      /^test\(cart\): .*\n[\s\S]*Mutant: test\/cart\.test\.js > sums the prices \| src\/cart\.js:2/,
    );
  });

  test("leaves the code as it was", async () => {
    const { tree } = await play([listQuantity, adding(sums)], characterize);
    expect(tree.disk.get("src/cart.js")).toBe(cartFiles["src/cart.js"]);
  });

  test.each<[string, Act, string]>([
    ["asserts nothing about the code", adding('test("is", () => { assert.ok(total); });'), "kills-nothing"],
    [
      "looks at the text of the code",
      adding('test("is", () => { assert.equal(String(total).length, 84); });'),
      "reads-source",
    ],
    ["fails", adding('test("is", () => { assert.equal(total([]), 1); });'), "still-red"],
    ["catches every error", adding('test("is", () => { try { total(); } catch {} });'), "kills-nothing"],
    [
      "is skipped",
      adding('test.skip("is", () => { assert.equal(total([{ price: 2 }]), 2); });'),
      "test-skipped",
    ],
    ["is none", { edit: {} }, "no-change"],
    ["comes with changed code", { edit: { "src/cart.js": quantityCode } }, "production-changed"],
    ["is one of two", adding(`${sums}\n${sums.replace("sums", "adds")}`), "several"],
    [
      "takes the place of another",
      { edit: { [testFile]: `${cartFiles[testFile]?.split("\n")[0]}\n${sums}\n` } },
      "test-lost",
    ],
    [
      "notices only that its own file was changed",
      adding('test("is", () => { write("src/cart.js", "export const total = 0;"); assert.ok(true); });'),
      "kills-nothing",
    ],
  ])("sends back a test that %s", async (_, act, code) => {
    const played = await play([listQuantity, act, adding(sums)], characterize);
    expect(codes(played, 2)).toContain(code);
    expect(worked(played).steps).toHaveLength(1);
  });

  test("says so when there is no code that could be changed", async () => {
    const played = await play([listQuantity, adding(sums), adding(sums)], {
      ...characterize,
      packet: { ...characterize.packet, files: ["src/cart.go"], module: { ...cartTask.module, owns: [] } },
    });
    expect(codes(played, 2)).toContain("no-mutants");
  });

  test("ends without a proof when no test is ever good enough", async () => {
    const empty = (title: string) => adding(`test("${title}", () => { assert.ok(total); });`);
    const { exit, steps } = worked(
      await play([listQuantity, empty("a"), empty("b"), empty("c")], characterize),
    );
    expect({ exit, steps }).toEqual({ exit: "needs-human", steps: [] });
  });
});

describe("a chore", () => {
  const chore: Play = {
    packet: { kind: "chore", check: ["has", "docs/cart.md", "Quantities"], files: ["docs/**", "src/**"] },
    ports: handsOf,
  };
  const page: Act = { edit: { "docs/cart.md": "# Quantities\n" } };

  test("is done when its check passes, with no test list and no test", async () => {
    const played = await play([page], chore);
    const { steps, exit } = worked(played);
    expect({ exit, steps: steps.map(({ kind }) => kind) }).toEqual({ exit: "done", steps: ["chore"] });
    expect(played.driver.orders.map(({ phase }) => phase)).toEqual(["chore"]);
  });

  test("keeps what the check said before and after", async () => {
    const { steps } = worked(await play([page], chore));
    expect(steps[0]?.evidence).toEqual({
      green: { passed: 1, skipped: 0 },
      check: { command: ["has", "docs/cart.md", "Quantities"], before: "failed" },
    });
    expect(steps[0]?.message).toContain("Check: has docs/cart.md Quantities | failed before, passes now");
  });

  test("is worked where there is no test at all", async () => {
    expect(worked(await play([page], { ...chore, files: { [testFile]: "" } })).exit).toBe("done");
  });

  test.each<[string, Act, string]>([
    ["the check fails", { edit: { "docs/cart.md": "nothing" } }, "check-failed"],
    [
      "production code changes",
      { edit: { "docs/cart.md": "Quantities", "src/cart.js": quantityCode } },
      "production-changed",
    ],
    [
      "new production code appears",
      { edit: { "docs/cart.md": "Quantities", "src/new.js": "export const a = 1;" } },
      "production-changed",
    ],
    ["a test changes", { edit: { "docs/cart.md": "Quantities", [testFile]: "" } }, "tests-changed"],
    [
      "a file of the runner changes",
      { edit: { "docs/cart.md": "Quantities", "runner.json": "{ }" } },
      "protected",
    ],
    ["a manifest changes", { edit: { "docs/cart.md": "Quantities", "package.json": "{ }" } }, "manifest"],
    [
      "a workflow changes",
      { edit: { "docs/cart.md": "Quantities", ".github/workflows/a.yml": "" } },
      "workflow",
    ],
    ["nothing changes", { edit: {} }, "no-change"],
  ])("is sent back when %s", async (_, act, code) => {
    const played = await play([act, page], chore);
    expect(codes(played, 1)).toContain(code);
    expect(worked(played).steps).toHaveLength(1);
  });

  test("ends without a step when its check never passes", async () => {
    const wrong = (text: string): Act => ({ edit: { "docs/cart.md": text } });
    const { exit, steps } = worked(
      await play([wrong("a"), wrong("b"), wrong("c")], {
        ...chore,
        packet: { ...chore.packet, check: ["has", "docs/never.md", "it"] },
      }),
    );
    expect({ exit, steps }).toEqual({ exit: "needs-human", steps: [] });
  });
});
