import { describe, expect, it } from "vitest";
import { publicNames } from "../../src/tdd/public-names.ts";
import { checkStub } from "../../src/tdd/stub-check.ts";

const python = "def add(a, b):\n    return a + b\n";
const go = "package cart\n\nfunc Add(a, b int) int { return a + b }\n";
const rust = "pub fn add(a: i32, b: i32) -> i32 { a + b }\n";

describe("a stub", () => {
  it.each([
    ["a.py", python, "def total(items): pass\n"],
    ["a.py", python, 'def total(items, tax=0.2):\n    """Sum."""\n    raise NotImplementedError("total")\n'],
    [
      "a.py",
      python,
      "import os\n@dataclass\nclass Cart(Base):\n    items: list = None\n    @property\n    def total(self): return 0\n",
    ],
    ["a.py", python, "async def total(): return None\nLIMIT = 0\n__all__ = ['total']\n"],
    [
      "a.go",
      go,
      "func Total(items []int) (int, error) { return 0, nil }\ntype Cart struct { Items []int }\n",
    ],
    ["a.go", go, 'func (c *Cart) Total() int { panic("not implemented") }\n'],
    [
      "a.go",
      go,
      'func Zero[T any]() T {\n\tvar zero T\n\treturn zero\n}\nvar ErrEmpty = errors.New("empty")\n',
    ],
    ["a.rs", rust, "pub fn total(items: &[i32]) -> i32 { 0 }\n"],
    [
      "a.rs",
      rust,
      "#[derive(Debug, Clone)]\npub struct Cart { items: Vec<i32> }\nimpl Cart { pub fn new() -> Self { todo!() } }\n",
    ],
    [
      "a.rs",
      rust,
      'pub mod tax;\nuse std::fmt;\npub fn total() -> Option<i32> { None }\npub fn f() { unimplemented!("f") }\n',
    ],
  ])("in %s may be %#", (path, before, added) => {
    expect(checkStub(path, before, before + added)).toEqual([]);
  });

  it.each([
    ["a.py", python, "def total(items): return sum(items)\n"],
    ["a.py", python, "def total(items, n=compute()): pass\n"],
    ["a.py", python, "@cached(compute)\ndef total(items): pass\n"],
    ["a.py", python, "class Cart(make()):\n    pass\n"],
    ["a.py", python, "def total():\n    log()\n    return 0\n"],
    ["a.py", python, "add = total\n"],
    ["a.py", python, "register()\n"],
    ["a.go", go, "func Total(items []int) int { return len(items) }\n"],
    ["a.go", go, "var limit = compute()\n"],
    ["a.go", go, "func init() { register() }\n"],
    ["a.go", go, "func Total() int { panic(compute()) }\n"],
    ["a.rs", rust, "pub fn total(items: &[i32]) -> i32 { items.len() as i32 }\n"],
    ["a.rs", rust, 'pub fn total() -> i32 { panic!("{}", compute()) }\n'],
    ["a.rs", rust, "impl Cart { fn total(&self) -> i32 { self.items.iter().sum() } }\n"],
    ["a.rs", rust, "macro_rules! total { () => { 3 } }\n"],
  ])("in %s may not be %#", (path, before, added) => {
    expect(checkStub(path, before, before + added)).toHaveLength(1);
  });

  it("leaves what was there as it was", () => {
    expect(checkStub("a.py", python, "def add(a, b):\n    return b + a\n")).toEqual(["add was changed"]);
    expect(checkStub("a.go", go, "package cart\n")).toEqual(["Add was removed or changed"]);
    expect(checkStub("a.rs", rust, "pub fn add(a: i32, b: i32) -> i32 { 0 }\n")).toEqual(["add was changed"]);
  });

  it("may give a function a further parameter", () => {
    expect(checkStub("a.py", python, "def add(a, b, tax=None):\n    return a + b\n")).toEqual([]);
    expect(checkStub("a.go", go, go.replace("b int", "b, c int"))).toEqual([]);
    expect(checkStub("a.rs", rust, rust.replace("b: i32", "b: i32, c: i32"))).toEqual([]);
  });

  it("cannot be told in a file that does not parse", () => {
    expect(["a.py", "a.go", "a.rs", "a.js"].map((path) => checkStub(path, null, "def fn func ( {"))).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});

describe("public names", () => {
  const names = (path: string, text: string) =>
    publicNames(path, text)?.map(({ name, signature }) => [name, signature]);

  it("of Python are those without a leading underscore, with the methods of classes", () => {
    expect(
      names(
        "a.py",
        "def add(a, b=1) -> int:\n    return a\ndef _hidden(): pass\nLIMIT = 3\nclass Cart(Base):\n    def total(self): pass\n    def _sum(self): pass\n",
      ),
    ).toEqual([
      ["add", "def add(a, b=1) -> int"],
      ["LIMIT", "LIMIT = 3"],
      ["Cart", "class Cart(Base)"],
      ["Cart.total", "def total(self)"],
    ]);
  });

  it("of Go begin with a capital letter", () => {
    expect(
      names(
        "a.go",
        "package a\nfunc Add(a, b int) int { return 0 }\nfunc add() {}\ntype Cart struct{ n int }\nfunc (c *Cart) Total() int { return 0 }\nvar Limit = 3\n",
      ),
    ).toEqual([
      ["Add", "func Add(a, b int) int"],
      ["Cart", "Cart struct{ n int }"],
      ["Cart.Total", "func (c *Cart) Total() int"],
      ["Limit", "Limit"],
    ]);
  });

  it("of Rust are pub items, with the methods of types", () => {
    expect(
      names(
        "a.rs",
        "pub fn add(a: i32) -> i32 { a }\nfn hidden() {}\npub struct Cart { n: i32 }\nimpl Cart { pub fn total(&self) -> i32 { 0 } fn sum(&self) {} }\n",
      ),
    ).toEqual([
      ["add", "pub fn add(a: i32) -> i32"],
      ["Cart", "pub struct Cart"],
      ["Cart::total", "pub fn total(&self) -> i32"],
    ]);
  });
});
