/** The same situations written for each runner. `all` is what one run of every file must say, id by id. */
export type Dialect = {
  readonly name: string;
  /** Production code and manifests. */
  readonly base: Readonly<Record<string, string>>;
  /** One file for each class, and what is said of it: `[id, status, failure]`. */
  readonly classes: Readonly<Record<string, string>>;
  readonly outcomes: readonly (readonly [id: string, status: string, failure: string | null])[];
  /** Files that do not load: `[path, failure, symbol]`. */
  readonly broken: readonly (readonly [path: string, failure: string, symbol: string | null])[];
  /** A test to run alone, and a file to run alone with the ids it holds. */
  readonly one: string;
  readonly file: readonly [path: string, ...ids: string[]];
  /** A file whose honest test fails, with the trick that makes the runner end with status 0. */
  readonly exits: Readonly<Record<string, string>>;
  readonly hangs: Readonly<Record<string, string>>;
  /** A test that passes and prints megabytes, bytes that are no UTF-8, and lines that look like the runner's own. */
  readonly loud: Readonly<Record<string, string>>;
  readonly loudId: string;
};

const javascript = (imports: string, lib: string, extension: string, file: string) => ({
  base: {
    "package.json": lib.startsWith("exports") ? "{}" : '{"type":"module"}',
    [`lib/add.${extension}`]: lib,
  },
  classes: {
    [file]: `${imports}
      test("adds", () => check(add(1, 2), 3));
      test("wrong", () => check(add(1, 2), 4));
      test("no such name", () => { subtract(1); });
      test("own error", () => { throw new Error("own"); });
      test.skip("left out", () => {});
      test("same", () => {});
      test("same", () => check(1, 2));
      test(${JSON.stringify('it\'s "quoted" (a+b)? 🐢')}, () => {});
      describe("with a hook", () => { beforeEach(() => { check(1, 2); }); test("is set up", () => {}); });`,
    [file.replace("classes", "module")]:
      `${imports.replace(/lib\/add/, "lib/none")}\ntest("x", () => check(add(1, 2), 3));`,
    [file.replace("classes", "syntax")]: "const = 1;",
  },
  outcomes: [
    [`${file} > adds`, "passed", null],
    [`${file} > wrong`, "failed", "assertion"],
    [`${file} > no such name`, "failed", "missing-symbol"],
    [`${file} > own error`, "failed", "unknown"],
    [`${file} > left out`, "skipped", null],
    [`${file} > same`, "passed", null],
    [`${file} > same`, "failed", "assertion"],
    [`${file} > it's "quoted" (a+b)? 🐢`, "passed", null],
    [`${file} > with a hook > is set up`, "failed", "setup"],
  ] as const,
  broken: [
    [file.replace("classes", "module"), "missing-symbol", `lib/none.${extension}`],
    [file.replace("classes", "syntax"), "syntax", null],
  ] as const,
  one: `${file} > it's "quoted" (a+b)? 🐢`,
  file: [file.replace("classes", "other"), `${file.replace("classes", "other")} > other`] as const,
  exits: { [file]: `${imports}\nprocess.exit(0);\ntest("honest", () => check(1, 2));` },
  hangs: { [file]: `${imports}\ntest("loops", () => { for (;;); });` },
  loud: {
    [file]: `${imports}
      test("loud", () => {
        for (let n = 0; n < 30; n++) { process.stdout.write("x".repeat(1e5) + "\\n"); }
        process.stdout.write(Buffer.from([0xff, 0xfe, 0x80, 10]));
        process.stderr.write(Buffer.from([0xc3, 0x28, 10]));
      });`,
  },
  loudId: `${file} > loud`,
});

export const nodeTest: Dialect = {
  name: "node:test",
  ...javascript(
    'import { test, describe, beforeEach } from "node:test";\nimport assert from "node:assert/strict";\nimport { add } from "./lib/add.js";\nconst check = (a, b) => assert.equal(a, b);',
    "export const add = (a, b) => a + b;",
    "js",
    "classes.test.js",
  ),
};

export const vitest: Dialect = {
  name: "vitest",
  ...javascript(
    'import { test, describe, beforeEach, expect } from "vitest";\nimport { add } from "./lib/add.ts";\nconst check = (a: number, b: number) => expect(a).toBe(b);',
    "export const add = (a: number, b: number) => a + b;",
    "ts",
    "classes.test.ts",
  ),
};

export const jest: Dialect = {
  name: "jest",
  ...javascript(
    'const { add } = require("./lib/add.js");\nconst check = (a, b) => expect(a).toBe(b);',
    "exports.add = (a, b) => a + b;",
    "js",
    "classes.test.js",
  ),
};

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

const goHead = 'package cart\nimport "testing"\n';

export const goTest: Dialect = {
  name: "go test",
  base: {
    "go.mod": "module example.com/shop\n\ngo 1.21\n",
    "cart/cart.go": "package cart\nfunc Add(a, b int) int { return a + b }\n",
  },
  classes: {
    "cart/cart_test.go": `${goHead}
func TestAdds(t *testing.T) { if Add(1, 2) != 3 { t.Fatal("no") } }
func TestWrong(t *testing.T) { if Add(1, 2) != 4 { t.Errorf("got %d\\nwant 4", Add(1, 2)) } }
func TestSilent(t *testing.T) { t.Fail() }
func TestLeftOut(t *testing.T) { t.Skip("later") }
func TestParts(t *testing.T) { t.Run("a b", func(t *testing.T) {}); t.Run("a b", func(t *testing.T) { t.Error("it's \\"this\\"") }) }
`,
    "names/names_test.go": 'package names\nimport "testing"\nfunc TestX(t *testing.T) { Total() }\n',
    "modules/modules_test.go":
      'package modules\nimport ("testing"; "example.com/shop/none")\nfunc TestX(t *testing.T) { none.X() }\n',
    "syntax/syntax_test.go": "package syntax\nfunc TestX( {\n",
    "types/types_test.go":
      'package types\nimport "testing"\nfunc TestX(t *testing.T) { var n int = "a"; _ = n }\n',
    "panics/panics_test.go":
      'package panics\nimport "testing"\nfunc TestPanics(t *testing.T) { var p *int; t.Log(*p) }\n',
    "main/main_test.go":
      'package main\nimport ("os"; "testing")\nfunc TestMain(m *testing.M) { os.Exit(1) }\nfunc TestX(t *testing.T) {}\n',
  },
  outcomes: [
    ["cart > TestAdds", "passed", null],
    ["cart > TestWrong", "failed", "assertion"],
    ["cart > TestSilent", "failed", "unknown"],
    ["cart > TestLeftOut", "skipped", null],
    ["cart > TestParts", "failed", "assertion"],
    ["panics > TestPanics", "failed", "unknown"],
  ],
  broken: [
    ["main", "crash", null],
    ["modules", "missing-symbol", "none"],
    ["names", "missing-symbol", "Total"],
    ["panics", "crash", null],
    ["syntax", "syntax", null],
    ["types", "unknown", null],
  ],
  one: "cart > TestParts",
  file: ["other/other_test.go", "other > TestOther"],
  exits: {
    "cart/cart_test.go": `package cart\nimport ("os"; "testing")\nfunc TestMain(m *testing.M) { os.Exit(0) }\nfunc TestHonest(t *testing.T) { t.Error("no") }\n`,
  },
  hangs: { "cart/cart_test.go": `${goHead}func TestLoops(t *testing.T) { for {} }\n` },
  loud: {
    "cart/cart_test.go": `package cart
import ("os"; "strings"; "testing")
func TestLoud(t *testing.T) {
	for n := 0; n < 30; n++ { os.Stdout.WriteString(strings.Repeat("x", 100000) + "\\n") }
	os.Stdout.Write([]byte{0xff, 0xfe, 0x80, 10})
	os.Stdout.WriteString("--- PASS: TestOther (0.00s)\\n")
}
`,
  },
  loudId: "cart > TestLoud",
};

export const cargoTest: Dialect = {
  name: "cargo test",
  base: {
    "Cargo.toml": '[package]\nname = "shop"\nversion = "0.1.0"\nedition = "2021"\n',
    "src/lib.rs": "pub mod cart;\n",
    "src/cart.rs": `pub fn add(a: i32, b: i32) -> i32 { a + b }
#[cfg(test)]
mod tests { use super::*; #[test] fn inside() { assert_eq!(add(1, 2), 3); } }
`,
  },
  classes: {
    "tests/classes.rs": `use shop::cart::add;
#[test] fn adds() { assert_eq!(add(1, 2), 3); }
#[test] fn wrong() { assert!(add(1, 2) == 4, "it's \\"this\\" é 🐢"); }
#[test] fn own_error() { panic!("assertion failed: own"); }
#[test] #[ignore] fn left_out() {}
#[test] #[should_panic] fn panics() {}
mod deep { #[test] fn too() { assert_ne!(1, 1); } }
`,
    "tests/export.rs": "use shop::cart::total;\n#[test] fn x() { total(); }\n",
    "tests/module.rs": "use shop::none::total;\n#[test] fn x() { total(); }\n",
    "tests/name.rs": "#[test] fn x() { subtract(1); }\n",
    "tests/syntax.rs": "#[test] fn x( {\n",
    "tests/types.rs": '#[test] fn x() { let n: i32 = "a"; }\n',
  },
  outcomes: [
    ["src/cart.rs > tests > inside", "passed", null],
    ["tests/classes.rs > adds", "passed", null],
    ["tests/classes.rs > wrong", "failed", "assertion"],
    ["tests/classes.rs > own_error", "failed", "unknown"],
    ["tests/classes.rs > left_out", "skipped", null],
    ["tests/classes.rs > panics", "failed", "assertion"],
    ["tests/classes.rs > deep > too", "failed", "assertion"],
  ],
  broken: [
    ["tests/export.rs", "missing-symbol", "total"],
    ["tests/module.rs", "missing-symbol", "none"],
    ["tests/name.rs", "missing-symbol", "subtract"],
    ["tests/syntax.rs", "syntax", null],
    ["tests/types.rs", "unknown", null],
  ],
  one: "tests/classes.rs > deep > too",
  file: ["tests/other.rs", "tests/other.rs > other"],
  exits: {
    "tests/classes.rs":
      "#[test] fn a_leaves() { std::process::exit(0); }\n#[test] fn honest() { std::thread::sleep(std::time::Duration::from_millis(200)); assert!(false); }\n",
  },
  hangs: { "tests/classes.rs": "#[test] fn loops() { loop {} }\n" },
  loud: {
    "tests/classes.rs": `use std::io::Write;
#[test] fn loud() {
    let mut out = std::io::stdout();
    for _ in 0..30 { out.write_all("x".repeat(100000).as_bytes()).unwrap(); out.write_all(b"\\n").unwrap(); }
    out.write_all(b"\\xff\\xfe\\x80\\ntest other ... ok\\n").unwrap();
}
`,
  },
  loudId: "tests/classes.rs > loud",
};
