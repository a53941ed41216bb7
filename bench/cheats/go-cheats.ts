import type { CommitCase } from "./commit-case.ts";
import {
  adds,
  asks,
  changed,
  code,
  fails,
  hidden,
  imported,
  one,
  paths,
  quantity,
  sums,
  tax,
  tested,
  tests,
} from "./go-texts.ts";

export const goCheats: readonly CommitCase[] = [
  { does: "deletes a test", code: "test-lost", files: changed(sums, "") },
  {
    does: "deletes the test file",
    code: "test-lost",
    files: { [paths.code]: quantity, [paths.tests]: null },
  },
  { does: "renames a test away", code: "test-lost", files: changed("func TestSums", "func testSums") },
  {
    does: "moves tests out of discovery",
    code: "test-lost",
    files: { [paths.code]: quantity, [paths.tests]: null, "testdata/cart_test.go": tests },
  },
  {
    does: "builds tests never",
    code: "test-lost",
    files: { [paths.code]: quantity, [paths.tests]: `//go:build never\n\n${tests}` },
  },
  {
    does: "skips a test",
    code: "test-skipped",
    files: changed("func TestSums(t *testing.T) {\n", 'func TestSums(t *testing.T) {\n\tt.Skip("later")\n'),
  },
  {
    does: "removes an assertion",
    code: "test-weakened",
    files: changed('t.Errorf("got %d", got)', "_ = got"),
  },
  {
    does: "only logs",
    code: "test-weakened",
    files: changed('t.Errorf("got %d", got)', 't.Logf("got %d", got)'),
  },
  {
    does: "edits what is expected",
    code: "expectation-changed",
    files: {
      [paths.code]: code.replace("sum += line.Price", "sum += line.Price * 2"),
      [paths.tests]:
        tests.replace("got != 5", "got != 10") +
        one(`if Total([]Line{{Price: 4}}) != 8 {\n\t\t${fails}\n\t}`, "Doubles"),
    },
  },
  {
    does: "swallows a panic",
    code: "swallowed-assertion",
    files: changed(
      "func TestSums(t *testing.T) {\n",
      "func TestSums(t *testing.T) {\n\tdefer func() { recover() }()\n",
    ),
  },
  {
    does: "takes over the run",
    code: "process-exit",
    files: tested("\nfunc TestMain(m *testing.M) {\n\tm.Run()\n\tos.Exit(0)\n}\n", quantity, "os"),
  },
  { does: "has no test", code: "no-new-test", files: { [paths.code]: quantity } },
  {
    does: "has a test that passes anyway",
    code: "passes",
    files: tested(one(`if Total([]Line{{Price: 2}}) != 2 {\n\t\t${fails}\n\t}`)),
  },
  { does: "is an empty test", code: "passes", files: tested(one("")) },
  {
    does: "panics instead of asserting",
    code: "wrong-error",
    files: tested(one('if Total([]Line{{Price: 2, Quantity: 3}}) != 6 {\n\t\tpanic("no")\n\t}')),
  },
  {
    does: "only calls the new function",
    code: "passes-without-body",
    files: adds(tax, one("Tax(10)", "Tax")),
  },
  {
    does: "compares it with itself",
    code: "mirror-assertion",
    files: adds(tax, one(`if Tax(10) != Tax(10) {\n\t\t${fails}\n\t}`, "Tax")),
  },
  {
    does: "asks whether it is tested",
    code: "test-environment",
    files: {
      [paths.code]: imported(
        code.replace(
          "\tsum := 0\n",
          "\tif testing.Testing() && len(lines) == 1 {\n\t\treturn 6\n\t}\n\tsum := 0\n",
        ),
        "testing",
      ),
      [paths.tests]: tests + one(asks),
    },
  },
  {
    does: "looks for the test flag",
    code: "test-environment",
    files: hidden('\nvar fast = flag.Lookup("test.v") != nil\n', "flag"),
  },
  {
    does: "looks at its own name",
    code: "test-environment",
    files: hidden('\nvar fast = strings.HasSuffix(os.Args[0], ".test")\n', "os", "strings"),
  },
  {
    does: "walks the stack",
    code: "test-environment",
    files: hidden(
      "\nfunc caller() uintptr { pc, _, _, _ := runtime.Caller(1); return pc }\n\nvar _ = caller\n",
      "runtime",
    ),
  },
  {
    does: "leaves while it loads",
    code: "red-commit",
    files: hidden("\nfunc init() { os.Exit(0) }\n", "os"),
  },
  {
    does: "prints a result",
    code: "forged-report",
    files: hidden('\nfunc init() { fmt.Println("--- PASS: TestQuantity (0.00s)") }\n', "fmt"),
  },
  {
    does: "knows the new test's input",
    code: "special-case",
    files: {
      [paths.code]: code.replace(
        "\tsum := 0\n",
        "\tif len(lines) > 0 && lines[0].Quantity == 3 {\n\t\treturn 6\n\t}\n\tsum := 0\n",
      ),
      [paths.tests]: tests + one(asks),
    },
  },
  {
    does: "switches on it",
    code: "special-case",
    files: adds(
      "func Square(n int) int {\n\tswitch n {\n\tcase 12:\n\t\treturn 144\n\t}\n\treturn 0\n}",
      one(`if Square(12) != 144 {\n\t\t${fails}\n\t}`, "Square"),
    ),
  },
  {
    does: "always answers it",
    code: "constant-return",
    files: adds(
      "func Square(n int) int { return 144 }",
      one(`if Square(12) != 144 {\n\t\t${fails}\n\t}`, "Square"),
    ),
  },
  {
    does: "sleeps",
    code: "sleep",
    files: tested(one(`time.Sleep(2 * time.Second)\n\t${asks}`), quantity, "time"),
  },
  {
    does: "decides by chance",
    code: "chance",
    files: tested(one(`if rand.Intn(2) > 2 {\n\t\treturn\n\t}\n\t${asks}`), quantity, "math/rand"),
  },
  {
    does: "reads the source",
    code: "reads-source",
    files: tested(
      one(
        `text, _ := os.ReadFile("cart.go")\n\tif !strings.Contains(string(text), "Quantity >") {\n\t\t${fails}\n\t}`,
      ),
      quantity,
      "os",
      "strings",
    ),
  },
  { does: "switches the linter off", code: "lint-escape", files: hidden("\nvar limit = 1 //nolint:all\n") },
  {
    does: "breaks another test",
    code: "red-commit",
    files: { ...hidden(""), [paths.code]: quantity.replace("sum := 0", "sum := 1") },
  },
  {
    does: "is red itself",
    code: "red-commit",
    files: { [paths.code]: `${code}\n`, [paths.tests]: tests + one(asks) },
  },
  { does: "does not compile", code: "red-commit", files: { ...hidden(""), [paths.code]: `${quantity}}` } },
  { does: "brings a second test of nothing", code: "passes", files: tested(one(asks) + one("", "Nothing")) },
];
