import type { Dialect } from "./runner-dialect.ts";

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
