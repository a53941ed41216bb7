import { describe, expect, test } from "vitest";
import { cutBodies } from "../../src/tdd/reimplement/cut-bodies.ts";
import { literalCalls } from "../../src/tdd/reimplement/literal-calls.ts";

describe("a file without the bodies that a task added", () => {
  test("holds none of the old JavaScript", () => {
    const before = "export function old(a) { return a; }\n";
    const cut = cutBodies("a.js", before, `${before}export function price(a) { return a * 7; }\n`);
    expect(cut?.text).toBe(`${before}export function price(a) { throw new Error("pawl: blanked"); }\n`);
    expect(cut?.names).toContain("price");
  });

  test("holds none of the old Python", () => {
    const cut = cutBodies(
      "a.py",
      null,
      'def price(a):\n    """Seven times."""\n    b = a * 7\n    return b\n',
    );
    expect(cut?.text).toContain('raise NotImplementedError("blanked")');
    expect(cut?.text).not.toMatch(/7|Seven/);
  });

  test("puts back what a changed function did before", () => {
    const before = "export function old(a) { return a; }\n";
    const after = "export function old(a) { return next(a); }\nfunction next(a) { return a + 1; }\n";
    expect(cutBodies("a.js", before, after)?.text).toContain("return a;");
  });

  test("is none where nothing was added", () => {
    expect(cutBodies("a.js", "export const a = 1;\n", "export const a = 2;\n")).toBe(null);
  });
});

test("the literal arguments of tests are inputs; what is computed is not", () => {
  const text = 'test("a", () => { f(1, { a: [2, "x"] }); f(now()); g(3); f(-1, null); });';
  expect(literalCalls("a.test.js", text, ["f"])).toEqual(['[1, { a: [2, "x"] }]', "[-1, null]"]);
});
