/** The texts that this language's commits are made of. */
export const code = `def total(lines):
    return sum(line["price"] for line in lines)


class Cart:
    def __init__(self):
        self.lines = []

    def add(self, price):
        self.lines.append({"price": price})
`;
const head = "import pytest\nfrom shop import cart\nfrom shop.cart import Cart, total\n";
const empty = "def test_empty():\n    assert total([]) == 0\n";
export const sums = 'def test_sums():\n    assert total([{"price": 2}, {"price": 3}]) == 5\n';
export const tests = head + empty + sums;
export const asks = 'assert total([{"price": 2, "quantity": 3}]) == 6';
export const one = (body: string, name = "quantity") => `def test_${name}():\n    ${body}\n`;
export const quantity = code.replace('line["price"] for', 'line["price"] * line.get("quantity", 1) for');
export const paths = { code: "shop/cart.py", tests: "tests/test_cart.py" } as const;

/** The honest pair with something else in the code or in the tests. */
export const hidden = (more: string) => ({ [paths.code]: quantity + more, [paths.tests]: tests + one(asks) });
export const changed = (from: string, to: string) => ({
  [paths.code]: quantity,
  [paths.tests]: tests.replace(from, to) + one(asks),
});
export const tested = (test: string, production = quantity) => ({
  [paths.code]: production,
  [paths.tests]: tests + test,
});
export const adds = (production: string, test: string) => tested(test, code + production);
export const tax = "\n\ndef tax(n):\n    return n / 5\n";
