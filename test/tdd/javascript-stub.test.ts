import { describe, expect, test } from "vitest";
import { stubFindings } from "../../src/tdd/javascript-stub.ts";

const before = `import { round } from "./round.js";
export function add(a, b) { return a + b; }
export class Cart { total() { return 1; } }
const rate = 0.19;
`;

function findings(added: string, path = "src/a.js") {
  return stubFindings(path, before, before + added);
}

describe("a stub may add", () => {
  test.each([
    ["an empty function", "export function tax() {}"],
    ["a function that returns null", "export function tax(net, rate = 1) { return null; }"],
    ["a function that throws a plain error", 'export function tax() { throw new Error("not yet"); }'],
    ["an async function that returns a zero", "export async function tax() { return 0; }"],
    ["an arrow function", "export const tax = (net) => [];"],
    [
      "a function with destructured parameters",
      "export function tax({ net, rate = 0.19 }, ...rest) { return {}; }",
    ],
    ["a zero value", "export const taxes = new Map();"],
    [
      "a record of zero values",
      "export function page() { return { rows: [], next: null, at: { size: 0 } }; }",
    ],
    ["a class of stubs", "export class Tax { rate = 0; of(net) { return 0; } static none() {} }"],
    ["an import and an export list", 'import { x } from "./x.js"; export { x };'],
    ["a CommonJS export", "exports.tax = function () {};"],
    ["a CommonJS export list", "module.exports = { add, Cart };"],
    ["a default export", "export default function tax() { return false; }"],
  ])("%s", (_, added) => {
    expect(findings(added)).toEqual([]);
  });

  test.each([
    [
      "types and overloads",
      "export type Net = number; export interface Taxed { net: Net } export function tax(n: Net): number;",
    ],
    ["a zero of a type", "export const taxes = [] as readonly number[];"],
  ])("in TypeScript, %s", (_, added) => {
    expect(findings(added, "src/a.ts")).toEqual([]);
  });

  test("a parameter to a function that is there", () => {
    const after = before.replace("add(a, b)", "add(a, b, c = 0)");
    expect(stubFindings("src/a.js", before, after)).toEqual([]);
  });

  test("a method to a class that is there", () => {
    const after = before.replace("return 1; }", "return 1; } tax() { return 0; }");
    expect(stubFindings("src/a.js", before, after)).toEqual([]);
  });

  test("a new file of stubs", () => {
    expect(stubFindings("src/new.js", null, "export function tax() {}")).toEqual([]);
  });
});

describe("a stub may not", () => {
  test.each([
    ["compute", "export function tax(net) { return net * 0.19; }"],
    ["return a value", "export function tax() { return 19; }"],
    ["hold two statements", "export function tax() { log(); return 0; }"],
    ["hide logic in a default value", "export function tax(net, sum = net * 0.19) { return 0; }"],
    ["hide logic in a destructured default", "export function tax({ net, sum = net * 2 }) { return 0; }"],
    ["hide logic in a thrown error", "export function tax(net) { throw new Error(compute(net)); }"],
    ["hide logic in an arrow", "export const tax = (net) => net * 0.19;"],
    ["hide logic in a value", "export const tax = compute();"],
    ["hide logic in a method", "export class Tax { of(net) { return net * 2; } }"],
    ["hide logic in a field", "export class Tax { of = (net) => net * 2; }"],
    ["run code", "compute();"],
    ["run code in a static block", "export class Tax { static { compute(); } }"],
    ["branch", "if (process.env.CI) { globalThis.x = 1; }"],
    ["export logic by CommonJS", "exports.tax = (net) => net * 2;"],
    ["export logic in a CommonJS list", "module.exports = { tax: (net) => net * 2 };"],
    ["export logic by default", "export default (net) => net * 2;"],
  ])("%s", (_, added) => {
    expect(findings(added)).toHaveLength(1);
  });

  test.each([
    ["blank a function that is there", before.replace("return a + b;", "return 0;")],
    ["blank a method that is there", before.replace("return 1;", "return 0;")],
    ["change a value that is there", before.replace("0.19", "0")],
    ["remove a function", before.replace(/export function add.*\n/, "")],
    ["change the parent of a class", before.replace("class Cart", "class Cart extends Map")],
  ])("%s", (_, after) => {
    expect(stubFindings("src/a.js", before, after)).not.toEqual([]);
  });
});

test("a file that does not parse cannot be told", () => {
  expect(stubFindings("src/a.js", before, "export function (")).toBeNull();
});

test("a file of another language cannot be told", () => {
  expect(stubFindings("src/a.py", null, "def tax(): pass")).toBeNull();
});
