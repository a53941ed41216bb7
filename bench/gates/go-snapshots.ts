import { type Ground, greens, type Snapshot } from "./snapshot.ts";

const head = `package UNIT
import ("os"; "testing")
var _ = os.Args
`;
const stays = 'func TestStays(t *testing.T) { if Price(1, 1) != 1 { t.Error("stays") } }\n';
const old = head + stays;
const asks = 'if got := Price(2, 3); got != 6 { t.Errorf("got %d, want 6", got) }';

const code = (body: string) => `package UNIT\nvar State = 0\nfunc Price(n, q int) int { ${body} }\n`;

/** The test called `TestNew` with a body. */
const one = (body: string) => `func TestNew(t *testing.T) { ${body} }\n`;
const seen =
  'func TestNew(t *testing.T) { _, err := os.Stat("seen.txt"); os.WriteFile("seen.txt", nil, 0o644); seen := err == nil; ';

type Row = readonly [red: Snapshot["red"], does: string, text: string];

const rows: readonly Row[] = [
  ["assertion", "stops", one('if Price(2, 3) != 6 { t.Fatal("it ignores the quantity") }')],
  [
    "assertion",
    "stops with values",
    one('if got := Price(2, 3); got != 6 { t.Fatalf("%v is not %v", got, 6) }'),
  ],
  [
    "assertion",
    "asserts in a function",
    `func check(t *testing.T, a, b int) { t.Helper(); if a != b { t.Errorf("%d is not %d", a, b) } }\n${one("check(t, Price(2, 3), 6)")}`,
  ],
  [
    "assertion",
    "is a table",
    one(`for _, q := range []int{1, 2} { if Price(2, q) != 2*q { t.Errorf("wrong for %d", q) } }`),
  ],
  ["missing-symbol", "names what is not there", one("Nowhere(1)")],
  ["missing-symbol", "names no type", one("var n Nowhere; _ = n")],
  ["syntax", "does not parse", "func f( {\n"],
  ["syntax", "does not end", "func TestNew(t *testing.T) {\n"],
  ["wrong-error", "panics", one('panic("own")')],
  ["wrong-error", "says it asserts", one('panic("got 2, want 6")')],
  ["wrong-error", "stumbles", one("var none *int; t.Log(*none)")],
  ["wrong-error", "asks a list too much", one("list := []int{}; at := 3; t.Log(list[at])")],
  ["wrong-error", "fails without a word", one("t.Fail()")],
  ["wrong-error", "mixes types", one('var n int = "a"; _ = n')],
  ["wrong-error", "has a variable too many", one("n := 1")],
  ["passes", "asserts nothing new", one('if Price(2, 1) != 2 { t.Error("no") }')],
  ["passes", "is empty", one("")],
  ["passes", "only logs", one('if Price(2, 3) != 6 { t.Log("no") }')],
  ["not-run", "skips itself", one('t.Skip("later")')],
  ["not-run", "is not exported", "func testNew(t *testing.T) {}\nvar _ = testNew\n"],
  ["several", "comes with another", `${one(asks)}func TestNewer(t *testing.T) {}\n`],
  ["unstable", "passes the second time", `${seen} if !seen { ${asks} } }\n`],
  ["unstable", "panics the second time", `${seen} if seen { panic("own") }; ${asks} }\n`],
];

const disturbed = `${head}${one(`State = 7; ${asks}`)}func TestStays(t *testing.T) { if Price(1, 1)+State != 1 { t.Error("stays") } }\n`;
const asking = { before: old, after: old + one(asks) };
const never = "//go:build never\n\npackage UNIT\n";

export const goGround: Ground = {
  name: "go test",
  snapshots: [
    ...greens({
      ...{ old, without: head, test: one(asks) },
      good: code("return n * q"),
      half: code("return n + 0*q"),
      breaks: code("if q == 1 { return 0 }; return n * q"),
      broken: "package UNIT\nfunc Price( {\n",
      skipped: (text) => text.replace("(t *testing.T) {", '(t *testing.T) { t.Skip("later");'),
    }),
    ...rows.map(([red, does, text]): Snapshot => ({ red, does, before: old, after: old + text })),
    { red: "not-run", does: "is built never", before: old, after: old, also: `${never}${one(asks)}` },
    { red: "collateral", does: "disturbs another", before: old, after: disturbed },
    { red: "collateral", does: "loses another", before: old, after: head + one(asks) },
    {
      red: "several",
      does: "comes with a file",
      ...asking,
      also: 'package UNIT\nimport "testing"\nfunc TestMore(t *testing.T) {}\n',
    },
  ],
  base: () => ({ "go.mod": "module example.com/shop\n\ngo 1.21\n" }),
  code: code("return n"),
  paths: (unit) => ({ code: `${unit}/code.go`, test: `${unit}/code_test.go`, also: `${unit}/also_test.go` }),
  prefix: (unit) => unit,
  id: (unit) => `${unit} > TestNew`,
  modules: false,
};
