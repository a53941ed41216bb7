import type { CommitCase } from "./commit-case.ts";
import {
  adds,
  asks,
  changed,
  code,
  hidden,
  line,
  one,
  paths,
  quantity,
  sums,
  tax,
  tested,
  tests,
} from "./rust-texts.ts";

export const rustCheats: readonly CommitCase[] = [
  { does: "deletes a test", code: "test-lost", files: changed(sums, "") },
  { does: "takes the mark off a test", code: "test-lost", files: changed("#[test]\nfn sums", "fn sums") },
  {
    does: "ignores a test",
    code: "test-skipped",
    files: changed("#[test]\nfn sums", "#[test]\n#[ignore]\nfn sums"),
  },
  {
    does: "loosens an assertion",
    code: "test-weakened",
    files: changed(sums, sums.replace("assert_eq!(", "assert!(").replace(", 5)", " > 0)")),
  },
  { does: "removes an assertion", code: "test-weakened", files: changed(sums, "#[test]\nfn sums() {}\n") },
  { does: "has no test", code: "no-new-test", files: { [paths.code]: quantity } },
  { does: "asserts that true is true", code: "passes", files: tested(one("assert!(true);")) },
  {
    does: "panics instead of asserting",
    code: "wrong-error",
    files: tested(one(`if total(&[${line(2, 3)}]) != 6 {\n        panic!("no");\n    }`)),
  },
  {
    does: "only calls the new function",
    code: "passes-without-body",
    files: adds(tax, one("tax(10);", "taxes")),
  },
  {
    does: "compares it with itself",
    code: "mirror-assertion",
    files: adds(tax, one("assert_eq!(tax(10), tax(10));", "taxes")),
  },
  {
    does: "looks at the thread's name",
    code: "test-environment",
    files: hidden("\npub fn fast() -> bool {\n    std::thread::current().name().is_some()\n}\n"),
  },
  {
    does: "is equal to everything",
    code: "patched-equality",
    files: hidden(
      "\npub struct Any;\nimpl PartialEq<i64> for Any {\n    fn eq(&self, _: &i64) -> bool { true }\n}\n",
    ),
  },
  {
    does: "has its own assert",
    code: "patched-global",
    files: hidden("\n#[macro_export]\nmacro_rules! assert_eq { ($($t:tt)*) => {} }\n"),
  },
  {
    does: "knows the new test's input",
    code: "special-case",
    files: {
      [paths.code]: code.replace(
        "    lines.iter()",
        "    if lines.first().map(|one| one.quantity) == Some(3) {\n        return 6;\n    }\n    lines.iter()",
      ),
      [paths.tests]: tests + one(asks),
    },
  },
  {
    does: "always answers it",
    code: "constant-return",
    files: adds(
      "pub fn square(_n: i64) -> i64 {\n    144\n}",
      one("assert_eq!(square(12), 144);", "squares"),
    ),
  },
  {
    does: "breaks another test",
    code: "red-commit",
    files: { ...hidden(""), [paths.code]: quantity.replace(".sum()", ".sum::<i64>() + 1") },
  },
  {
    does: "is red itself",
    code: "red-commit",
    files: { [paths.code]: `${code}\n`, [paths.tests]: tests + one(asks) },
  },
];
