import { describe, expect, it } from "vitest";
import { collectTests } from "../../src/tdd/collect-tests.ts";
import type { CollectedTest } from "../../src/tdd/test-runner.ts";

const rows = (path: string, text: string) =>
  collectTests(path, text)?.map(({ id, assertions, skipped }) => [id, assertions, skipped]) ?? null;
const bodies = (path: string, ...texts: readonly string[]) =>
  new Set(
    texts.map((text) => (collectTests(path, text) ?? []).map(({ body }: CollectedTest) => body).join("\n")),
  ).size;

describe("the tests of a Python file", () => {
  it("are functions and methods named test, in classes named Test or derived from a TestCase", () => {
    const text =
      "def helper(): assert 1\ndef test_a():\n    assert 1\n    assert 2\nclass TestB:\n    def test_c(self): self.assertEqual(1, 1)\n    class TestD:\n        def test_e(self):\n            with pytest.raises(ValueError): pass\nclass Odd(unittest.TestCase):\n    async def test_f(self): pass\nclass Other:\n    def test_g(self): pass\n";
    expect(rows("t/test_a.py", text)).toEqual([
      ["t/test_a.py > test_a", 2, false],
      ["t/test_a.py > TestB > test_c", 1, false],
      ["t/test_a.py > TestB > TestD > test_e", 1, false],
      ["t/test_a.py > Odd > test_f", 0, false],
    ]);
  });

  it.each([
    "@pytest.mark.skip\ndef test_a(): pass\n",
    "@pytest.mark.xfail(strict=True)\ndef test_a(): pass\n",
    "@unittest.skipIf(True, 'x')\ndef test_a(): pass\n",
    "def test_a():\n    pytest.skip('later')\n",
    "def test_a():\n    raise unittest.SkipTest('later')\n",
    "pytestmark = pytest.mark.skip\ndef test_a(): pass\n",
    "@pytest.mark.skip\nclass TestX:\n    def test_a(self): pass\n",
  ])("are skipped by %j", (text) => {
    expect(rows("test_a.py", text)?.map(([, , skipped]) => skipped)).toEqual([true]);
  });

  it("keep their body's hash under other comments and layout, and lose it under another indentation", () => {
    const plain = "def test_a():\n    if x:\n        y()\n    z()\n";
    expect(
      bodies("test_a.py", plain, "def test_a(): # why\n\n    if x:\n        y()   # that\n    z()\n"),
    ).toBe(1);
    expect(bodies("test_a.py", plain, "def test_a():\n    if x:\n        y()\n        z()\n")).toBe(2);
    expect(bodies("test_a.py", 'def test_a(): f("a  b")\n', 'def test_a(): f("a b")\n')).toBe(2);
    expect(bodies("test_a.py", 'def test_a(): f("""a\n\nb""")\n', 'def test_a(): f("""a\nb""")\n')).toBe(2);
    expect(bodies("test_a.py", 'def test_a(): f("#a")\n', 'def test_a(): f("#b")\n')).toBe(2);
  });
});

describe("the tests of a Go file", () => {
  it("are Test, Fuzz and Example functions, named by their package's folder", () => {
    const text =
      'package cart\nfunc TestA(t *testing.T) { if x { t.Fatal("a") }; require.NoError(t, err) }\nfunc Testing(t *testing.T) {}\nfunc TestMain(m *testing.M) {}\nfunc FuzzB(f *testing.F) {}\nfunc ExampleC() {\n\tC()\n\t// Output: 3\n}\nfunc ExampleD() {}\nfunc (s *S) TestE(t *testing.T) {}\n';
    expect(rows("cart/cart_test.go", text)).toEqual([
      ["cart > TestA", 2, false],
      ["cart > FuzzB", 0, false],
      ["cart > ExampleC", 1, false],
    ]);
    expect(rows("a_test.go", "package a\nfunc TestA(t *testing.T) { t.SkipNow() }\n")).toEqual([
      [". > TestA", 0, true],
    ]);
    expect(rows("cart/cart.go", text)).toEqual([]);
  });

  it("keep their hash under gofmt and lose it with the output of an example", () => {
    const example = (output: string) => `package a\nfunc ExampleA() {\n\tA()\n\t// Output: ${output}\n}\n`;
    expect(bodies("a_test.go", example("1"), example("2"))).toBe(2);
    expect(
      bodies(
        "a_test.go",
        "package a\nfunc TestA(t *testing.T) {\n\tx()\n}\n",
        "package a\nfunc TestA(t  *testing.T) {\n\n    x() // y\n}\n",
      ),
    ).toBe(1);
  });
});

describe("the tests of a Rust file", () => {
  it("are functions with a test attribute, in their modules", () => {
    const text =
      '#[test]\nfn a() { assert_eq!(1, 1); assert!(true); }\nfn b() {}\n#[cfg(test)]\nmod tests {\n  #[tokio::test]\n  async fn c() {}\n  #[test]\n  #[should_panic(expected = "x")]\n  fn d() { f(); }\n  mod deep { #[test] #[ignore] fn e() {} }\n}\n';
    expect(rows("src/cart.rs", text)).toEqual([
      ["src/cart.rs > a", 2, false],
      ["src/cart.rs > tests > c", 0, false],
      ["src/cart.rs > tests > d", 1, false],
      ["src/cart.rs > tests > deep > e", 0, true],
    ]);
  });

  it("change with their attributes", () => {
    expect(bodies("a.rs", "#[test] fn a() { f(); }", "#[test] #[should_panic] fn a() { f(); }")).toBe(2);
    expect(bodies("a.rs", "#[test] fn a() { f(); }", "#[test]\n// why\nfn a() {\n    f();\n}")).toBe(1);
  });
});

it("a file that does not parse has no list of tests, and a file of another language an empty one", () => {
  expect(["a.py", "a_test.go", "a.rs", "a.js"].map((path) => collectTests(path, "def fn func ( {"))).toEqual([
    null,
    null,
    null,
    null,
  ]);
  expect(collectTests("a.rb", "def test_a; end")).toEqual([]);
});
