import { describe, expect, test } from "vitest";
import { javascriptExports } from "../../src/tdd/javascript-exports.ts";

function signatures(text: string, path = "src/a.js") {
  return javascriptExports(path, text)?.map(({ name, signature }) => `${name}: ${signature}`);
}

describe("exports of a file", () => {
  test.each([
    ["export function add(a, b = 1) { return a; }", ["add: function add(a, b = 1)"]],
    ["export async function* all() {}", ["all: async function* all()"]],
    ["export const add = (a, b) => a + b, rate = 2;", ["add: add(a, b)", "rate: rate"]],
    ["export class Cart extends Map { total() {} }", ["Cart: class Cart extends Map"]],
    ["function add(a) {}\nexport { add as plus };", ["plus: function add(a)"]],
    ['export { a, b as c } from "./x.js";', ["a: a", "c: c"]],
    ['export * from "./x.js";', ["* from ./x.js: * from ./x.js"]],
    ['export * as x from "./x.js";', ["x: x"]],
    ["export default function add(a) {}", ["default: function add(a)"]],
    ["function add(a) {}\nexport default add;", ["default: function add(a)"]],
    ["export default (a) => a;", ["default: default(a)"]],
    ["function add(a) {}\nmodule.exports = { add, rate: 1 };", ["add: function add(a)", "rate: rate"]],
    ["module.exports = function (a) {};", ["default: default(a)"]],
    ["exports.add = async (a) => a;", ["add: async add(a)"]],
    ["const hidden = 1; function also() {}", []],
  ])("%s", (text, expected) => {
    expect(signatures(text)).toEqual(expected);
  });

  test("keep the types of TypeScript on one line", () => {
    const text =
      "export function add(\n  a: number,\n  b: number,\n): number {\n  return a + b;\n}\nexport type Id = string;";
    expect(signatures(text, "src/a.ts")).toEqual([
      "add: function add( a: number, b: number, ): number",
      "Id: type Id = string",
    ]);
  });

  test("are unknown where the file does not parse", () => {
    expect(javascriptExports("src/a.js", "export {")).toBeNull();
  });
});
