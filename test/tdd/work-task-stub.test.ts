import { describe, expect, test } from "vitest";
import { play, quantity, withTest, worked } from "./cart.ts";
import type { Act } from "./scripted-driver.ts";

const testFile = "test/tax.test.js";
const id = `${testFile} > adds the tax`;
const packet = { files: ["src/tax.js", "src/cart.js", "test/**"] };
const list: Act = { list: [quantity] };
const redTax: Act = {
  edit: {
    [testFile]:
      'import { tax } from "../src/tax.js";\ntest("adds the tax", () => { assert.equal(tax(100), 19); });\n',
  },
};
const stubText = "export function tax(net) {\n  return 0;\n}\n";
const stubTax: Act = { edit: { "src/tax.js": stubText } };
const greenTax: Act = { edit: { "src/tax.js": stubText.replace("0", "net * 0.19") } };

describe("a test that names what does not exist yet", () => {
  test("leads to a stub, and the step holds test, stub and code apart", async () => {
    const { steps, exit } = worked(await play([list, redTax, stubTax, greenTax], { packet }));
    expect(exit).toBe("done");
    const [step] = steps;
    const paths = (part: "tests" | "stub" | "code") => step?.[part].map(({ path }) => path);
    expect([paths("tests"), paths("stub"), paths("code")]).toEqual([
      [testFile],
      ["src/tax.js"],
      ["src/tax.js"],
    ]);
    expect(step?.evidence.red).toMatchObject({ ids: [id], class: "assertion" });
  });

  test("starts the code where the stub ended", async () => {
    const { steps } = worked(await play([list, redTax, stubTax, greenTax], { packet }));
    expect(steps[0]?.stub[0]?.before).toBeNull();
    expect(steps[0]?.code[0]?.before).toMatch(/^[0-9a-f]{40}$/);
  });

  test("tells the driver what is missing", async () => {
    const { driver } = await play([list, redTax, stubTax, greenTax], { packet });
    expect(driver.orders[2]).toMatchObject({ phase: "stub", order: expect.stringContaining("src/tax.js") });
  });

  test.each<[string, Act, string]>([
    ["logic", { edit: { "src/tax.js": stubText.replace("0", "net * 0.19") } }, "stub-logic"],
    [
      "an edited test",
      { edit: { ...("edit" in stubTax ? stubTax.edit : {}), [testFile]: "" } },
      "tests-changed",
    ],
    ["a file out of scope", { edit: { "lib/tax.js": stubText } }, "out-of-scope"],
    [
      "a stub that throws",
      { edit: { "src/tax.js": 'export function tax() {\n  throw new Error("todo");\n}\n' } },
      "wrong-error",
    ],
    [
      "the wrong name",
      { edit: { "src/tax.js": "export function taxes() {\n  return 0;\n}\n" } },
      "missing-symbol",
    ],
    ["no change", { edit: {} }, "no-change"],
    ["a removed function", { edit: { "src/tax.js": stubText, "src/cart.js": "" } }, "stub-logic"],
  ])("does not accept %s as a stub", async (_, cheat, code) => {
    const played = await play([list, redTax, cheat, stubTax, greenTax], { packet });
    expect(played.driver.orders[3]?.findings.join("\n")).toContain(`${code}:`);
    expect(worked(played).steps).toHaveLength(1);
  });

  test("takes a missing name that the test does not use for an error of the test", async () => {
    const failure = {
      path: testFile,
      failure: "missing-symbol" as const,
      symbol: "src/elsewhere.js",
      message: "gone",
    };
    let runs = 0;
    const played = await play([list, redTax, redTax, stubTax, greenTax], {
      packet,
      ports: (runner) => ({
        runner: {
          ...runner,
          run: async (selection) =>
            selection.kind === "files" && ++runs === 1
              ? { complete: true, outcomes: [], loadFailures: [failure] }
              : runner.run(selection),
        },
      }),
    });
    expect(played.driver.orders[2]).toMatchObject({
      phase: "red",
      findings: [expect.stringContaining("wrong-error"), "gone"],
    });
  });

  test("after two refused stubs the test is written again", async () => {
    const wrong = (n: number): Act => ({ edit: { "src/tax.js": stubText.replace("0", `${n}`) } });
    const { driver, outcome } = await play([list, redTax, wrong(1), wrong(2), redTax, stubTax, greenTax], {
      packet,
    });
    expect(driver.orders.map(({ phase }) => phase)).toEqual([
      "test-list",
      "red",
      "stub",
      "stub",
      "red",
      "stub",
      "green",
    ]);
    expect(outcome).toMatchObject({ kind: "done", value: { exit: "done" } });
  });
});

describe("the counterfactual", () => {
  test("sends a test back that passes without the new code", async () => {
    let runs = 0;
    const text = withTest('test("counts", () => { assert.equal(total([{ price: 2, quantity: 3 }]), 6); });');
    const red: Act = { edit: { "test/cart.test.js": text } };
    const green: Act = {
      edit: { "src/cart.js": "export function total(lines) {\n  return lines.length * 6;\n}\n" },
    };
    const played = await play(
      [list, red, green, { reply: { kind: "gave-up", reason: "enough", usage: noCalls } }],
      {
        ports: (runner) => ({
          runner: {
            ...runner,
            run: async (selection) => {
              const report = await runner.run(selection);
              if (selection.kind !== "test" || ++runs !== 4) return report;
              return {
                ...report,
                outcomes: report.outcomes.map((outcome) => ({ ...outcome, status: "passed" as const })),
              };
            },
          },
        }),
      },
    );
    expect(played.driver.orders[3]).toMatchObject({
      phase: "red",
      findings: [
        "not-counterfactual: Without the new code the test ended as passes instead of assertion, so it does not prove it.",
      ],
    });
    expect(worked(played).steps).toEqual([]);
  });
});

const noCalls = {
  calls: 0,
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  usd: 0,
};
