import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { cargoFailureClass, cargoTestId, lastPanic } from "../../src/workspace/cargo-names.ts";
import { readCargoList, readCargoOutput } from "../../src/workspace/cargo-test-output.ts";
import { goBuildFailure, goFailureClass } from "../../src/workspace/go-failure.ts";
import { binaryName, buildGroups, readGoErrors } from "../../src/workspace/go-packages.ts";
import { readGoOutput } from "../../src/workspace/go-test-output.ts";

/** A stream of a Go test binary: `^` stands for the mark. */
const go = (text: string) => readGoOutput(text.replaceAll("^", "\x16"));

describe("the stream of a Go test binary", () => {
  it("gives each test its status and what it and its subtests logged", () => {
    const { results, whole } = go(
      "^=== RUN   TestA\n^=== RUN   TestA/x\n    a_test.go:5: want\n        4\n^--- FAIL: TestA/x (0.01s)\n^--- FAIL: TestA (0.02s)\n^=== RUN   TestB\nno line end^--- PASS: TestB (0.00s)\n^FAIL\n",
    );
    expect(results.map(({ name, status }) => [name, status])).toEqual([
      ["TestA", "failed"],
      ["TestB", "passed"],
    ]);
    expect([results[0]?.lines.join("\n"), whole]).toEqual([
      expect.stringContaining("a_test.go:5: want"),
      true,
    ]);
  });

  it.each([
    ["has no end", "^=== RUN   TestA\n^--- PASS: TestA (0.00s)\n"],
    ["ends a test twice", "^=== RUN   TestA\n^--- PASS: TestA (0.00s)\n^--- PASS: TestA (0.00s)\n^PASS\n"],
    ["ends a test that never began", "^--- PASS: TestA (0.00s)\n^PASS\n"],
    ["begins a test twice", "^=== RUN   TestA\n^=== RUN   TestA\n^--- PASS: TestA (0.00s)\n^PASS\n"],
    ["goes on after its end", "^PASS\n^=== RUN   TestA\n^--- PASS: TestA (0.00s)\n^PASS\n"],
  ])("is not whole when it %s", (_, text) => {
    expect(go(text).whole).toBe(false);
  });

  it("takes lines without the mark as what tests printed", () => {
    const { results, whole } = go(
      "^=== RUN   TestA\n--- PASS: TestA (0.00s)\nPASS\n^--- FAIL: TestA (0.00s)\n^FAIL\n",
    );
    expect([results.map(({ status }) => status), whole]).toEqual([["failed"], true]);
  });
});

describe("a failure of Go", () => {
  it.each([
    ["    a_test.go:5: want 4", "assertion"],
    ["    helper.go:5: want 4", "unknown"],
    ["    testing.go:1200: TempDir RemoveAll cleanup: busy", "unknown"],
    ["a_test.go:5: printed without the runner's indentation", "unknown"],
    ["", "unknown"],
    ["    a_test.go:5: log\npanic: boom", "unknown"],
    ["panic: test timed out after 1s", "timeout"],
  ])("with %j is %s", (text, kind) => {
    expect(goFailureClass(text.split("\n"))).toBe(kind);
  });

  it.each([
    ["a/a_test.go:3:28: undefined: Total", "missing-symbol", "Total"],
    ["a/a_test.go:3:28: undefined: cart.Total", "missing-symbol", "Total"],
    [
      "a/a_test.go:3:9: c.Total undefined (type Cart has no field or method Total)",
      "missing-symbol",
      "Total",
    ],
    ["a/a_test.go:3:9: unknown field tax in struct literal of type Cart", "missing-symbol", "tax"],
    ["a/a_test.go:3:9: too many arguments in call to cart.Add", "missing-symbol", "Add"],
    [
      "a/a_test.go:3:8: no required module provides package example.com/shop/tax; to add it:",
      "missing-symbol",
      "tax",
    ],
    ["a/a_test.go:3:8: no required module provides package github.com/x/y; to add it:", "setup", null],
    ["a/a.go:3:28: undefined: Total", "unknown", null],
    ["a/a_test.go:3:28: undefined: Total\na/a_test.go:4:1: cannot use 1 as string value", "unknown", null],
    ["a/a_test.go:3:1: syntax error: unexpected }", "syntax", null],
  ])("that keeps a package from building: %j is %s", (text, failure, symbol) => {
    expect(goBuildFailure("a", text, "example.com/shop")).toMatchObject({ path: "a", failure, symbol });
  });

  it("stands below its package's name", () => {
    const text =
      "# example.com/a [example.com/a.test]\na_test.go:1:1: x\n# example.com/b_test [example.com/b.test]\nb_test.go:1:1: y\nFAIL\texample.com/a [build failed]\n";
    expect([...readGoErrors(text)]).toEqual([
      ["example.com/a", "a_test.go:1:1: x\n"],
      ["example.com/b", "b_test.go:1:1: y\n"],
    ]);
  });

  it("packages whose binaries have one name are built apart", () => {
    const one = (importPath: string) => ({ path: importPath, importPath, testFiles: [] });
    expect(binaryName(one("example.com/shop/v2"))).toBe("shop.test");
    const groups = buildGroups(["m/a/x", "m/b/x", "m/c/y"].map(one));
    expect(groups.map((group) => group.map(({ path }) => path))).toEqual([["m/a/x", "m/c/y"], ["m/b/x"]]);
  });
});

describe("the text of a Rust test binary", () => {
  const names = ["a", "m::b", "c"];
  const text = (lines: string, passed: number, failed: number) =>
    `\nrunning 3 tests\n${lines}\nfailures:\n\n---- m::b stdout ----\n\nthread 'm::b' panicked at tests/x.rs:2:3:\ntest c ... ok\n\nfailures:\n    m::b\n\ntest result: FAILED. ${passed} passed; ${failed} failed; 1 ignored; 0 measured; 0 filtered out\n`;

  it("gives each test its status, and failed ones what they wrote", () => {
    const { results, whole } = readCargoOutput(
      text("test a ... ok\ntest m::b ... FAILED\ntest c ... ignored\n", 1, 1),
      names,
    );
    expect(results.map(({ name, status }) => [name, status])).toEqual([
      ["a", "passed"],
      ["m::b", "failed"],
      ["c", "skipped"],
    ]);
    expect([results[1]?.output.includes("tests/x.rs:2:3"), whole]).toEqual([true, true]);
  });

  it("is not whole when a test is reported twice, counts differ, or its end is missing", () => {
    const lines = "test a ... ok\ntest m::b ... FAILED\ntest c ... ignored\n";
    const texts = [
      text(`test a ... ok\n${lines}`, 2, 1),
      text(lines, 2, 1),
      lines,
      `${text(lines, 1, 1)}${text("", 0, 0)}`,
    ];
    expect(texts.map((one) => readCargoOutput(one, names).whole)).toEqual([false, false, false, false]);
  });

  it("lists tests, not benchmarks", () => {
    expect(readCargoList("a: test\nm::b: test\nfast: bench\n\n2 tests, 1 benchmark\n")).toEqual([
      "a",
      "m::b",
    ]);
  });

  it("names a test by the file of its module", () => {
    const files = new Set(["src/lib.rs", "src/cart.rs", "src/tax/mod.rs", "src/tax/rate.rs"]);
    const id = (name: string, root = "src/lib.rs") => cargoTestId(root, name, (path) => files.has(path));
    expect([id("a"), id("cart::tests::b"), id("tax::rate::tests::c"), id("deep", "tests/x.rs")]).toEqual([
      "src/lib.rs > a",
      "src/cart.rs > tests > b",
      "src/tax/rate.rs > tests > c",
      "tests/x.rs > deep",
    ]);
  });
});

describe("a panic of Rust", () => {
  const directory = mkdtempSync(join(tmpdir(), "pawl-panic-"));
  mkdirSync(join(directory, "tests"));
  mkdirSync(join(directory, "src"));
  writeFileSync(
    join(directory, "tests/x.rs"),
    '    assert!(ok, "no");\n    panic!("assertion failed");\n    é; assert_eq!(1, 2);\n',
  );
  writeFileSync(
    join(directory, "src/cart.rs"),
    "assert!(n > 0);\n#[cfg(test)]\nmod tests {\nassert!(n > 0);\n",
  );
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  const panic = (place: string) =>
    `thread 'a' (12) panicked at ${place}:\nassertion failed: made up\nnote: run with RUST_BACKTRACE=1\n`;

  it.each([
    ["tests/x.rs:1:5", "assertion"],
    ["tests/x.rs:2:5", "unknown"],
    ["tests/x.rs:3:8", "assertion"],
    ["src/cart.rs:1:1", "unknown"],
    ["src/cart.rs:4:1", "assertion"],
    ["/rustc/abc/library/core/src/option.rs:1:1", "unknown"],
  ])("at %s is %s, whatever it says", (place, kind) => {
    expect(cargoFailureClass(panic(place), directory)).toBe(kind);
  });

  it("is read in the words of older compilers too", () => {
    expect(lastPanic("thread 'a' panicked at 'no', tests/x.rs:1:5\n")).toMatchObject({
      message: "no",
      line: 1,
      column: 5,
    });
  });
});
