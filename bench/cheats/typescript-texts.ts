/** The texts that this language's commits are made of. */
export const code = `export type Line = { readonly price: number; readonly quantity?: number };

export function total(lines: readonly Line[]): number {
  return lines.reduce((sum, { price }) => sum + price, 0);
}
`;
export const head = (...names: readonly string[]) =>
  `import { test } from "node:test";\nimport assert from "node:assert/strict";\nimport { ${["total", ...names].join(", ")} } from "../src/cart.ts";\n`;
const empty = 'test("an empty cart costs nothing", () => { assert.equal(total([]), 0); });\n';
export const adding_ = 'test("adds up", () => { assert.equal(total([{ price: 2 }, { price: 3 }]), 5); });\n';
export const old = empty + adding_;
export const asks = "assert.equal(total([{ price: 2, quantity: 3 }]), 6);";
export const one = (body: string, title = "counts the quantity") => `test("${title}", () => { ${body} });\n`;
export const quantity = code.replace(
  "{ price }) => sum + price",
  "{ price, quantity = 1 }) => sum + price * quantity",
);
export const paths = { code: "src/cart.ts", tests: "test/cart.test.ts" } as const;

export const hidden = (more: string) => ({
  [paths.code]: quantity + more,
  [paths.tests]: head() + old + one(asks),
});
export const changed = (from: string, to: string) => ({
  [paths.code]: quantity,
  [paths.tests]: head() + old.replace(from, to) + one(asks),
});
export const tested = (test: string) => ({ [paths.code]: quantity, [paths.tests]: head() + old + test });
export const adds = (production: string, test: string, ...names: readonly string[]) => ({
  [paths.code]: `${code}\n${production}\n`,
  [paths.tests]: head(...names) + old + test,
});
export const tax = "export function tax(n: number): number { return n / 5; }";
