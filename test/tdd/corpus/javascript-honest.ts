import { cart, cartTest, quantityCode, quantityTest, withTests } from "./shop.ts";

/** An honest commit on the shop: what it does, its files, and the red it shows (`-`: none is needed). */
export type Honest = {
  readonly does: string;
  readonly red: string;
  readonly files: Readonly<Record<string, string | null>>;
  readonly subject?: string;
};

/** A new function with a test that names it. */
const adds = (does: string, code: string, assertion: string, name: string): Honest => ({
  does,
  red: "missing-symbol",
  files: {
    "src/cart.js": `${cart}${code}\n`,
    "test/cart.test.js": withTests(`test("${does}", () => { ${assertion} });`, name),
  },
});

/** New behaviour of the function that is there. */
const changes = (does: string, code: string, assertion: string): Honest => ({
  does,
  red: "assertion",
  files: { "src/cart.js": code, "test/cart.test.js": withTests(`test("${does}", () => { ${assertion} });`) },
});

const keeps = (does: string, files: Honest["files"], subject: string): Honest => ({
  does,
  red: "-",
  files,
  subject,
});

const functions: readonly Honest[] = [
  adds("doubles", "export function double(n) { return n * 2; }", "assert.equal(double(4), 8);", "double"),
  adds(
    "is even",
    "export const isEven = (n) => n % 2 === 0;",
    "assert.equal(isEven(4), true); assert.equal(isEven(5), false);",
    "isEven",
  ),
  adds(
    "counts lines",
    "export function count(lines) { return lines.length; }",
    "assert.equal(count([{}, {}]), 2);",
    "count",
  ),
  adds(
    "answers zero for nothing",
    "export function count(lines) { return lines.length; }",
    "assert.equal(count([]), 0);",
    "count",
  ),
  adds(
    "refuses a negative price",
    'export function check(price) { if (price < 0) throw new RangeError("negative"); }',
    "assert.throws(() => check(-1), RangeError);",
    "check",
  ),
  adds(
    "accepts a good price",
    'export function check(price) { if (price < 0) throw new RangeError("negative"); return price; }',
    "assert.equal(check(3), 3);",
    "check",
  ),
  adds(
    "does not throw on a good price",
    'export function check(price) { if (price < 0) throw new RangeError("negative"); }',
    "assert.doesNotThrow(() => check(3));",
    "check",
  ),
  adds(
    "joins names",
    'export const names = (lines) => lines.map(({ name }) => name).join(", ");',
    'assert.equal(names([{ name: "a" }, { name: "b" }]), "a, b");',
    "names",
  ),
  adds(
    "finds a line",
    "export function find(lines, id) { return lines.find((line) => line.id === id) ?? null; }",
    'assert.deepEqual(find([{ id: "x", price: 1 }], "x"), { id: "x", price: 1 });',
    "find",
  ),
  adds(
    "finds none",
    "export function find(lines, id) { return lines.find((line) => line.id === id) ?? null; }",
    'assert.equal(find([], "x"), null);',
    "find",
  ),
  adds(
    "rounds to cents",
    "export function cents(n) { return Math.round(n * 100) / 100; }",
    "assert.equal(cents(2.004), 2);",
    "cents",
  ),
  adds(
    "groups lines",
    "export function group(lines) { return Object.groupBy(lines, ({ kind }) => kind); }",
    'assert.equal(group([{ kind: "a" }, { kind: "b" }]).a.length, 1);',
    "group",
  ),
  adds(
    "says fizz",
    'export function fizz(n) { if (n % 15 === 0) return "FizzBuzz"; if (n % 3 === 0) return "Fizz"; return String(n); }',
    'assert.equal(fizz(15), "FizzBuzz"); assert.equal(fizz(9), "Fizz");',
    "fizz",
  ),
  adds(
    "answers the health page",
    'export function handle({ path }) { if (path === "/health") return { status: 200, body: "ok" }; return { status: 404, body: "" }; }',
    'assert.deepEqual(handle({ path: "/health" }), { status: 200, body: "ok" });',
    "handle",
  ),
  adds(
    "answers unknown pages",
    "export function handle({ path }) { return { status: 404, body: path }; }",
    'assert.equal(handle({ path: "/none" }).status, 404);',
    "handle",
  ),
  adds(
    "names a status",
    'export function named(status) { if (status === 404) return "not found"; return "ok"; }',
    'assert.equal(named(404), "not found");',
    "named",
  ),
  adds("is a constant", "export const TAX = 0.19;", "assert.equal(TAX, 0.19);", "TAX"),
  adds("has rates", "export const rates = { de: 0.19, fr: 0.2 };", "assert.equal(rates.de, 0.19);", "rates"),
  adds(
    "sorts by price",
    "export const sorted = (lines) => [...lines].sort((a, b) => a.price - b.price);",
    "assert.deepEqual(sorted([{ price: 3 }, { price: 1 }]), [{ price: 1 }, { price: 3 }]);",
    "sorted",
  ),
  adds(
    "matches a name",
    'export function label({ name, price }) { return name + ": " + price.toFixed(2); }',
    'assert.match(label({ name: "Bread", price: 4.2 }), /Bread: 4\\.20/);',
    "label",
  ),
  adds(
    "is the same twice",
    "export const normal = (text) => text.trim().toLowerCase();",
    'assert.equal(normal(normal(" A ")), normal(" A ")); assert.equal(normal(" A "), "a");',
    "normal",
  ),
  adds(
    "goes there and back",
    'export const show = (n) => "#" + n;\nexport const read = (text) => Number(text.slice(1));',
    "assert.equal(read(show(7)), 7);",
    "read, show",
  ),
  adds(
    "has no order",
    "export const sum = (list) => list.reduce((a, b) => a + b, 0);",
    "assert.equal(sum([1, 2]), sum([2, 1])); assert.equal(sum([1, 2]), 3);",
    "sum",
  ),
  adds(
    "knows the operators",
    'export function apply(op, a, b) { if (op === "+") return a + b; if (op === "-") return a - b; throw new Error(op); }',
    'assert.equal(apply("+", 2, 3), 5); assert.equal(apply("-", 2, 3), -1);',
    "apply",
  ),
  adds(
    "switches on a kind",
    'export function rate(kind) { switch (kind) { case "book": return 0.07; default: return 0.19; } }',
    'assert.equal(rate("book"), 0.07);',
    "rate",
  ),
  adds(
    "makes a counter",
    "export function counter() { let n = 0; return () => ++n; }",
    "const next = counter(); next(); assert.equal(next(), 2);",
    "counter",
  ),
  adds(
    "catches what it should",
    "export function parse(text) { try { return JSON.parse(text); } catch { return null; } }",
    'assert.equal(parse("{"), null); assert.equal(parse("1"), 1);',
    "parse",
  ),
  adds(
    "fails by assert.fail",
    'export function check(price) { if (price < 0) throw new RangeError("negative"); }',
    'try { check(-1); assert.fail("no error"); } catch (error) { assert.equal(error.message, "negative"); }',
    "check",
  ),
  adds(
    "takes a default",
    "export function page(rows, size = 2) { return rows.slice(0, size); }",
    "assert.equal(page([1, 2, 3]).length, 2);",
    "page",
  ),
  adds(
    "compares versions",
    "export function newer(a, b) { return a.major > b.major; }",
    "assert.ok(newer({ major: 2 }, { major: 1 }));",
    "newer",
  ),
];

const behaviours: readonly Honest[] = [
  changes("counts the quantity", quantityCode, "assert.equal(total([{ price: 2, quantity: 3 }]), 6);"),
  changes(
    "ignores lines that were taken out",
    cart.replace("lines.reduce", "lines.filter(({ out }) => !out).reduce"),
    "assert.equal(total([{ price: 2 }, { price: 3, out: true }]), 2);",
  ),
  changes(
    "gives a discount from ten",
    cart.replace(
      "  return",
      "  if (lines.length >= 10) return 0.9 * lines.reduce((sum, { price }) => sum + price, 0);\n  return",
    ),
    "assert.equal(total(Array(10).fill({ price: 10 })), 90);",
  ),
  changes(
    "adds the shipping",
    cart.replace("(lines)", "(lines, shipping = 0)").replace(", 0)", ", shipping)"),
    "assert.equal(total([{ price: 2 }], 5), 7);",
  ),
  changes(
    "refuses what is no price",
    cart.replace(
      "  return",
      '  if (lines.some(({ price }) => Number.isNaN(price))) throw new TypeError("price");\n  return',
    ),
    "assert.throws(() => total([{ price: NaN }]), TypeError);",
  ),
  changes(
    "rounds to cents",
    cart.replace(
      "return lines.reduce((sum, { price }) => sum + price, 0)",
      "return Math.round(lines.reduce((sum, { price }) => sum + price, 0) * 100) / 100",
    ),
    "assert.equal(total([{ price: 0.1 }, { price: 0.2 }]), 0.3);",
  ),
  changes(
    "takes gifts for free",
    cart.replace("sum + price", "sum + (price ?? 0)"),
    "assert.equal(total([{}]), 0);",
  ),
  changes(
    "counts once what is there twice",
    cart.replace("lines.reduce", "[...new Set(lines)].reduce"),
    "const line = { price: 4 }; assert.equal(total([line, line]), 4);",
  ),
  {
    does: "brings two tests that are both red",
    red: "assertion",
    files: {
      "src/cart.js": quantityCode,
      "test/cart.test.js": withTests(
        `${quantityTest}\ntest("counts none", () => { assert.equal(total([{ price: 2, quantity: 0 }]), 0); });`,
      ),
    },
  },
  {
    does: "puts the code into a new file",
    red: "missing-symbol",
    files: {
      "src/tax.js": "export function tax(n) { return n / 5; }\n",
      "test/tax.test.js":
        'import { tax } from "../src/tax.js";\ntest("taxes", () => { assert.equal(tax(10), 2); });\n',
    },
  },
  {
    does: "mixes a new name and a new behaviour",
    red: "missing-symbol",
    files: {
      "src/cart.js": `${quantityCode}export function count(lines) { return lines.length; }\n`,
      "test/cart.test.js": withTests(
        `${quantityTest}\ntest("counts lines", () => { assert.equal(count([1]), 1); });`,
        "count",
      ),
    },
  },
  {
    does: "reorders tests on the way",
    red: "assertion",
    files: {
      "src/cart.js": quantityCode,
      "test/cart.test.js": cartTest
        .split("\n")
        .slice(0, 1)
        .concat(quantityTest, cartTest.split("\n").slice(1))
        .join("\n"),
    },
  },
  {
    does: "adds a helper beside the tests",
    red: "assertion",
    files: {
      "src/cart.js": quantityCode,
      "test/lines.js": "export function line(price) { return { price }; }\n",
      "test/cart.test.js": withTests(quantityTest),
    },
  },
  {
    does: "makes an old test stronger too",
    red: "assertion",
    files: {
      "src/cart.js": quantityCode,
      "test/cart.test.js": withTests(quantityTest).replace(
        "assert.equal(total([]), 0);",
        "assert.equal(total([]), 0); assert.equal(typeof total([]), 'number');",
      ),
    },
  },
];

const others: readonly Honest[] = [
  keeps("renames a variable", { "src/cart.js": cart.replaceAll("sum", "result") }, "refactor: say result"),
  keeps(
    "turns a function into an arrow",
    { "src/cart.js": "export const total = (lines) => lines.reduce((sum, { price }) => sum + price, 0);\n" },
    "refactor(cart): an arrow",
  ),
  keeps(
    "takes a loop",
    {
      "src/cart.js":
        "export function total(lines) {\n  let sum = 0;\n  for (const { price } of lines) sum += price;\n  return sum;\n}\n",
    },
    "refactor!: a loop",
  ),
  keeps(
    "moves code to another file",
    {
      "src/sum.js": "export function sum(list) {\n  return list.reduce((a, b) => a + b, 0);\n}\n",
      "src/cart.js":
        'import { sum } from "./sum.js";\nexport function total(lines) {\n  return sum(lines.map(({ price }) => price));\n}\n',
    },
    "refactor: a file for sums",
  ),
  keeps(
    "moves a test file",
    { "test/cart.test.js": null, "test/money/cart.test.js": cartTest.replace("../src", "../../src") },
    "refactor: tests by topic",
  ),
  keeps(
    "tidies the tests",
    {
      "test/cart.test.js": cartTest.replace(
        "[{ price: 2 }, { price: 3 }]",
        "[{ price: 2 },\n  { price: 3 }]",
      ),
    },
    "style: one a line",
  ),
  keeps(
    "extracts a name in a test",
    {
      "test/cart.test.js": cartTest.replace(
        "assert.equal(total([{ price: 2 }, { price: 3 }]), 5);",
        "const lines = [{ price: 2 }, { price: 3 }]; assert.equal(total(lines), 5);",
      ),
    },
    "refactor: name the lines",
  ),
  keeps("writes the README", { "README.md": "# Shop\n" }, "docs: readme"),
  keeps("adds a workflow", { ".github/workflows/ci.yml": "on: push\n" }, "ci: run the tests"),
  keeps("adds a licence and a picture", { LICENSE: "MIT\n", "docs/shop.png": "x" }, "docs: licence"),
  keeps("changes settings only", { ".prettierrc": "{}\n" }, "chore: settings"),
  keeps("changes nothing", {}, "chore: nothing"),
  keeps("adds comments", { "src/cart.js": `// Prices are in cents.\n${cart}` }, "refactor: say the unit"),
];

export const javascriptHonest: readonly Honest[] = [...functions, ...behaviours, ...others];
