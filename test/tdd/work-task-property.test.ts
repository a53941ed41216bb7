import fc from "fast-check";
import { expect, test } from "vitest";
import { collectJavascriptTests } from "../../src/tdd/javascript-tests.ts";
import type { WorkedStep } from "../../src/tdd/work-task.ts";
import type { TreeChange } from "../../src/tdd/work-tree.ts";
import { cartFiles, listQuantity, play, quantity, quantityCode, quantityTest, withTest } from "./cart.ts";
import { fakeRunner } from "./fake-runner.ts";
import { type Act, oneCall } from "./scripted-driver.ts";

const testFile = "test/cart.test.js";
const discount = 'test("takes the discount", () => { assert.equal(total([{ price: 4, off: 1 }]), 3); });';
const tax =
  'import { tax } from "../src/tax.js";\ntest("adds the tax", () => { assert.equal(tax(100), 19); });\n';
const both = quantityCode
  .replace("quantity = 1 }", "quantity = 1, off = 0 }")
  .replace("* quantity", "* quantity - off");
const stub = "export function tax(net) {\n  return 0;\n}\n";

/** Honest and dishonest edits of a driver that does not care in which phase it is. */
const edits: readonly Readonly<Record<string, string | null>>[] = [
  {},
  { [testFile]: withTest(quantityTest) },
  { [testFile]: withTest(quantityTest, discount) },
  { [testFile]: withTest(discount) },
  { [testFile]: withTest(quantityTest.replace("6", "2")) },
  { [testFile]: withTest(quantityTest.replace("test(", "test.skip(")) },
  { [testFile]: withTest(quantityTest), "src/cart.js": quantityCode },
  { [testFile]: null },
  { [testFile]: cartFiles[testFile] ?? "" },
  { "src/cart.js": quantityCode },
  { "src/cart.js": both },
  { "src/cart.js": cartFiles["src/cart.js"] ?? "" },
  { "src/cart.js": "export function total() {\n  return 6;\n}\n" },
  { "src/cart.js": `write("${testFile}", "");\n${quantityCode}` },
  { "src/cart.js": `exit();\n${quantityCode}` },
  { "test/tax.test.js": tax },
  { "test/tax.test.js": tax, "src/tax.js": stub.replace("0", "net * 0.19") },
  { "src/tax.js": stub },
  { "src/tax.js": stub.replace("0", "net * 0.19") },
  { "package.json": "{}" },
];

/** Steps that lead on are drawn more often, so that many runs get as far as a commit. */
const honest = [1, 2, 9, 10, 15, 17, 18].flatMap((at) => Array.from({ length: 6 }, () => edits[at] ?? {}));
const act: fc.Arbitrary<Act> = fc.constantFrom(...[...edits, ...honest].map((edit) => ({ edit })));
const end: Act = { reply: { kind: "gave-up", reason: "enough", usage: oneCall } };

function apply(disk: Map<string, string>, changes: readonly TreeChange[]): void {
  for (const { path, content } of changes) {
    if (content === null) disk.delete(path);
    else disk.set(path, new TextDecoder().decode(content));
  }
}

async function statusOf(disk: Map<string, string>, id: string): Promise<string> {
  const report = await fakeRunner(new Map(disk)).run({ kind: "test", id });
  const outcome = report.outcomes.find((one) => one.id === id);
  return outcome === undefined ? "absent" : `${outcome.status} ${outcome.failure ?? ""}`.trim();
}

/** Replays a step on a fresh disk: red without the code, green with it, every test that was there still passes. */
async function replay(disk: Map<string, string>, step: WorkedStep): Promise<void> {
  const before = collected(disk);
  apply(disk, step.tests);
  apply(disk, step.stub);
  for (const id of step.evidence.red?.ids ?? []) expect(await statusOf(disk, id)).toBe("failed assertion");
  apply(disk, step.code);
  for (const id of step.evidence.red?.ids ?? []) expect(await statusOf(disk, id)).toBe("passed");
  for (const id of before) expect(await statusOf(disk, id)).toBe("passed");
  expect(collected(disk)).toHaveLength(before.length + 1);
}

function collected(disk: Map<string, string>): readonly string[] {
  return [...disk].flatMap(([path, text]) =>
    path.endsWith(".test.js") ? (collectJavascriptTests(path, text) ?? []).map(({ id }) => id) : [],
  );
}

test("whatever a driver does, every step it gets can be replayed from the base", async () => {
  const packet = { files: ["src/**", "test/**"] };
  const list: Act = { list: [quantity, { ...quantity, text: "Second" }] };
  let steps = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(act, { maxLength: 14 }),
      fc.constantFrom(listQuantity, list),
      async (acts, first) => {
        const { outcome } = await play([first, ...acts, ...Array<Act>(20).fill(end)], { packet });
        if (outcome.kind === "refused") throw new Error(outcome.refusal.code);
        const disk = new Map(Object.entries(cartFiles));
        for (const step of outcome.value.steps) await replay(disk, step);
        steps += outcome.value.steps.length;
      },
    ),
    { numRuns: 600 },
  );
  expect(steps).toBeGreaterThan(5);
});
