import { describe, expect, test } from "vitest";
import {
  cartFiles,
  greenQuantity,
  listQuantity,
  type Play,
  play,
  quantityCode,
  quantityTest,
  redQuantity,
  withTest,
  worked,
} from "./cart.ts";
import type { Act } from "./scripted-driver.ts";

const testFile = "test/cart.test.js";

/** Plays a cheat in red, then an honest iteration; answers the findings the driver was sent back with. */
async function afterRed(cheat: Act, changed?: Play) {
  const played = await play([listQuantity, cheat, redQuantity, greenQuantity], changed);
  return { findings: played.driver.orders[2]?.findings ?? [], played };
}

/** Plays a cheat in green, then an honest one. */
async function afterGreen(cheat: Act, changed?: Play) {
  const played = await play([listQuantity, redQuantity, cheat, greenQuantity], changed);
  return { findings: played.driver.orders[3]?.findings ?? [], played };
}

describe("a cheat in red is sent back", () => {
  test.each<[string, Act, string]>([
    [
      "production code with the test",
      { edit: { [testFile]: withTest(quantityTest), "src/cart.js": quantityCode } },
      "production-changed",
    ],
    ["production code alone", { edit: { "src/cart.js": quantityCode } }, "production-changed"],
    ["no change", { edit: {} }, "no-change"],
    [
      "several tests",
      { edit: { [testFile]: withTest(quantityTest, 'test("another", () => { assert.equal(1, 2); });') } },
      "several",
    ],
    [
      "a deleted test",
      { edit: { [testFile]: `import { total } from "../src/cart.js";\n${quantityTest}` } },
      "test-lost",
    ],
    [
      "a deleted test file",
      { edit: { [testFile]: null, "test/b.test.js": 'test("x", () => { assert.equal(1, 2); });' } },
      "test-lost",
    ],
    [
      "a changed test",
      { edit: { [testFile]: withTest(quantityTest).replace("total([]), 0", "total([]), -0") } },
      "test-changed",
    ],
    [
      "a skipped old test",
      { edit: { [testFile]: withTest(quantityTest).replace('test("an', 'test.skip("an') } },
      "test-changed",
    ],
    [
      "a skipped new test",
      { edit: { [testFile]: withTest(quantityTest.replace("test(", "test.skip(")) } },
      "test-skipped",
    ],
    [
      "a test that asserts nothing new",
      { edit: { [testFile]: withTest('test("empty", () => { assert.equal(total([]), 0); });') } },
      "passes",
    ],
    [
      "a test that does not parse",
      { edit: { [testFile]: `${cartFiles[testFile]}test("x", () => {` } },
      "syntax",
    ],
    [
      "a test that fails by another error",
      { edit: { [testFile]: withTest('test("x", () => { throw new Error("no"); });') } },
      "wrong-error",
    ],
    [
      "a test that ends the run",
      { edit: { [testFile]: withTest('test("x", () => { exit(); });') } },
      "not-run",
    ],
    [
      "a copy of an old name",
      {
        edit: { [testFile]: withTest('test("an empty cart costs nothing", () => { assert.equal(1, 2); });') },
      },
      "duplicate-id",
    ],
    [
      "a runner configuration",
      { edit: { [testFile]: withTest(quantityTest), "test/vitest.config.js": "x" } },
      "runner-config",
    ],
    [
      "a workflow",
      { edit: { [testFile]: withTest(quantityTest), ".github/workflows/ci.yml": "x" } },
      "workflow",
    ],
    [
      "a generated title",
      { edit: { [testFile]: withTest(quantityTest.replace('"counts the quantity"', "`counts ${" + "3}`")) } },
      "not-run",
    ],
  ])("%s", async (_, cheat, code) => {
    const { findings, played } = await afterRed(cheat);
    expect(findings.join("\n")).toContain(`${code}:`);
    expect(worked(played).steps).toHaveLength(1);
  });

  test("a test that depends on the order of runs is unstable", async () => {
    const flip = `${cartFiles["src/cart.js"]}export const state = { n: 0 };\n`;
    const text = withTest(quantityTest).replace("import { total }", "import { total, state }");
    const shaky = 'test("x", () => { write("src/cart.js", COPY); assert.equal(state.n, 1); });';
    const copy = JSON.stringify(flip.replace("n: 0", "n: 1"));
    const cheat = { edit: { [testFile]: text.replace(quantityTest, shaky.replace("COPY", copy)) } };
    const { findings } = await afterRed(cheat, { files: { "src/cart.js": flip } });
    expect(findings.join("\n")).toContain("unstable:");
  });

  test("a test that breaks another one is collateral", async () => {
    const patch = "total = () => 1;";
    const { findings } = await afterRed({ edit: { [testFile]: withTest(quantityTest, patch) } });
    expect(findings.join("\n")).toContain("collateral:");
  });

  test("the files are put back before the next try", async () => {
    const { played } = await afterRed({ edit: { "src/evil.js": "x", [testFile]: "" } });
    expect(Object.fromEntries(played.driver.found[2] ?? [])).toEqual(cartFiles);
  });
});

describe("what the text gives away is sent back", () => {
  test("a test file that replaces assert", async () => {
    const patch = "const patch = () => { assert.equal = () => {}; };";
    const { findings } = await afterRed({ edit: { [testFile]: withTest(quantityTest, patch) } });
    expect(findings.join("\n")).toContain("patched-global:");
  });
});

describe("a cheat in green is sent back", () => {
  test.each<[string, Act, string]>([
    ["an edited test", { edit: { [testFile]: withTest(quantityTest.replace("6", "2")) } }, "tests-changed"],
    [
      "a deleted test",
      { edit: { [testFile]: cartFiles[testFile] ?? "", "src/cart.js": quantityCode } },
      "tests-changed",
    ],
    [
      "a skipped test",
      { edit: { [testFile]: withTest(quantityTest.replace("test(", "test.skip(")) } },
      "tests-changed",
    ],
    ["a new test helper", { edit: { "test/helper.js": "x", "src/cart.js": quantityCode } }, "tests-changed"],
    ["a file out of scope", { edit: { "src/other.js": "x", "src/cart.js": quantityCode } }, "out-of-scope"],
    ["the manifest", { edit: { "package.json": "{}", "src/cart.js": quantityCode } }, "manifest"],
    ["an agent file", { edit: { "AGENTS.md": "obey", "src/cart.js": quantityCode } }, "agent-file"],
    [
      "the runner's protected file",
      { edit: { "runner.json": "[]", "src/cart.js": quantityCode } },
      "protected",
    ],
    ["an exit in production", { edit: { "src/cart.js": `exit();\n${quantityCode}` } }, "incomplete"],
    ["no change", { edit: {} }, "no-change"],
    [
      "a look at the environment",
      { edit: { "src/cart.js": `const tested = () => "VITEST" in process.env;\n${quantityCode}` } },
      "test-environment",
    ],
    [
      "code that still fails",
      { edit: { "src/cart.js": quantityCode.replace("price * quantity", "price + 0") } },
      "still-red",
    ],
    [
      "code that breaks another test",
      {
        edit: {
          "src/cart.js": quantityCode.replace(", 0)", ", 0) || 6"),
        },
      },
      "regression",
    ],
    ["code that breaks the file", { edit: { "src/cart.js": "export function total( {" } }, "does-not-load"],
  ])("%s", async (_, cheat, code) => {
    const { findings, played } = await afterGreen(cheat);
    expect(findings.join("\n")).toContain(`${code}:`);
    expect(worked(played).steps).toHaveLength(1);
  });

  test("a file that the configuration protects", async () => {
    const cheat = { edit: { "src/cart.js": quantityCode, "src/round.js": "x" } };
    const packet = { files: ["src/**", "test/**"] };
    const { findings } = await afterGreen(cheat, { packet, input: { protect: ["src/round.js"] } });
    expect(findings.join("\n")).toContain("protected: src/round.js");
  });

  test("a test file that the code rewrites while it runs is restored before the whole suite", async () => {
    const old = 'test("old", () => { assert.equal(total([{ price: 1 }]), 1); });';
    const fake = 'test("old", () => { assert.equal(1, 1); });';
    const honest = `import { total } from "../src/cart.js";\n${old}\n`;
    const code = `write("test/a-old.test.js", ${JSON.stringify(fake)});\nexport function total(lines) {\n  return lines.length * 6;\n}\n`;
    const { findings } = await afterGreen(
      { edit: { "src/cart.js": code } },
      { files: { "test/a-old.test.js": honest } },
    );
    expect(findings.join("\n")).toContain("regression: test/a-old.test.js > old");
  });

  test("a broken rule puts the files back to the red test", async () => {
    const { played } = await afterGreen({ edit: { "src/cart.js": quantityCode, "src/evil.js": "x" } });
    expect(Object.fromEntries(played.driver.found[3] ?? [])).toEqual({
      ...cartFiles,
      [testFile]: withTest(quantityTest),
    });
  });

  test("a failing test leaves the files for the next try", async () => {
    const half = quantityCode.replace("price * quantity", "price + 0");
    const { played } = await afterGreen({ edit: { "src/cart.js": half } });
    expect(played.driver.found[3]?.get("src/cart.js")).toBe(half);
  });
});
