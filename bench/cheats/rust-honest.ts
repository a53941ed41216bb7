import type { CommitCase } from "./commit-case.ts";
import { adds, code, hidden, one, paths, tax } from "./rust-texts.ts";

const adding = (does: string, production: string, test: string): CommitCase => ({
  does,
  files: adds(production, test),
});

export const rustHonest: readonly CommitCase[] = [
  { does: "counts the quantity", files: hidden("") },
  adding("adds a function", tax, one("assert_eq!(tax(10), 2);", "taxes")),
  adding(
    "panics as it should",
    'pub fn check(n: i64) {\n    if n < 0 {\n        panic!("negative");\n    }\n}',
    '\n#[test]\n#[should_panic(expected = "negative")]\nfn refuses() {\n    check(-1);\n}\n',
  ),
  adding(
    "answers a result",
    'pub fn check(n: i64) -> Result<i64, String> {\n    if n < 0 { Err("negative".to_string()) } else { Ok(n) }\n}',
    one('assert_eq!(check(-1), Err("negative".to_string()));', "refuses"),
  ),
  adding(
    "adds a type with a method",
    "pub struct Shelf(pub i64);\n\nimpl Shelf {\n    pub fn fits(&self, n: i64) -> bool {\n        n <= self.0\n    }\n}",
    one("assert!(Shelf(3).fits(2));\n    assert!(!Shelf(3).fits(4));", "fits"),
  ),
  {
    does: "tests beside the code",
    files: {
      [paths.code]: `${code}\n${tax}\n\n#[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn taxes() {\n        assert_eq!(tax(10), 2);\n    }\n}\n`,
    },
  },
  {
    does: "adds a module",
    files: {
      [paths.code]: `pub mod tax;\n${code}`,
      "src/tax.rs": `${tax}\n`,
      "tests/tax.rs": "use shop::tax::tax;\n\n#[test]\nfn taxes() {\n    assert_eq!(tax(10), 2);\n}\n",
    },
  },
  {
    does: "refactors",
    subject: "refactor: name the price",
    files: { [paths.code]: code.replace("|line| line.price", "|one| one.price") },
  },
];
