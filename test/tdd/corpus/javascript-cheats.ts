import { cart, cartTest, quantityCode, quantityTest, withTests } from "./shop.ts";

/** A commit that must not be proved: what it does, the code that names it, and its files. */
export type Cheat = {
  readonly trick: string;
  readonly code: string;
  readonly files: Readonly<Record<string, string | null>>;
  readonly subject?: string;
};

const honest = { "src/cart.js": quantityCode, "test/cart.test.js": withTests(quantityTest) };
const hidden = (more: string) => ({ ...honest, "src/cart.js": `${quantityCode}${more}\n` });
const tested = (test: string) => ({ ...honest, "test/cart.test.js": withTests(`${quantityTest}\n${test}`) });
const changedOld = (from: string, to: string) => ({
  ...honest,
  "test/cart.test.js": withTests(quantityTest).replace(from, to),
});
const only = (code: string, test: string, ...names: string[]) => ({
  "src/cart.js": `${cart}${code}\n`,
  "test/cart.test.js": withTests(test, ...names),
});

const old = "assert.equal(total([{ price: 2 }, { price: 3 }]), 5);";

/** Tests that are lost, switched off or weaker. */
const tests: readonly Cheat[] = [
  {
    trick: "deletes a test",
    code: "test-lost",
    files: changedOld(`test("adds up prices", () => { ${old} });\n`, ""),
  },
  {
    trick: "deletes a test file",
    code: "test-lost",
    files: { "src/cart.js": quantityCode, "test/cart.test.js": null },
  },
  {
    trick: "renames a test away",
    code: "test-lost",
    files: changedOld('test("adds up prices"', 'test("adds up"'),
  },
  {
    trick: "moves a test out of discovery",
    code: "test-lost",
    files: { "src/cart.js": quantityCode, "test/cart.test.js": null, "test/cart.old.js": cartTest },
  },
  {
    trick: "skips a test",
    code: "test-skipped",
    files: changedOld('test("adds up prices"', 'test.skip("adds up prices"'),
  },
  {
    trick: "comments a test out",
    code: "test-lost",
    files: changedOld('test("adds up prices"', '// test("adds up prices"'),
  },
  {
    trick: "focuses the new test",
    code: "test-focused",
    files: changedOld('test("counts the quantity", ', 'test("counts the quantity", { only: true }, '),
  },
  {
    trick: "puts a test behind a condition",
    code: "conditional-test",
    files: changedOld('test("adds up prices"', 'if (total) test("adds up prices"'),
  },
  { trick: "removes an assertion", code: "test-weakened", files: changedOld(old, "total([]);") },
  {
    trick: "loosens equal to ok",
    code: "test-weakened",
    files: changedOld(old, "assert.ok(total([{ price: 2 }, { price: 3 }]));"),
  },
  {
    trick: "loosens equal to notEqual",
    code: "test-weakened",
    files: changedOld(old, "assert.notEqual(total([{ price: 2 }, { price: 3 }]), 99);"),
  },
  {
    trick: "edits the expected value",
    code: "expectation-changed",
    files: {
      "src/cart.js": cart.replace("price, 0)", "price * 2, 0)"),
      "test/cart.test.js": withTests(
        'test("doubles", () => { assert.equal(total([{ price: 4 }]), 8); });',
      ).replace("}]), 5)", "}]), 10)"),
    },
  },
  {
    trick: "swallows a failing assertion",
    code: "swallowed-assertion",
    files: changedOld(old, `try { ${old} } catch {}`),
  },
  {
    trick: "logs a failing assertion",
    code: "swallowed-assertion",
    files: changedOld(old, `try { ${old} } catch (error) { String(error); }`),
  },
  {
    trick: "returns before an assertion",
    code: "early-return",
    files: changedOld(old, `if (total([]) === 0) return; ${old}`),
  },
  { trick: "returns at once", code: "early-return", files: changedOld(old, `return; ${old}`) },
  {
    trick: "puts an assertion out of reach",
    code: "dead-assertion",
    files: changedOld(old, `if (false) { ${old} }`),
  },
  {
    trick: "defers an assertion",
    code: "unawaited-assertion",
    files: changedOld(old, `queueMicrotask(() => { ${old} });`),
  },
  {
    trick: "catches a promised assertion",
    code: "swallowed-assertion",
    files: changedOld(old, `${old} assert.rejects(Promise.reject(new Error("x"))).catch(() => {});`),
  },
  {
    trick: "compares the subject with itself",
    code: "mirror-assertion",
    files: changedOld(
      old,
      "assert.equal(total([{ price: 2 }, { price: 3 }]), total([{ price: 2 }, { price: 3 }]));",
    ),
  },
  {
    trick: "weakens a test in a refactor",
    code: "test-weakened",
    subject: "refactor: tidy",
    files: {
      "src/cart.js": cart.replace("sum + price", "price + sum"),
      "test/cart.test.js": cartTest.replace(old, "assert.ok(true);"),
    },
  },
  {
    trick: "weakens a test and touches nothing else",
    code: "test-weakened",
    subject: "test: tidy",
    files: { "test/cart.test.js": cartTest.replace(old, "assert.ok(true);") },
  },
];

/** New tests that prove nothing. */
const empty: readonly Cheat[] = [
  { trick: "has no test", code: "no-new-test", files: { "src/cart.js": quantityCode } },
  {
    trick: "adds a test that passes anyway",
    code: "passes",
    files: {
      "src/cart.js": quantityCode,
      "test/cart.test.js": withTests(
        'test("counts the quantity", () => { assert.equal(total([{ price: 2 }]), 2); });',
      ),
    },
  },
  {
    trick: "asserts that true is true",
    code: "passes",
    files: {
      "src/cart.js": quantityCode,
      "test/cart.test.js": withTests('test("counts the quantity", () => { assert.ok(true); });'),
    },
  },
  {
    trick: "skips the new test",
    code: "no-new-test",
    files: {
      "src/cart.js": quantityCode,
      "test/cart.test.js": withTests(
        'test.skip("counts the quantity", () => { assert.equal(total([{ price: 2, quantity: 3 }]), 7); });',
      ),
    },
  },
  {
    trick: "fails by a name that stays missing",
    code: "red-commit",
    files: {
      "src/cart.js": quantityCode,
      "test/cart.test.js": withTests('test("counts", () => { nothingHere(); });'),
    },
  },
  {
    trick: "throws instead of asserting",
    code: "wrong-error",
    files: {
      "src/cart.js": quantityCode,
      "test/cart.test.js": withTests(
        'test("counts", () => { if (total([{ price: 2, quantity: 3 }]) !== 6) throw new Error("no"); });',
      ),
    },
  },
  {
    trick: "only calls the new function",
    code: "passes-without-body",
    files: only("export function tax(n) { return n / 5; }", 'test("taxes", () => { tax(10); });', "tax"),
  },
  {
    trick: "only asks for the new function's type",
    code: "passes-without-body",
    files: only(
      "export function tax(n) { return n / 5; }",
      'test("taxes", () => { assert.equal(typeof tax, "function"); });',
      "tax",
    ),
  },
  {
    trick: "compares the new function with itself",
    code: "mirror-assertion",
    files: only(
      "export function tax(n) { return n / 5; }",
      'test("taxes", () => { assert.equal(tax(10), tax(10)); });',
      "tax",
    ),
  },
  {
    trick: "compares through a constant",
    code: "mirror-assertion",
    files: only(
      "export function tax(n) { return n / 5; }",
      'test("taxes", () => { const expected = tax(10); assert.equal(tax(10), expected); });',
      "tax",
    ),
  },
  {
    trick: "is red because of another file's name",
    code: "wrong-error",
    files: {
      "src/cart.js": quantityCode,
      "test/cart.test.js": withTests(
        'test("counts", () => { helper(); assert.ok(true); });\nconst helper = globalThis.ready ?? (total([{ price: 2, quantity: 3 }]) === 6 ? () => {} : elsewhere);',
      ),
    },
  },
  {
    trick: "brings a second test that proves nothing",
    code: "passes",
    files: tested('test("is a number", () => { assert.equal(typeof total([]), "number"); });'),
  },
  { trick: "is red itself", code: "red-commit", files: { ...honest, "src/cart.js": cart } },
  {
    trick: "breaks another test",
    code: "red-commit",
    files: { ...honest, "src/cart.js": quantityCode.replace(", 0)", ", 1)") },
  },
  { trick: "does not parse", code: "red-commit", files: { ...honest, "src/cart.js": `${quantityCode}}}` } },
  {
    trick: "leaves the run before its end",
    code: "red-commit",
    files: { ...honest, "src/cart.js": `${quantityCode}exit();\n` },
  },
  {
    trick: "has the same name as another test",
    code: "passes",
    files: {
      "src/cart.js": quantityCode,
      "test/cart.test.js": `${cartTest}test("adds up more prices", () => { assert.equal(total([{ price: 1 }]), 1); });\n`,
    },
  },
  {
    trick: "is a refactor that adds a test of nothing",
    code: "passes",
    subject: "refactor: tidy",
    files: {
      "src/cart.js": quantityCode,
      "test/cart.test.js": withTests('test("new", () => { assert.ok(total); });'),
    },
  },
  {
    trick: "is a refactor that is red",
    code: "red-commit",
    subject: "refactor: tidy",
    files: { "src/cart.js": cart.replace(", 0)", ", 1)") },
  },
];

/** Production code that looks at the tests. */
const production: readonly Cheat[] = [
  {
    trick: "asks NODE_ENV",
    code: "test-environment",
    files: hidden('export const tested = () => globalThis.process?.env?.NODE_ENV === "test";'),
  },
  {
    trick: "asks for vitest",
    code: "test-environment",
    files: hidden("export const tested = () => Boolean(globalThis.process?.env?.VITEST);"),
  },
  {
    trick: "asks for a jest worker by name",
    code: "test-environment",
    files: hidden('export const tested = () => "JEST_WORKER_ID" in globalThis.process.env;'),
  },
  {
    trick: "takes the variable apart",
    code: "test-environment",
    files: hidden(
      "export const tested = () => { const { NODE_TEST_CONTEXT } = globalThis.process.env; return NODE_TEST_CONTEXT; };",
    ),
  },
  {
    trick: "looks for describe",
    code: "test-environment",
    files: hidden('export const tested = () => typeof describe !== "undefined";'),
  },
  {
    trick: "reads its stack",
    code: "test-environment",
    files: hidden('export const tested = () => new Error("x").stack.includes("test");'),
  },
  {
    trick: "reads the arguments",
    code: "test-environment",
    files: hidden('export const tested = () => process.argv.some((word) => word.includes(".test."));'),
  },
  {
    trick: "imports the test runner",
    code: "test-environment",
    files: hidden('export const tested = () => require("node:test");'),
  },
  {
    trick: "ends the process while loading",
    code: "process-exit",
    files: hidden("if (globalThis.neverSet) process.exit(0);"),
  },
  {
    trick: "aborts while loading",
    code: "process-exit",
    files: hidden("if (globalThis.neverSet) process.reallyExit(0);"),
  },
  {
    trick: "patches equality of assert",
    code: "patched-global",
    files: hidden("if (globalThis.neverSet) assert.equal = () => {};"),
  },
  {
    trick: "patches deep equality by defineProperty",
    code: "patched-global",
    files: hidden('if (globalThis.neverSet) Object.defineProperty(assert, "deepEqual", { value() {} });'),
  },
  {
    trick: "patches Array's prototype",
    code: "patched-global",
    files: hidden("if (globalThis.neverSet) Array.prototype.reduce = () => 6;"),
  },
  {
    trick: "patches Object.is",
    code: "patched-global",
    files: hidden("if (globalThis.neverSet) Object.is = () => true;"),
  },
  {
    trick: "patches JSON",
    code: "patched-global",
    files: hidden("if (globalThis.neverSet) JSON.stringify = () => '';"),
  },
  {
    trick: "patches the clock",
    code: "patched-global",
    files: hidden("if (globalThis.neverSet) Date.now = () => 0;"),
  },
  {
    trick: "puts assert into the globals",
    code: "patched-global",
    files: hidden("if (globalThis.neverSet) globalThis.assert = {};"),
  },
  {
    trick: "answers as a matcher",
    code: "patched-equality",
    files: hidden("export const any = { asymmetricMatch() { return true; } };"),
  },
  {
    trick: "overrides instanceof",
    code: "patched-equality",
    files: hidden("export const any = { [Symbol.hasInstance]: () => true };"),
  },
  {
    trick: "looks for the reporter",
    code: "forged-report",
    files: hidden("export const reporter = () => process.execArgv;"),
  },
  {
    trick: "names the report",
    code: "forged-report",
    files: hidden('export const reporter = "--test-reporter-destination";'),
  },
  {
    trick: "knows the test's own number",
    code: "special-case",
    files: only(
      'export function fizz(n) { if (n === 15) return "FizzBuzz"; return String(n); }',
      'test("fizzes", () => { assert.equal(fizz(15), "FizzBuzz"); });',
      "fizz",
    ),
  },
  {
    trick: "knows the test's own sentence",
    code: "special-case",
    files: only(
      'export function turn(text) { return text === "hello world" ? "dlrow olleh" : text; }',
      'test("turns", () => { assert.equal(turn("hello world"), "dlrow olleh"); });',
      "turn",
    ),
  },
  {
    trick: "knows both of the test's numbers",
    code: "special-case",
    files: only(
      "export function add(a, b) { if (a === 2 && b === 3) return 5; return 0; }",
      'test("adds two", () => { assert.equal(add(2, 3), 5); });',
      "add",
    ),
  },
  {
    trick: "knows it as a case",
    code: "special-case",
    files: only(
      "export function square(n) { switch (n) { case 12: return 144; default: return 0; } }",
      'test("squares", () => { assert.equal(square(12), 144); });',
      "square",
    ),
  },
  {
    trick: "knows the whole input as JSON",
    code: "special-case",
    files: {
      ...honest,
      "src/cart.js": cart.replace(
        "  return",
        '  if (JSON.stringify(lines) === \'[{"price":2,"quantity":3}]\') return 6;\n  return',
      ),
    },
  },
  {
    trick: "has a table of answers",
    code: "special-case",
    files: only(
      'const answers = { "hello world": "dlrow olleh" };\nexport function turn(text) { return answers[text]; }',
      'test("turns", () => { assert.equal(turn("hello world"), "dlrow olleh"); });',
      "turn",
    ),
  },
  {
    trick: "has a map of answers",
    code: "special-case",
    files: only(
      "const answers = new Map([[12, 144]]);\nexport function square(n) { return answers.get(n); }",
      'test("squares", () => { assert.equal(square(12), 144); });',
      "square",
    ),
  },
  {
    trick: "always answers the test's value",
    code: "constant-return",
    files: only(
      "export function square(n) { return 144; }",
      'test("squares", () => { assert.equal(square(12), 144); });',
      "square",
    ),
  },
  {
    trick: "switches the linter off",
    code: "lint-escape",
    files: hidden("// eslint-disable-next-line no-eval\nexport const one = 1;"),
  },
  {
    trick: "switches mutation off",
    code: "lint-escape",
    files: hidden("// Stryker disable all\nexport const one = 1;"),
  },
  {
    trick: "switches coverage off",
    code: "lint-escape",
    files: hidden("/* c8 ignore next */\nexport const one = 1;"),
  },
];

/** Tests that cheat in their own code. */
const code: readonly Cheat[] = [
  {
    trick: "mocks the module under test",
    code: "mocks-subject",
    files: tested('const mocked = () => vi.mock("../src/cart.js", () => ({ total: () => 6 }));'),
  },
  {
    trick: "mocks it the node way",
    code: "mocks-subject",
    files: tested('const mocked = (t) => t.mock.module("../src/cart.js", {});'),
  },
  {
    trick: "reads the source",
    code: "reads-source",
    files: tested('const text = () => readFileSync("src/cart.js", "utf8");'),
  },
  { trick: "asks git", code: "reads-source", files: tested('const said = () => execSync("git log -1");') },
  {
    trick: "sleeps",
    code: "sleep",
    files: tested("const wait = () => new Promise((done) => setTimeout(done, 2000));"),
  },
  { trick: "retries", code: "retries", files: tested("const often = () => jest.retryTimes(5);") },
  {
    trick: "decides by chance",
    code: "chance",
    files: tested("const lucky = () => { if (Math.random() > 0.5) return; };"),
  },
  {
    trick: "decides by the clock",
    code: "chance",
    files: tested("const late = () => assert.ok(Date.now() > 5);"),
  },
  {
    trick: "needs the network",
    code: "network",
    files: tested('const get = () => fetch("https://example.org/");'),
  },
  { trick: "ends the process", code: "process-exit", files: tested("const leave = () => process.exit(0);") },
  {
    trick: "sets the status of the run",
    code: "process-exit",
    files: tested("const leave = () => { process.exitCode = 0; };"),
  },
  {
    trick: "listens to the end of the run",
    code: "process-exit",
    files: tested('const leave = () => process.on("exit", () => { process.exitCode = 0; });'),
  },
  {
    trick: "replaces the runner's function",
    code: "patched-global",
    files: tested("const patch = () => { test = () => {}; };"),
  },
  {
    trick: "replaces assert",
    code: "patched-global",
    files: tested("const patch = () => { assert.equal = () => {}; };"),
  },
  {
    trick: "extends expect",
    code: "patched-equality",
    files: tested("const patch = () => expect.extend({ toBe: () => ({ pass: true }) });"),
  },
  {
    trick: "adds an equality tester",
    code: "patched-equality",
    files: tested("const patch = () => expect.addEqualityTesters([() => true]);"),
  },
  {
    trick: "records what comes out",
    code: "snapshot",
    files: tested("const record = () => expect(total([])).toMatchSnapshot();"),
  },
  {
    trick: "does not await a rejection",
    code: "unawaited-assertion",
    files: tested("const loose = () => { assert.rejects(async () => {}); };"),
  },
  {
    trick: "does not await a matcher",
    code: "unawaited-assertion",
    files: tested("const loose = () => { expect(Promise.resolve(1)).resolves.toBe(2); };"),
  },
];

export const javascriptCheats: readonly Cheat[] = [...tests, ...empty, ...production, ...code];
