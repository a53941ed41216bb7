import { type Ground, greens, type Snapshot } from "./snapshot.ts";

type Dialect = {
  readonly extension: "js" | "ts";
  readonly imports: string;
  /** Takes names from a path, as the runner's modules do. */
  readonly take: (names: string, path: string) => string;
  readonly give: (name: string, value: string) => string;
  /** Throws an assertion unless `price(-1)` throws. */
  readonly refuses: string;
  /** A test with a limit of 40 ms. */
  readonly hurry: (body: string) => string;
};

const node: Dialect = {
  extension: "js",
  imports: `import { test } from "node:test";
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
const check = (a, b) => assert.equal(a, b);
const same = (a, b) => assert.deepEqual(a, b);`,
  take: (names, path) => `import { ${names} } from "${path}";`,
  give: (name, value) => `export const ${name} = ${value};\n`,
  refuses: "assert.throws(() => price(-1))",
  hurry: (body) => `test("new", { timeout: 40 }, () => ${body});`,
};

const vitest: Dialect = {
  ...node,
  extension: "ts",
  imports: `import { expect, test } from "vitest";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
const check = (a: unknown, b: unknown) => expect(a).toBe(b);
const same = (a: unknown, b: unknown) => expect(a).toEqual(b);`,
  refuses: "expect(() => price(-1)).toThrow()",
  hurry: (body) => `test("new", () => ${body}, 40);`,
};

const jest: Dialect = {
  ...vitest,
  extension: "js",
  imports: `const { existsSync, readFileSync, writeFileSync } = require("node:fs");
const check = (a, b) => expect(a).toBe(b);
const same = (a, b) => expect(a).toEqual(b);`,
  take: (names, path) => `const { ${names} } = require("${path}");`,
  give: (name, value) => `exports.${name} = ${value};\n`,
};

const asks = "check(price(2, 3), 6)";

function code({ give }: Dialect, price: string): string {
  return give("state", "{ n: 0 }") + give("price", price);
}

function snapshots(dialect: Dialect): readonly Snapshot[] {
  const { extension, imports, take } = dialect;
  const head = `${imports}\n${take("price, state", `./code.${extension}`)}\n`;
  const old = `${head}test("stays", () => check(price(1), 1));\n`;
  const good = "(n, q = 1) => n * q";
  return [
    ...greens({
      ...{ old, without: head, test: `test("new", () => ${asks});\n` },
      good: code(dialect, good),
      half: code(dialect, "(n, q = 1) => n + 0 * q"),
      breaks: code(dialect, "(n, q = 1) => q === 1 ? 0 : n * q"),
      broken: "export const = 1;",
      skipped: (text) => text.replace('test("stays"', 'test.skip("stays"'),
    }),
    ...reds(dialect, old),
    ...others(old, head),
  ];
}

type Row = readonly [red: Snapshot["red"], does: string, text: string];

function rows(old: string, list: readonly Row[]): readonly Snapshot[] {
  return list.map(([red, does, text]) => ({ red, does, before: old, after: `${old}${text}\n` }));
}

/** The test called `new` with a body. */
const one = (body: string) => `test("new", () => { ${body} });`;

function reds({ extension, take, refuses, hurry }: Dialect, old: string): readonly Snapshot[] {
  return rows(old, [
    ["assertion", "compares deeply", one("same([price(2, 3)], [6]);")],
    ["assertion", "expects an error", one(`${refuses};`)],
    ["assertion", "waits", `test("new", async () => { await null; ${asks}; });`],
    ["assertion", "asserts in a loop", one("for (const q of [1, 2]) check(price(2, q), 2 * q);")],
    ["assertion", "asserts in a callback", one("[3].forEach((q) => check(price(2, q), 6));")],
    ["missing-symbol", "names what is not there", one("nowhere(1);")],
    ["missing-symbol", "takes from no file", `${take("none", `./none.${extension}`)}\n${one("none();")}`],
    ["syntax", "does not parse", "const = 1;"],
    ["syntax", "does not end", 'test("new", () => {'],
    ["wrong-error", "throws", one('throw new Error("own");')],
    ["wrong-error", "throws text", one('throw "expected 1 to be 2";')],
    ["wrong-error", "throws nothing", one("throw undefined;")],
    ["wrong-error", "says it asserts", one('throw new Error("AssertionError: expected 1 to be 2");')],
    ["wrong-error", "stumbles", one("const none = null; none.x;")],
    ["wrong-error", "asks a list too much", one("check([].at(0).price, 6);")],
    ["wrong-error", "reads bad JSON", one('JSON.parse("{");')],
    ["wrong-error", "reads no file", one('readFileSync("/none/at/all");')],
    ["wrong-error", "takes too long", hurry("new Promise((done) => setTimeout(done, 400))")],
    ["wrong-error", "throws while it loads", `throw new Error("load");\n${one("")}`],
    ["passes", "asserts nothing new", one("check(price(2), 2);")],
    ["passes", "is empty", one("")],
    ["passes", "swallows it", one(`try { ${asks}; } catch {}`)],
    ["passes", "does not call it", one(`(() => ${asks});`)],
  ]);
}

/** What a new test does to others, and those that are not run, several or unstable. */
function others(old: string, head: string): readonly Snapshot[] {
  const seen = 'const seen = existsSync("UNIT/seen.txt"); writeFileSync("UNIT/seen.txt", "");';
  const asking = { before: old, after: `${old}${one(asks)}\n` };
  const disturbed = `${head}${one(`state.n = 7; ${asks};`)}\ntest("stays", () => check(price(1) + state.n, 1));\n`;
  return [
    { red: "collateral", does: "disturbs another", before: old, after: disturbed },
    { red: "collateral", does: "comes with a broken file", ...asking, also: "const = 1;" },
    { red: "collateral", does: "loses another", before: old, after: `${head}${one(asks)}\n` },
    {
      red: "several",
      does: "comes with a file",
      ...asking,
      also: `${head}test("more", () => check(1, 1));\n`,
    },
    ...rows(old, [
      ["not-run", "is skipped", `test.skip("new", () => ${asks});`],
      ["not-run", "is to do", 'test.todo("new");'],
      ["not-run", "is declared never", `if (state.n > 5) ${one(asks)}`],
      ["not-run", "has another title", 'test(["n", "ew"].join(" "), () => check(price(1), 1));'],
      ["several", "has its name twice", `test("new", () => check(1, 2));\n${one(asks)}`],
      ["several", "comes with another", `${one(asks)}\ntest("newer", () => check(1, 1));`],
      ["unstable", "passes the second time", `${seen}\n${one(`if (!seen) ${asks};`)}`],
      ["unstable", "throws the second time", `${seen}\n${one(`if (seen) throw new Error("own"); ${asks};`)}`],
    ]),
  ];
}

function ground(name: string, dialect: Dialect, manifest: object): Ground {
  const { extension } = dialect;
  return {
    name,
    snapshots: snapshots(dialect),
    base: () => ({ "package.json": JSON.stringify(manifest) }),
    code: code(dialect, "(n) => n"),
    paths: (unit) => ({
      code: `${unit}/code.${extension}`,
      test: `${unit}/code.test.${extension}`,
      also: `${unit}/also.test.${extension}`,
    }),
    prefix: (unit) => `${unit}/`,
    id: (unit) => `${unit}/code.test.${extension} > new`,
    modules: dialect !== node,
  };
}

export const javascriptGrounds: readonly Ground[] = [
  ground("node:test", node, { type: "module", scripts: { test: "node --test" } }),
  ground("vitest", vitest, { type: "module", scripts: { test: "vitest run" } }),
  ground("jest", jest, { scripts: { test: "jest" } }),
];
