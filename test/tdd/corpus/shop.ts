/** The small repository that corpus commits start from. */
export const shop = {
  "src/cart.js": `export function total(lines) {
  return lines.reduce((sum, { price }) => sum + price, 0);
}
`,
  "test/cart.test.js": `import { total } from "../src/cart.js";
test("an empty cart costs nothing", () => { assert.equal(total([]), 0); });
test("adds up prices", () => { assert.equal(total([{ price: 2 }, { price: 3 }]), 5); });
`,
} as const;

export const cart = shop["src/cart.js"];
export const cartTest = shop["test/cart.test.js"];

/** The cart's test file with more tests behind the old ones, importing more names. */
export function withTests(tests: string, ...names: readonly string[]): string {
  return `${cartTest.replace("{ total }", `{ ${["total", ...names].join(", ")} }`)}${tests}\n`;
}

/** An honest pair of test and code, to hide something behind. */
export const quantityTest =
  'test("counts the quantity", () => { assert.equal(total([{ price: 2, quantity: 3 }]), 6); });';
export const quantityCode = cart.replace(
  "{ price }) => sum + price",
  "{ price, quantity = 1 }) => sum + price * quantity",
);
