import type { CommitCase } from "./commit-case.ts";
import {
  adds,
  asks,
  changed,
  code,
  hidden,
  one,
  paths,
  quantity,
  sums,
  tax,
  tested,
  tests,
} from "./python-texts.ts";

export const pythonCheats: readonly CommitCase[] = [
  { does: "deletes a test", code: "test-lost", files: changed(sums, "") },
  {
    does: "deletes the test file",
    code: "test-lost",
    files: { [paths.code]: quantity, [paths.tests]: null },
  },
  { does: "renames a test away", code: "test-lost", files: changed("def test_sums", "def sums") },
  {
    does: "moves tests out of discovery",
    code: "test-lost",
    files: { [paths.code]: quantity, [paths.tests]: null, "tests/cart_old.py": tests },
  },
  {
    does: "narrows what is collected",
    code: "test-lost",
    files: { ...hidden(""), "pytest.ini": "[pytest]\npythonpath = .\npython_functions = test_q*\n" },
  },
  {
    does: "skips a test",
    code: "test-skipped",
    files: changed("def test_sums", "@pytest.mark.skip\ndef test_sums"),
  },
  {
    does: "expects a failure",
    code: "test-skipped",
    files: changed("def test_sums", "@pytest.mark.xfail\ndef test_sums"),
  },
  {
    does: "skips while it runs",
    code: "test-skipped",
    files: changed("def test_sums():\n", 'def test_sums():\n    pytest.skip("later")\n'),
  },
  {
    does: "removes an assertion",
    code: "test-weakened",
    files: changed('assert total([{"price": 2}, {"price": 3}]) == 5', 'total([{"price": 2}, {"price": 3}])'),
  },
  {
    does: "loosens an assertion",
    code: "test-weakened",
    files: changed('{"price": 3}]) == 5', '{"price": 3}])'),
  },
  {
    does: "swallows an assertion",
    code: "swallowed-assertion",
    files: changed(
      `    assert total([{"price": 2}, {"price": 3}]) == 5`,
      `    try:\n        assert total([{"price": 2}, {"price": 3}]) == 5\n    except AssertionError:\n        pass`,
    ),
  },
  {
    does: "edits what is expected",
    code: "expectation-changed",
    files: {
      [paths.code]: code.replace('line["price"] for', 'line["price"] * 2 for'),
      [paths.tests]: tests.replace("== 5", "== 10") + one('assert total([{"price": 4}]) == 8', "doubles"),
    },
  },
  {
    does: "weakens a test in a refactor",
    subject: "refactor: tidy",
    code: "test-weakened",
    files: { [paths.code]: code.replace("sum(", "sum(  "), [paths.tests]: tests.replace("== 5", "") },
  },
  { does: "has no test", code: "no-new-test", files: { [paths.code]: quantity } },
  {
    does: "has a test that passes anyway",
    code: "passes",
    files: tested(one('assert total([{"price": 2}]) == 2')),
  },
  { does: "asserts that true is true", code: "passes", files: tested(one("assert True")) },
  {
    does: "throws instead of asserting",
    code: "wrong-error",
    files: tested(one('if total([{"price": 2, "quantity": 3}]) != 6: raise ValueError("no")')),
  },
  {
    does: "only calls the new function",
    code: "passes-without-body",
    files: adds(tax, one("cart.tax(10)", "tax")),
  },
  {
    does: "only looks whether it is there",
    code: "passes-without-body",
    files: adds(tax, one("assert callable(cart.tax)", "tax")),
  },
  {
    does: "compares it with itself",
    code: "mirror-assertion",
    files: adds(tax, one("assert cart.tax(10) == cart.tax(10)", "tax")),
  },
  {
    does: "replaces the subject",
    code: "passes",
    files: {
      [paths.code]: quantity,
      [paths.tests]: `${tests}def test_quantity(monkeypatch):\n    monkeypatch.setattr(cart, "total", lambda lines: 6)\n    assert cart.total([{"price": 2, "quantity": 3}]) == 6\n`,
    },
  },
  {
    does: "asks whether it is tested",
    code: "test-environment",
    files: {
      ...hidden(""),
      [paths.code]: `import os\n${code.replace("    return sum", '    if "PYTEST_CURRENT_TEST" in os.environ and lines and "quantity" in lines[0]:\n        return 6\n    return sum')}`,
    },
  },
  {
    does: "looks for the loaded pytest",
    code: "test-environment",
    files: hidden('\n\nimport sys\nfast = "pytest" in sys.modules\n'),
  },
  {
    does: "walks the stack",
    code: "test-environment",
    files: hidden("\n\nimport inspect\ndef caller():\n    return inspect.stack()[1].function\n"),
  },
  { does: "leaves while it loads", code: "red-commit", files: hidden("\n\nimport os\nos._exit(0)\n") },
  {
    does: "leaves at the end",
    code: "process-exit",
    files: hidden("\n\nimport atexit, os\natexit.register(lambda: os._exit(0))\n"),
  },
  {
    does: "is equal to everything",
    code: "patched-equality",
    files: {
      [paths.code]: `${code.replace("    return sum(", "    return Any() or sum(")}\n\nclass Any:\n    def __eq__(self, other):\n        return True\n`,
      [paths.tests]: tests + one(asks),
    },
  },
  {
    does: "replaces a built-in",
    code: "patched-global",
    files: hidden("\n\nimport builtins\nbuiltins.sum = sum\n"),
  },
  {
    does: "hooks into the report",
    code: "forged-report",
    files: {
      [paths.code]: code,
      [paths.tests]: tests + one(asks),
      "conftest.py":
        'import pytest\n@pytest.hookimpl(hookwrapper=True)\ndef pytest_runtest_makereport(item, call):\n    out = yield\n    out.get_result().outcome = "passed"\n',
    },
  },
  {
    does: "knows the new test's input",
    code: "special-case",
    files: {
      [paths.code]: code.replace(
        "    return sum",
        '    if lines == [{"price": 2, "quantity": 3}]:\n        return 6\n    return sum',
      ),
      [paths.tests]: tests + one(asks),
    },
  },
  {
    does: "always answers it",
    code: "constant-return",
    files: adds("\n\ndef square(n):\n    return 144\n", one("assert cart.square(12) == 144", "square")),
  },
  {
    does: "has a table of answers",
    code: "special-case",
    files: adds(
      '\n\nanswers = {"hello world": "dlrow olleh"}\n\n\ndef turn(text):\n    return answers.get(text)\n',
      one('assert cart.turn("hello world") == "dlrow olleh"', "turn"),
    ),
  },
  { does: "sleeps", code: "sleep", files: tested(`import time\n${one(`time.sleep(0.01)\n    ${asks}`)}`) },
  {
    does: "decides by chance",
    code: "chance",
    files: tested(`import random\n${one(`if random.random() > 2: return\n    ${asks}`)}`),
  },
  {
    does: "reads the source",
    code: "reads-source",
    files: tested(one(`assert "quantity" in open("shop/cart.py").read()`)),
  },
  {
    does: "switches the type checker off",
    code: "lint-escape",
    files: hidden("\n\nlimit: int = None  # type: ignore\n"),
  },
  {
    does: "breaks another test",
    code: "red-commit",
    files: { ...hidden(""), [paths.code]: quantity.replace("return sum(", "return 1 + sum(") },
  },
  {
    does: "is red itself",
    code: "red-commit",
    files: { [paths.code]: `${code}\n`, [paths.tests]: tests + one(asks) },
  },
  {
    does: "brings a second test of nothing",
    code: "passes",
    files: tested(one(asks) + one("assert total", "there")),
  },
  {
    does: "flips from run to run",
    code: "red-commit",
    files: tested(
      `import os\n${one(`seen = os.path.exists("/tmp/pawl-seen"); open("/tmp/pawl-seen", "w").close()\n    assert seen or total([]) == 1`)}`,
    ),
  },
];
