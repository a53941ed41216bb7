import type { CommitCase } from "./commit-case.ts";
import {
  adding_,
  adds,
  asks,
  changed,
  code,
  head,
  hidden,
  old,
  one,
  paths,
  quantity,
  tax,
  tested,
} from "./typescript-texts.ts";

export const typescriptCheats: readonly CommitCase[] = [
  { does: "deletes a test", code: "test-lost", files: changed(adding_, "") },
  {
    does: "deletes the test file",
    code: "test-lost",
    files: { [paths.code]: quantity, [paths.tests]: null },
  },
  { does: "renames a test away", code: "test-lost", files: changed('"adds up"', '"adds"') },
  {
    does: "moves tests out of discovery",
    code: "test-lost",
    files: { [paths.code]: quantity, [paths.tests]: null, "old/cart.ts": head() + old },
  },
  { does: "skips a test", code: "test-skipped", files: changed('test("adds up"', 'test.skip("adds up"') },
  {
    does: "makes a test one to do",
    code: "test-skipped",
    files: changed('test("adds up"', 'test.todo("adds up"'),
  },
  {
    does: "removes an assertion",
    code: "test-weakened",
    files: changed("assert.equal(total([{ price: 2 }, { price: 3 }]), 5);", "total([]);"),
  },
  {
    does: "loosens an assertion",
    code: "test-weakened",
    files: changed(
      "assert.equal(total([{ price: 2 }, { price: 3 }]), 5)",
      "assert.ok(total([{ price: 2 }, { price: 3 }]))",
    ),
  },
  {
    does: "swallows an assertion",
    code: "swallowed-assertion",
    files: changed(
      "assert.equal(total([{ price: 2 }, { price: 3 }]), 5);",
      "try { assert.equal(total([{ price: 2 }, { price: 3 }]), 5); } catch {}",
    ),
  },
  {
    does: "edits what is expected",
    code: "expectation-changed",
    files: {
      [paths.code]: code.replace("sum + price", "sum + price * 2"),
      [paths.tests]:
        head() + old.replace("]), 5)", "]), 10)") + one("assert.equal(total([{ price: 4 }]), 8);", "doubles"),
    },
  },
  { does: "has no test", code: "no-new-test", files: { [paths.code]: quantity } },
  {
    does: "has a test that passes anyway",
    code: "passes",
    files: tested(one("assert.equal(total([{ price: 2 }]), 2);")),
  },
  { does: "asserts that true is true", code: "passes", files: tested(one("assert.ok(true);")) },
  {
    does: "does not await",
    code: "passes",
    files: tested(
      `test("counts the quantity", () => { void (async () => { await new Promise((done) => setTimeout(done, 5)); ${asks} })().catch(() => {}); });\n`,
    ),
  },
  {
    does: "throws instead of asserting",
    code: "wrong-error",
    files: tested(one('if (total([{ price: 2, quantity: 3 }]) !== 6) throw new Error("no");')),
  },
  {
    does: "only calls the new function",
    code: "passes-without-body",
    files: adds(tax, one("tax(10);", "taxes"), "tax"),
  },
  {
    does: "only asks for its type",
    code: "passes-without-body",
    files: adds(tax, one('assert.equal(typeof tax, "function");', "taxes"), "tax"),
  },
  {
    does: "compares it with itself",
    code: "mirror-assertion",
    files: adds(tax, one("assert.equal(tax(10), tax(10));", "taxes"), "tax"),
  },
  {
    does: "mocks its own module",
    code: "mocks-subject",
    files: tested(
      `${one(asks)}const mocked = (t: { mock: { module: (path: string, with_: object) => void } }) => t.mock.module("../src/cart.ts", {});\nvoid mocked;\n`,
    ),
  },
  {
    does: "asks whether it is tested",
    code: "test-environment",
    files: {
      ...hidden(""),
      [paths.code]: code.replace(
        "  return",
        "  if (process.env.NODE_TEST_CONTEXT && lines[0]?.quantity) return 6;\n  return",
      ),
    },
  },
  {
    does: "reads the arguments",
    code: "test-environment",
    files: hidden('export const tested = process.argv.some((word) => word.includes(".test."));\n'),
  },
  { does: "leaves while it loads", code: "red-commit", files: hidden("process.exit(0);\n") },
  {
    does: "leaves at the end",
    code: "process-exit",
    files: hidden('process.on("exit", () => { process.exitCode = 0; });\n'),
  },
  {
    does: "patches assert",
    code: "patched-global",
    files: hidden('import assert from "node:assert/strict";\nassert.equal = () => {};\n'),
  },
  {
    does: "patches a prototype",
    code: "patched-global",
    files: hidden("Array.prototype.reduce = function () { return 6 as never; };\n"),
  },
  {
    does: "is equal by a matcher",
    code: "patched-equality",
    files: hidden("export const any = { asymmetricMatch: () => true };\n"),
  },
  {
    does: "looks for the reporter",
    code: "forged-report",
    files: hidden("export const reporter = () => process.execArgv;\n"),
  },
  {
    does: "knows the new test's input",
    code: "special-case",
    files: {
      [paths.code]: code.replace(
        "  return",
        "  if (lines[0]?.price === 2 && lines[0]?.quantity === 3) return 6;\n  return",
      ),
      [paths.tests]: head() + old + one(asks),
    },
  },
  {
    does: "has a table of answers",
    code: "special-case",
    files: adds(
      'const answers: Record<string, string> = { "hello world": "dlrow olleh" };\nexport function turn(text: string): string | undefined { return answers[text]; }',
      one('assert.equal(turn("hello world"), "dlrow olleh");', "turns"),
      "turn",
    ),
  },
  {
    does: "always answers it",
    code: "constant-return",
    files: adds(
      "export function square(_n: number): number { return 144; }",
      one("assert.equal(square(12), 144);", "squares"),
      "square",
    ),
  },
  {
    does: "ignores the types",
    code: "lint-escape",
    files: hidden("// @ts-ignore\nexport const limit: number = undefined;\n"),
  },
  {
    does: "casts to anything",
    code: "type-escape",
    files: hidden('export const limit = "1" as any as number;\n'),
  },
  {
    does: "switches the linter off",
    code: "lint-escape",
    files: hidden("// eslint-disable-next-line\nexport const limit = 1;\n"),
  },
  {
    does: "sleeps",
    code: "sleep",
    files: tested(
      `${one(asks)}const wait = () => new Promise((done) => setTimeout(done, 2000));\nvoid wait;\n`,
    ),
  },
  { does: "decides by chance", code: "chance", files: tested(one(`if (Math.random() > 2) return; ${asks}`)) },
  {
    does: "reads the source",
    code: "reads-source",
    files: tested(
      `import { readFileSync } from "node:fs";\n${one('assert.match(readFileSync("src/cart.ts", "utf8"), /quantity = 1/);')}`,
    ),
  },
  {
    does: "breaks another test",
    code: "red-commit",
    files: { ...hidden(""), [paths.code]: quantity.replace(", 0)", ", 1)") },
  },
  {
    does: "is red itself",
    code: "red-commit",
    files: { [paths.code]: `${code}\n`, [paths.tests]: head() + old + one(asks) },
  },
  {
    does: "brings a second test of nothing",
    code: "passes",
    files: tested(one(asks) + one("assert.ok(total);", "is there")),
  },
];
