import type { CommitCase } from "./commit-case.ts";
import { adds, code, hidden, one, paths, tax, tested, tests } from "./python-texts.ts";

const adding = (does: string, production: string, test: string): CommitCase => ({
  does,
  files: adds(`\n\n${production}\n`, test),
});

export const pythonHonest: readonly CommitCase[] = [
  { does: "counts the quantity", files: hidden("") },
  adding("adds a function", "def tax(n):\n    return n / 5", one("assert cart.tax(10) == 2", "tax")),
  adding(
    "refuses",
    "def check(n):\n    if n < 0:\n        raise ValueError(n)",
    "def test_refuses():\n    with pytest.raises(ValueError):\n        cart.check(-1)\n",
  ),
  adding(
    "has a table of tests",
    "def tax(n):\n    return n / 5",
    '@pytest.mark.parametrize("n,expected", [(5, 1), (10, 2)])\ndef test_tax(n, expected):\n    assert cart.tax(n) == expected\n',
  ),
  adding(
    "adds a class",
    "class Shelf:\n    def __init__(self, size):\n        self.size = size\n\n    def fits(self, n):\n        return n <= self.size",
    one("assert cart.Shelf(3).fits(2)\n    assert not cart.Shelf(3).fits(4)", "shelf"),
  ),
  adding("adds a constant", "LIMIT = 100", one("assert cart.LIMIT == 100", "limit")),
  {
    does: "adds a method",
    files: tested(
      "def test_counts():\n    cart_ = Cart()\n    cart_.add(3)\n    assert cart_.count() == 1\n",
      `${code}\n    def count(self):\n        return len(self.lines)\n`,
    ),
  },
  adding(
    "compares what it holds",
    "class Money:\n    def __init__(self, cents):\n        self.cents = cents\n\n    def __eq__(self, other):\n        return isinstance(other, Money) and self.cents == other.cents",
    one("assert cart.Money(3) == cart.Money(3)\n    assert cart.Money(3) != cart.Money(4)", "money"),
  ),
  adding(
    "is asynchronous inside",
    "async def fetch():\n    return 7",
    "import asyncio\n\n\ndef test_fetch():\n    assert asyncio.run(cart.fetch()) == 7\n",
  ),
  adding(
    "yields",
    "def pairs(items):\n    for item in items:\n        yield item, item",
    one('assert list(cart.pairs("ab")) == [("a", "a"), ("b", "b")]', "pairs"),
  ),
  {
    does: "tests in a class",
    files: adds(
      tax,
      "class TestTax:\n    def test_ten(self):\n        assert cart.tax(10) == 2\n\n    def test_five(self):\n        assert cart.tax(5) == 1\n",
    ),
  },
  {
    does: "adds a module",
    files: {
      "shop/tax.py": "def tax(n):\n    return n / 5\n",
      "tests/test_tax.py": "from shop.tax import tax\n\n\ndef test_tax():\n    assert tax(10) == 2\n",
    },
  },
  {
    does: "refactors",
    subject: "refactor: name the price",
    files: {
      [paths.code]: code.replace(
        'sum(line["price"] for line in lines)',
        'sum(one["price"] for one in lines)',
      ),
    },
  },
  { does: "writes prose", subject: "docs: say more", files: { "README.md": "# Shop\n" } },
  {
    does: "moves a test file",
    subject: "test: move",
    files: { [paths.tests]: null, "tests/test_shop.py": tests },
  },
  {
    does: "uses a fixture and a file",
    files: adds(
      "\n\ndef save(path):\n    path.write_text('x')\n",
      "def test_saves(tmp_path):\n    cart.save(tmp_path / 'a.txt')\n    assert (tmp_path / 'a.txt').read_text() == 'x'\n",
    ),
  },
];
