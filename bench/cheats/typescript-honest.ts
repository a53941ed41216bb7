import type { CommitCase } from "./commit-case.ts";
import { adds, code, head, hidden, old, one, paths, tax } from "./typescript-texts.ts";

const adding = (does: string, production: string, test: string, ...names: readonly string[]): CommitCase => ({
  does,
  files: adds(production, test, ...names),
});

export const typescriptHonest: readonly CommitCase[] = [
  { does: "counts the quantity", files: hidden("") },
  adding("adds a function", tax, one("assert.equal(tax(10), 2);", "taxes"), "tax"),
  adding(
    "refuses",
    'export function check(n: number): void {\n  if (n < 0) throw new RangeError("negative");\n}',
    one("assert.throws(() => check(-1), RangeError);", "refuses"),
    "check",
  ),
  adding(
    "waits",
    "export async function fetchPrice(): Promise<number> {\n  return 7;\n}",
    'test("fetches", async () => { assert.equal(await fetchPrice(), 7); });\n',
    "fetchPrice",
  ),
  adding(
    "adds a class",
    "export class Shelf {\n  readonly size: number;\n  constructor(size: number) { this.size = size; }\n  fits(n: number): boolean { return n <= this.size; }\n}",
    one("assert.ok(new Shelf(3).fits(2)); assert.ok(!new Shelf(3).fits(4));", "fits"),
    "Shelf",
  ),
  adding(
    "is generic",
    "export function first<T>(list: readonly T[]): T | undefined { return list[0]; }",
    one('assert.equal(first(["a", "b"]), "a");', "takes the first"),
    "first",
  ),
  adding(
    "adds a constant",
    "export const limit = 100;",
    one("assert.equal(limit, 100);", "has a limit"),
    "limit",
  ),
  adding(
    "narrows a union",
    'export type Shape = { kind: "square"; side: number } | { kind: "line" };\nexport const area = (shape: Shape): number => (shape.kind === "square" ? shape.side ** 2 : 0);',
    one(
      'assert.equal(area({ kind: "square", side: 3 }), 9); assert.equal(area({ kind: "line" }), 0);',
      "measures",
    ),
    "area",
  ),
  adding(
    "adds two tests",
    tax,
    one("assert.equal(tax(10), 2);", "ten") + one("assert.equal(tax(5), 1);", "five"),
    "tax",
  ),
  adding(
    "has a table of tests",
    tax,
    "for (const [n, expected] of [[5, 1], [10, 2]] as const) test('taxes ' + n, () => { assert.equal(tax(n), expected); });\n",
    "tax",
  ),
  {
    does: "adds a module",
    files: {
      "src/tax.ts": `${tax}\n`,
      "test/tax.test.ts":
        'import { test } from "node:test";\nimport assert from "node:assert/strict";\nimport { tax } from "../src/tax.ts";\ntest("taxes", () => { assert.equal(tax(10), 2); });\n',
    },
  },
  {
    does: "adds a type only",
    subject: "refactor: name the money",
    files: { [paths.code]: `${code}export type Money = number;\n` },
  },
  {
    does: "refactors",
    subject: "refactor: name the price",
    files: { [paths.code]: code.replace("{ price }) => sum + price", "line) => sum + line.price") },
  },
  { does: "writes prose", subject: "docs: say more", files: { "README.md": "# Shop\n" } },
  {
    does: "moves a test file",
    subject: "test: move",
    files: { [paths.tests]: null, "test/shop.test.ts": head() + old },
  },
];
