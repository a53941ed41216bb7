/** Steps whose proof is a lie: the verifying machine sees every red and green again and must not agree. */
import type { Change, Step } from "../../src/delivery/change-set.ts";
import { type ReplayPorts, replayChangeSet } from "../../src/delivery/replay-change-set.ts";
import { change, changeSet, step } from "../delivery/change-set-builder.ts";
import { cartFiles, quantityCode, quantityTest, withTest } from "../tdd/cart.ts";
import { fakeRunner } from "../tdd/fake-runner.ts";
import { fakeWorkTree } from "../tdd/fake-work-tree.ts";
import type { Attack } from "./attack.ts";

const testFile = "test/cart.test.js";
const id = `${testFile} > counts the quantity`;
const code = "src/cart.js";
const oldTest = cartFiles[testFile] ?? "";
const oldCode = cartFiles[code] ?? "";

const honest: Partial<Step> = {
  tests: [change(testFile, oldTest, withTest(quantityTest))],
  code: [change(code, oldCode, quantityCode)],
  evidence: { red: { ids: [id], class: "assertion", digest: "d" }, green: { passed: 2, skipped: 0 } },
};

const tests = (text: string) => [change(testFile, oldTest, text)];
const always = quantityTest.replace(
  "assert.equal(total([{ price: 2, quantity: 3 }]), 6)",
  "assert.equal(1, 1)",
);

const lies: readonly (readonly [string, Partial<Step>])[] = [
  ["a test that passes without the code", { tests: tests(withTest(always)) }],
  ["code that does not make the test pass", { code: [change(code, oldCode, `${oldCode}// later\n`)] }],
  ["no code at all", { code: [] }],
  ["no test at all", { tests: [] }],
  ["a test that is skipped", { tests: tests(withTest(quantityTest.replace("test(", "test.skip("))) }],
  ["an old test deleted", { tests: tests(`import { total } from "../src/cart.js";\n${quantityTest}\n`) }],
  [
    "an old test weakened",
    { tests: tests(withTest(quantityTest).replace("assert.equal(total([]), 0)", "assert.ok(true)")) },
  ],
  [
    "evidence of another test",
    {
      evidence: {
        red: { ids: ["test/x.test.js > other"], class: "assertion", digest: "d" },
        green: { passed: 2, skipped: 0 },
      },
    },
  ],
  ["no evidence", { evidence: { green: { passed: 2, skipped: 0 } } }],
  [
    "a test that ends the run",
    { tests: tests(withTest(quantityTest.replace("{ assert", "{ exit(); assert"))) },
  ],
  ["code that ends the run", { code: [change(code, oldCode, `exit();\n${quantityCode}`)] }],
  [
    "code that breaks an old test",
    { code: [change(code, oldCode, "export function total() {\n  return 6;\n}\n")] },
  ],
  [
    "code that rewrites the test",
    { code: [change(code, oldCode, `write("${testFile}", ${JSON.stringify(oldTest)});\n${oldCode}`)] },
  ],
  [
    "a test that fails by another error",
    { tests: tests(withTest(quantityTest.replace("assert.equal(", "missing("))) },
  ],
  [
    "two new tests with one proof",
    { tests: tests(withTest(quantityTest, always.replace("counts", "also counts"))) },
  ],
  ["a refactor that brings a test", { kind: "refactor", evidence: { green: { passed: 2, skipped: 0 } } }],
  ["a test file that does not parse", { tests: tests(`${withTest(quantityTest)}}}}`) }],
  [
    "code that knows when it is being tested",
    {
      code: [
        change(
          code,
          oldCode,
          quantityCode.replace(
            "{\n",
            '{\n  if (typeof process === "object" && process.env.NODE_TEST_CONTEXT) return 6;\n',
          ),
        ),
      ],
    },
  ],
  [
    "the test changed together with the code",
    { code: [change(code, oldCode, quantityCode), change("test/support.js", null, "export const x = 1;")] },
  ],
];

/** Whether the verifying machine agrees; without it whatever is claimed is believed. */
export async function replays(parts: Partial<Step>): Promise<boolean> {
  const tree = fakeWorkTree(cartFiles);
  const writeFiles = async (changes: readonly Change[]) => {
    for (const { path, content } of changes)
      if (content === null) tree.disk.delete(path);
      else tree.disk.set(path, Buffer.from(content, "base64").toString());
  };
  const ports: ReplayPorts = { tree, runner: fakeRunner(tree.disk), writeFiles, log: () => undefined };
  return (await replayChangeSet(ports, changeSet([step({ ...honest, ...parts })]))).kind === "done";
}

export const replayAttacks: readonly Attack[] = lies.map(([name, parts]) => ({
  name: `claim ${name} as proof`,
  defence: "replay",
  escapes: async (defended) => (defended ? replays(parts) : true),
}));
