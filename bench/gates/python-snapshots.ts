import { type Ground, greens, type Snapshot } from "./snapshot.ts";

const head = `import json, os, unittest, pytest
from UNIT.code import price, state
`;
const stays = "def test_stays():\n    assert price(1) == 1\n";
const old = head + stays;
const asks = "assert price(2, 3) == 6";

const code = (price: string) => `state = {"n": 0}\ndef price(${price}\n`;
const before = code("n, q=1):\n    return n");

type Row = readonly [red: Snapshot["red"], does: string, text: string];

/** The test called `test_new` with a body of one or more lines. */
const one = (...lines: readonly string[]) =>
  `def test_new():\n${lines.map((line) => `    ${line}\n`).join("")}`;

const rows: readonly Row[] = [
  ["assertion", "compares lists", one("assert [price(2, 3)] == [6]")],
  ["assertion", "expects an error", one("with pytest.raises(ValueError):", "    price(-1)")],
  ["assertion", "says why", one(`${asks}, "it ignores the quantity"`)],
  ["assertion", "asserts in a loop", one("for q in (1, 2):", "    assert price(2, q) == 2 * q")],
  [
    "assertion",
    "asserts in a function",
    `def check(a, b):\n    assert a == b\n${one("check(price(2, 3), 6)")}`,
  ],
  ["assertion", "asserts by unittest", one("unittest.TestCase().assertEqual(price(2, 3), 6)")],
  [
    "assertion",
    "is a table",
    `@pytest.mark.parametrize("q", [1, 2])\ndef test_new(q):\n    assert price(2, q) == 2 * q\n`,
  ],
  ["assertion", "fails by name", one('if price(2, 3) != 6: pytest.fail("no")')],
  ["missing-symbol", "names what is not there", one("nowhere(1)")],
  ["missing-symbol", "takes from no module", `from UNIT.none import none\n${one("none()")}`],
  ["missing-symbol", "takes what is not given", `from UNIT.code import none\n${one("none()")}`],
  ["syntax", "does not parse", "def f(:\n"],
  ["syntax", "is badly indented", "def test_new():\nassert False\n"],
  ["wrong-error", "raises", one('raise ValueError("own")')],
  ["wrong-error", "says it asserts", one('raise ValueError("AssertionError: assert 1 == 2")')],
  ["wrong-error", "stumbles", one("none = None", "none + 1")],
  ["wrong-error", "asks a list too much", one("assert [][0] == 6")],
  ["wrong-error", "reads bad JSON", one('json.loads("{")')],
  ["wrong-error", "reads no file", one('open("/none/at/all")')],
  [
    "wrong-error",
    "fails in its set-up",
    "@pytest.fixture\ndef broken():\n    assert False\ndef test_new(broken):\n    pass\n",
  ],
  ["wrong-error", "wants no fixture", "def test_new(nowhere):\n    assert nowhere\n"],
  ["wrong-error", "raises while it loads", `raise ValueError("load")\n${one("pass")}`],
  ["passes", "asserts nothing new", one("assert price(2) == 2")],
  ["passes", "is empty", one("pass")],
  ["passes", "swallows it", one("try:", `    ${asks}`, "except AssertionError:", "    pass")],
  ["passes", "does not call it", one("lambda: price(2, 3) == 6")],
  ["not-run", "is skipped", `@pytest.mark.skip\n${one(asks)}`],
  ["not-run", "skips itself", one('pytest.skip("later")')],
  ["not-run", "is declared never", `if state["n"] > 5:\n    def test_new():\n        ${asks}\n`],
  ["not-run", "has another name", "def test_other_new():\n    assert price(1) == 1\n"],
  ["not-run", "expects to fail", `@pytest.mark.xfail\n${one(asks)}`],
  ["several", "comes with another", `${one(asks)}def test_newer():\n    assert 1 == 1\n`],
  [
    "unstable",
    "passes the second time",
    `seen = os.path.exists("UNIT/seen.txt"); open("UNIT/seen.txt", "w").close()\n${one(`assert seen or price(2, 3) == 6`)}`,
  ],
  [
    "unstable",
    "raises the second time",
    `seen = os.path.exists("UNIT/seen.txt"); open("UNIT/seen.txt", "w").close()\n${one('if seen: raise ValueError("own")', asks)}`,
  ],
];

const disturbed = `${head}${one('state["n"] = 7', asks)}def test_stays():\n    assert price(1) + state["n"] == 1\n`;
const asking = { before: old, after: old + one(asks) };

export const pythonGround: Ground = {
  name: "pytest",
  snapshots: [
    ...greens({
      ...{ old, without: head, test: one(asks) },
      good: code("n, q=1):\n    return n * q"),
      half: code("n, q=1):\n    return n + 0 * q"),
      breaks: code("n, q=1):\n    return 0 if q == 1 else n * q"),
      broken: "def price(:\n",
      skipped: (text) => text.replace("def test_stays", "@pytest.mark.skip\ndef test_stays"),
    }),
    ...rows.map(([red, does, text]): Snapshot => ({ red, does, before: old, after: old + text })),
    { red: "collateral", does: "disturbs another", before: old, after: disturbed },
    { red: "collateral", does: "comes with a broken file", ...asking, also: "def f(:\n" },
    { red: "collateral", does: "loses another", before: old, after: head + one(asks) },
    { red: "several", does: "comes with a file", ...asking, also: "def test_more():\n    assert 1 == 1\n" },
  ],
  base: (units) => ({
    "pytest.ini": "[pytest]\npythonpath = .\n",
    ...Object.fromEntries(units.map((unit) => [`${unit}/__init__.py`, ""])),
  }),
  code: before,
  paths: (unit) => ({
    code: `${unit}/code.py`,
    test: `${unit}/test_code.py`,
    also: `${unit}/test_also.py`,
  }),
  prefix: (unit) => `${unit}/`,
  id: (unit) => `${unit}/test_code.py > test_new`,
  modules: false,
};
