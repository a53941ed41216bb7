import { describe, expect, it } from "vitest";
import { filesToRead, repositoryMap } from "../../src/repository/repository-map.ts";
import { signaturesOf } from "../../src/repository/signatures.ts";

const texts = new Map([
  ["src/page.js", "export function pageByKey(rows, cursor, size) {\n  return rows;\n}\nconst hidden = 1;\n"],
  [
    "src/money.ts",
    "export const cents = (text: string): number => 1;\nexport type Money = { cents: number };\n",
  ],
  [
    "lib/shop.py",
    "def list_products(cursor):\n    pass\ndef _hidden():\n    pass\nclass Product:\n    pass\n",
  ],
]);
const files = [...texts].map(([path, text]) => ({ path, size: text.length }));
const whole = { files, texts, focus: "", limit: 10_000 };

describe("the repository map", () => {
  it("lists files with their public signatures and nothing private", () => {
    expect(repositoryMap(whole)).toMatchInlineSnapshot(`
      "lib/shop.py
        def list_products(cursor)
        class Product
      src/money.ts
        const cents = (text: string): number => 1
        type Money = { cents: number }
      src/page.js
        function pageByKey(rows, cursor, size)"
    `);
  });

  it("leaves out what is installed, built or binary", () => {
    const more = [
      ...files,
      ...["node_modules/x/i.js", "dist/a.js", "logo.png"].map((path) => ({ path, size: 1 })),
    ];

    expect(repositoryMap({ ...whole, files: more })).toBe(repositoryMap(whole));
  });

  it("keeps what the spec speaks of when there is not room for all", () => {
    const map = repositoryMap({ ...whole, focus: "Buyers page through products", limit: 60 });

    expect(map).toContain("src/page.js");
    expect(map).toContain("2 more files are not shown");
  });

  it("is the same bytes whatever order the files come in", () => {
    expect(repositoryMap({ ...whole, files: [...files].reverse() })).toBe(repositoryMap(whole));
  });

  it("reads the files nearest to the spec first", () => {
    expect(filesToRead(files, "money in cents", 1)).toEqual(["src/money.ts"]);
  });
});

describe("a signature", () => {
  it.each([
    ["export function list(rows, { size = 2 } = {}) {", "function list(rows, { size = 2 } = {})"],
    ["export const add = (a, b) => a + b;", "const add = (a, b) => a + b"],
    ["export const run = async () => {", "const run = async ()"],
    ["export type Money = {", "type Money"],
    ["export default class Cart {", "class Cart"],
  ])("of %s is %s", (line, signature) => {
    expect(signaturesOf("a.ts", line)).toEqual([signature]);
  });
});
