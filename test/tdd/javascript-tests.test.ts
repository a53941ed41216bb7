import { describe, expect, test } from "vitest";
import { collectJavascriptTests } from "../../src/tdd/javascript-tests.ts";

function ids(text: string, path = "test/a.test.js") {
  return collectJavascriptTests(path, text)?.map((found) => found.id);
}

function only(text: string, path = "test/a.test.js") {
  const found = collectJavascriptTests(path, text);
  if (found?.length !== 1 || found[0] === undefined)
    throw new Error(`expected one test, got ${found?.length}`);
  return found[0];
}

describe("finding tests", () => {
  test("names a test by its path, its suites and its title", () => {
    const text = `describe("cart", () => { describe('adding', () => { it(\`rejects zero\`, () => {}); }); });`;
    expect(ids(text)).toEqual(["test/a.test.js > cart > adding > rejects zero"]);
  });

  test("keeps the order of the source", () => {
    expect(
      ids(`test("b", () => {}); suite("s", () => { test("c", () => {}) }); test("a", () => {});`),
    ).toEqual(["test/a.test.js > b", "test/a.test.js > s > c", "test/a.test.js > a"]);
  });

  test("leaves subtests to the test that holds them", () => {
    expect(
      ids(`test("outer", async (t) => { await t.test("inner", () => {}); test("also", () => {}) });`),
    ).toEqual(["test/a.test.js > outer"]);
  });

  test("counts a test with a computed title once, by its source text", () => {
    const text = "for (const n of [1, 2]) test(`adds ${" + "n}`, () => {});";
    expect(ids(text)).toEqual(["test/a.test.js > `adds ${" + "n}`"]);
  });

  test("counts a table of cases once", () => {
    expect(ids(`test.each([[1], [2]])("doubles %i", (n) => {});`)).toEqual(["test/a.test.js > doubles %i"]);
    expect(ids("test.each`a\n${" + '1}`("doubles $a", () => {});')).toEqual(["test/a.test.js > doubles $a"]);
  });

  test.each([
    ["an alias", `import { test as check } from "node:test"; check("x", () => {});`],
    ["a namespace", `import * as runner from "node:test"; runner.test("x", () => {});`],
    ["a default import", `import check from "node:test"; check("x", () => {});`],
    ["a member of the default import", `import check from "node:test"; check.it("x", () => {});`],
    ["require", `const { it: check } = require("node:test"); check("x", () => {});`],
    ["required as a whole", `const check = require("node:test"); check("x", () => {});`],
  ])("follows %s", (_, text) => {
    expect(ids(text)).toEqual(["test/a.test.js > x"]);
  });

  test("takes no call of another library for a test", () => {
    expect(
      ids(
        `import { test as match } from "./regex.js"; match("x"); /a/.test("b"); test.beforeEach(() => {});`,
      ),
    ).toEqual([]);
  });

  test.each([
    ["TypeScript", "test/a.test.ts", `test("x", (): void => { const n = 1 as number; });`],
    ["TSX", "test/a.test.tsx", `test("x", () => { render(<App name={"a" as string} />); });`],
    ["JSX", "test/a.test.jsx", `test("x", () => { render(<App />); });`],
    ["CommonJS", "test/a.test.cjs", `"use strict"; test("x", () => {});`],
  ])("reads %s", (_, path, text) => {
    expect(ids(text, path)).toEqual([`${path} > x`]);
  });

  test("answers null for a text that does not parse", () => {
    expect(collectJavascriptTests("test/a.test.js", `test("x", () => {`)).toBeNull();
  });

  test("finds no test in a file of another kind", () => {
    expect(collectJavascriptTests("test/fixtures/a.json", "{")).toEqual([]);
  });
});

describe("skipped and focused tests", () => {
  test.each([
    [`test.skip("x", () => {});`],
    [`it.todo("x");`],
    [`xit("x", () => {});`],
    [`test("x", { skip: true }, () => {});`],
    [`test("x", { todo: "later" }, () => {});`],
    [`test("x", (t) => { t.skip(); });`],
    [`test.skipIf(true)("x", () => {});`],
    [`describe.skip("s", () => { test("x", () => {}); });`],
    [`describe("s", { skip: true }, () => { test("x", () => {}); });`],
    [`test.fails("x", () => {});`],
  ])("marks %s as skipped", (text) => {
    expect(only(text).skipped).toBe(true);
  });

  test.each([
    [`test("x", { skip: false }, () => {});`],
    [`test("x", { timeout: 5 }, () => {});`],
    [`test("skip", () => {});`],
  ])("does not mark %s as skipped", (text) => {
    expect(only(text).skipped).toBe(false);
  });

  test.each([
    [`test.only("x", () => {});`],
    [`fit("x", () => {});`],
    [`test("x", { only: true }, () => {});`],
  ])("marks %s as focused", (text) => {
    expect(only(text).focused).toBe(true);
  });
});

describe("the fingerprint of a body", () => {
  test("does not see layout and comments", () => {
    const compact = only(`test("x",()=>{a(1);b(2)})`).body;
    const spacious = only(`test("x", () => {\n  // one\n  a(1);\n  /* two */ b(2)\n})`).body;
    expect(spacious).toBe(compact);
  });

  test("sees a changed literal", () => {
    expect(only(`test("x", () => { eq(a, 1) })`).body).not.toBe(only(`test("x", () => { eq(a, 2) })`).body);
  });

  test("sees a line break that makes a return end early", () => {
    expect(only(`test("x", () => { return\n check(1) })`).body).not.toBe(
      only(`test("x", () => { return check(1) })`).body,
    );
  });

  test("sees white space inside a string", () => {
    expect(only(`test("x", () => { eq("a b") })`).body).not.toBe(only(`test("x", () => { eq("ab") })`).body);
  });
});

describe("counting assertions", () => {
  test.each([
    [`assert(a); assert.equal(a, 1); assert.strict.equal(a, 1);`, 3],
    [`expect(a).toBe(1); expect(b).not.toBe(2); expect(c).to.be.true;`, 3],
    [`await expect(p).rejects.toThrow("no");`, 1],
    [`expect(a);`, 0],
    [`t.assert.equal(a, 1);`, 1],
    [`if (a) { for (const b of c) assert.ok(b); }`, 1],
    [`log("assert.equal");`, 0],
  ])("%s holds %i", (body, count) => {
    expect(only(`test("x", async (t) => { ${body} });`).assertions).toBe(count);
  });

  test("counts assertions under the names they were imported as", () => {
    const text = `import { equal as same } from "node:assert/strict"; test("x", () => { same(1, 1); });`;
    expect(only(text).assertions).toBe(1);
  });
});
