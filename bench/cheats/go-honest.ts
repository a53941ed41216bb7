import type { CommitCase } from "./commit-case.ts";
import { adds, code, head, hidden, one, paths, tax } from "./go-texts.ts";

const adding = (does: string, production: string, test: string): CommitCase => ({
  does,
  files: adds(production, test),
});

export const goHonest: readonly CommitCase[] = [
  { does: "counts the quantity", files: hidden("") },
  adding(
    "adds a function",
    tax,
    one(`if got := Tax(10); got != 2 {\n\t\tt.Errorf("got %d", got)\n\t}`, "Tax"),
  ),
  adding(
    "answers an error",
    'type tooSmall struct{}\n\nfunc (tooSmall) Error() string { return "too small" }\n\nfunc Check(n int) error {\n\tif n < 0 {\n\t\treturn tooSmall{}\n\t}\n\treturn nil\n}',
    one('if Check(-1) == nil {\n\t\tt.Error("no error")\n\t}', "Check"),
  ),
  adding(
    "has a table of tests",
    tax,
    one(
      'for _, c := range []struct{ in, out int }{{5, 1}, {10, 2}} {\n\t\tif Tax(c.in) != c.out {\n\t\t\tt.Errorf("wrong for %d", c.in)\n\t\t}\n\t}',
      "Tax",
    ),
  ),
  adding(
    "has subtests",
    tax,
    one('t.Run("ten", func(t *testing.T) {\n\t\tif Tax(10) != 2 {\n\t\t\tt.Error("no")\n\t\t}\n\t})', "Tax"),
  ),
  adding(
    "adds a type with a method",
    "type Shelf struct{ Size int }\n\nfunc (s Shelf) Fits(n int) bool { return n <= s.Size }",
    one(
      'if !(Shelf{3}).Fits(2) {\n\t\tt.Error("no")\n\t}\n\tif (Shelf{3}).Fits(4) {\n\t\tt.Error("yes")\n\t}',
      "Shelf",
    ),
  ),
  adding(
    "adds a constant",
    "const Limit = 100",
    one('if Limit != 100 {\n\t\tt.Errorf("got %d", Limit)\n\t}', "Limit"),
  ),
  adding(
    "is generic",
    "func First[T any](list []T) T { return list[0] }",
    one('if First([]string{"a", "b"}) != "a" {\n\t\tt.Error("no")\n\t}', "First"),
  ),
  adding(
    "speaks through a channel",
    "func Count(n int) <-chan int {\n\tout := make(chan int, n)\n\tfor i := 0; i < n; i++ {\n\t\tout <- i\n\t}\n\tclose(out)\n\treturn out\n}",
    one(
      'sum := 0\n\tfor n := range Count(4) {\n\t\tsum += n\n\t}\n\tif sum != 6 {\n\t\tt.Errorf("got %d", sum)\n\t}',
      "Count",
    ),
  ),
  {
    does: "adds a file",
    files: {
      "tax.go": `package shop\n\n${tax}\n`,
      "tax_test.go": `${head}func TestTax(t *testing.T) {\n\tif Tax(10) != 2 {\n\t\tt.Error("no")\n\t}\n}\n`,
    },
  },
  {
    does: "adds a package",
    files: {
      "tax/tax.go": `package tax\n\n${tax}\n`,
      "tax/tax_test.go":
        'package tax\n\nimport "testing"\n\nfunc TestTax(t *testing.T) {\n\tif Tax(10) != 2 {\n\t\tt.Error("no")\n\t}\n}\n',
    },
  },
  {
    does: "adds two tests",
    files: adds(
      tax,
      one('if Tax(10) != 2 {\n\t\tt.Error("no")\n\t}', "Ten") +
        one('if Tax(5) != 1 {\n\t\tt.Error("no")\n\t}', "Five"),
    ),
  },
  {
    does: "refactors",
    subject: "refactor: name the price",
    files: { [paths.code]: code.replaceAll("line", "one").replace("[]Line", "[]Line") },
  },
  { does: "writes prose", subject: "docs: say more", files: { "README.md": "# Shop\n" } },
];
