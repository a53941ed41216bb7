import { type Ground, greens, type Snapshot } from "./snapshot.ts";

const head = "#![allow(unused)]\nuse shop::UNIT::price;\n";
const stays = "#[test] fn stays() { assert_eq!(price(1, 1), 1); }\n";
const old = head + stays;
const asks = "assert_eq!(price(2, 3), 6);";

const code = (body: string) => `pub fn price(n: i64, q: i64) -> i64 { ${body} }\n`;

/** The test called `fresh` with a body. */
const one = (body: string) => `#[test] fn fresh() { ${body} }\n`;
const seen =
  'let seen = std::path::Path::new("UNIT.seen").exists(); std::fs::write("UNIT.seen", "").unwrap();';

type Row = readonly [red: Snapshot["red"], does: string, text: string];

const rows: readonly Row[] = [
  ["assertion", "asserts a condition", one('assert!(price(2, 3) == 6, "it ignores {}", "the quantity");')],
  ["assertion", "asserts what it is not", one("assert_ne!(price(2, 3), 2);")],
  ["assertion", "expects a panic", "#[test] #[should_panic] fn fresh() { price(-1, 1); }\n"],
  ["missing-symbol", "names what is not there", one("nowhere(1);")],
  ["missing-symbol", "takes what is not given", `use shop::UNIT::none;\n${one("none();")}`],
  ["missing-symbol", "takes from no module", `use shop::none::none;\n${one("none();")}`],
  ["syntax", "does not parse", "fn f( {\n"],
  ["syntax", "does not end", "#[test] fn fresh() {\n"],
  ["wrong-error", "panics", one('panic!("own");')],
  ["wrong-error", "says it asserts", one('panic!("assertion `left == right` failed");')],
  ["wrong-error", "unwraps nothing", one("let none: Option<i64> = None; none.unwrap();")],
  [
    "wrong-error",
    "asks a list too much",
    one("let list: Vec<i64> = vec![]; let at = list.len(); list[at + 1];"),
  ],
  ["wrong-error", "mixes types", one('let n: i64 = "a";')],
  ["wrong-error", "answers an error", '#[test] fn fresh() -> Result<(), String> { Err("no".into()) }\n'],
  ["passes", "asserts nothing new", one("assert_eq!(price(2, 1), 2);")],
  ["passes", "is empty", one("")],
  ["not-run", "is ignored", "#[test] #[ignore] fn fresh() { assert!(false); }\n"],
  ["not-run", "is built never", "#[cfg(any())] #[test] fn fresh() { assert!(false); }\n"],
  ["several", "comes with another", `${one(asks)}#[test] fn fresher() {}\n`],
  ["unstable", "passes the second time", one(`${seen} if !seen { ${asks} }`)],
  ["unstable", "panics the second time", one(`${seen} if seen { panic!("own"); } ${asks}`)],
];

const asking = { before: old, after: old + one(asks) };

export const rustGround: Ground = {
  name: "cargo test",
  snapshots: [
    ...greens({
      ...{ old, without: head, test: one(asks) },
      good: code("n * q"),
      half: code("n + 0 * q"),
      breaks: code("if q == 1 { 0 } else { n * q }"),
      // One crate holds all units: what does not compile is the test here, not the code.
      broken: code("n * q"),
      skipped: (text) => text.replace("#[test] fn stays", "#[test] #[ignore] fn stays"),
    }).filter(({ green }) => green !== "does-not-load"),
    ...rows.map(([red, does, text]): Snapshot => ({ red, does, before: old, after: old + text })),
    { red: "collateral", does: "loses another", before: old, after: head + one(asks) },
    { red: "collateral", does: "comes with a broken file", ...asking, also: "fn f( {\n" },
    { red: "several", does: "comes with a file", ...asking, also: "#[test] fn more() {}\n" },
  ],
  base: (units) => ({
    "Cargo.toml": '[package]\nname = "shop"\nversion = "0.1.0"\nedition = "2021"\n',
    "src/lib.rs": units.map((unit) => `pub mod ${unit};\n`).join(""),
  }),
  code: code("n"),
  paths: (unit) => ({ code: `src/${unit}.rs`, test: `tests/${unit}.rs`, also: `tests/${unit}_also.rs` }),
  prefix: (unit) => `tests/${unit}`,
  id: (unit) => `tests/${unit}.rs > fresh`,
  modules: false,
};
