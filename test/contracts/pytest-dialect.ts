import type { Dialect } from "./runner-dialect.ts";

export const pytest: Dialect = {
  name: "pytest",
  base: {
    "pytest.ini": "[pytest]\n",
    "shop/__init__.py": "",
    "shop/cart.py": "def add(a, b):\n    return a + b\n",
  },
  classes: {
    "tests/test_classes.py": `import pytest, shop.cart
from shop.cart import add
@pytest.fixture
def broken():
    assert False
def test_adds(): assert add(1, 2) == 3
def test_wrong(): assert add(1, 2) == 4, "é 🐢"
def test_no_such_name(): subtract(1)
def test_no_such_export(): shop.cart.subtract(1)
def test_own_error(): raise ValueError("own")
@pytest.mark.skip
def test_left_out(): pass
@pytest.mark.parametrize("n", [1, 2])
def test_table(n): assert n == 1
def test_set_up(broken): pass
class TestCart:
    def test_raises(self):
        with pytest.raises(ValueError): pass
`,
    "tests/test_module.py": "from shop.none import x\ndef test_x(): pass\n",
    "tests/test_export.py": "from shop.cart import subtract\ndef test_x(): pass\n",
    "tests/test_syntax.py": "def f(:\n",
  },
  outcomes: [
    ["tests/test_classes.py > test_adds", "passed", null],
    ["tests/test_classes.py > test_wrong", "failed", "assertion"],
    ["tests/test_classes.py > test_no_such_name", "failed", "missing-symbol"],
    ["tests/test_classes.py > test_no_such_export", "failed", "missing-symbol"],
    ["tests/test_classes.py > test_own_error", "failed", "unknown"],
    ["tests/test_classes.py > test_left_out", "skipped", null],
    ["tests/test_classes.py > test_table[1]", "passed", null],
    ["tests/test_classes.py > test_table[2]", "failed", "assertion"],
    ["tests/test_classes.py > test_set_up", "failed", "setup"],
    ["tests/test_classes.py > TestCart > test_raises", "failed", "assertion"],
  ],
  broken: [
    ["tests/test_export.py", "missing-symbol", "subtract"],
    ["tests/test_module.py", "missing-symbol", "shop.none"],
    ["tests/test_syntax.py", "syntax", null],
  ],
  one: "tests/test_classes.py > TestCart > test_raises",
  file: ["tests/test_other.py", "tests/test_other.py > test_other"],
  exits: { "tests/test_classes.py": "import os\nos._exit(0)\ndef test_honest(): assert False\n" },
  hangs: { "tests/test_classes.py": "def test_loops():\n    while True: pass\n" },
  loud: {
    "tests/test_classes.py": `import os, sys
def test_loud():
    for n in range(30): print("x" * 100000)
    os.write(1, b"\\xff\\xfe\\x80\\n")
    sys.stdout.buffer.write(b"\\xc3\\x28\\n")
`,
  },
  loudId: "tests/test_classes.py > test_loud",
};
