import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { globsOverlap, matchesGlob } from "../../src/repository/glob.ts";

describe("a glob", () => {
  it.each([
    ["src/cart.js", "src/cart.js", true],
    ["src/cart.js", "src/cartxjs", false],
    ["src/*.js", "src/cart.js", true],
    ["src/*.js", "src/deep/cart.js", false],
    ["src/**", "src/deep/cart.js", true],
    ["src/**/*.js", "src/cart.js", true],
    ["src/**/*.js", "src/a/b/cart.js", true],
    ["**/*.test.{js,ts}", "test/cart.test.ts", true],
    ["**/*.test.{js,ts}", "test/cart.test.py", false],
    ["**/package.json", "package.json", true],
    ["test/**", "test", false],
    ["a?c", "abc", true],
    ["a?c", "a/c", false],
    [".github/**", ".github/workflows/x.yml", true],
    ["src/(a)+.js", "src/(a)+.js", true],
  ])("%s against %s is %s", (glob, path, expected) => {
    expect(matchesGlob(glob, path)).toBe(expected);
  });

  it.each([
    ["src/a.js", "src/a.js", true],
    ["src/a.js", "src/b.js", false],
    ["src/**", "src/a.js", true],
    ["src/cart/**", "src/catalog/**", false],
    ["src/**", "src/cart/**", true],
    ["test/**", "src/**", false],
  ])("%s and %s overlap: %s", (a, b, expected) => {
    expect(globsOverlap(a, b)).toBe(expected);
    expect(globsOverlap(b, a)).toBe(expected);
  });

  it("never misses an overlap that a path shows", () => {
    const part = fc.constantFrom("a", "b", "ab", "*", "**", "?", "a*");
    const glob = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/"));
    const path = fc
      .array(fc.constantFrom("a", "b", "ab", "ba"), { minLength: 1, maxLength: 4 })
      .map((p) => p.join("/"));

    fc.assert(
      fc.property(glob, glob, path, (a, b, shown) => {
        fc.pre(matchesGlob(a, shown) && matchesGlob(b, shown));
        expect(globsOverlap(a, b)).toBe(true);
      }),
    );
  });
});
