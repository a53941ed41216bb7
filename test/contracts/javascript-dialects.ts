import type { Dialect } from "./runner-dialect.ts";

const javascript = (imports: string, lib: string, extension: string, file: string) => ({
  base: {
    "package.json": lib.startsWith("exports") ? "{}" : '{"type":"module"}',
    [`lib/add.${extension}`]: lib,
  },
  classes: {
    [file]: `${imports}
      test("adds", () => check(add(1, 2), 3));
      test("wrong", () => check(add(1, 2), 4));
      test("no such name", () => { subtract(1); });
      test("own error", () => { throw new Error("own"); });
      test.skip("left out", () => {});
      test("same", () => {});
      test("same", () => check(1, 2));
      test(${JSON.stringify('it\'s "quoted" (a+b)? 🐢')}, () => {});
      describe("with a hook", () => { beforeEach(() => { check(1, 2); }); test("is set up", () => {}); });`,
    [file.replace("classes", "module")]:
      `${imports.replace(/lib\/add/, "lib/none")}\ntest("x", () => check(add(1, 2), 3));`,
    [file.replace("classes", "syntax")]: "const = 1;",
  },
  outcomes: [
    [`${file} > adds`, "passed", null],
    [`${file} > wrong`, "failed", "assertion"],
    [`${file} > no such name`, "failed", "missing-symbol"],
    [`${file} > own error`, "failed", "unknown"],
    [`${file} > left out`, "skipped", null],
    [`${file} > same`, "passed", null],
    [`${file} > same`, "failed", "assertion"],
    [`${file} > it's "quoted" (a+b)? 🐢`, "passed", null],
    [`${file} > with a hook > is set up`, "failed", "setup"],
  ] as const,
  broken: [
    [file.replace("classes", "module"), "missing-symbol", `lib/none.${extension}`],
    [file.replace("classes", "syntax"), "syntax", null],
  ] as const,
  one: `${file} > it's "quoted" (a+b)? 🐢`,
  file: [file.replace("classes", "other"), `${file.replace("classes", "other")} > other`] as const,
  exits: { [file]: `${imports}\nprocess.exit(0);\ntest("honest", () => check(1, 2));` },
  hangs: { [file]: `${imports}\ntest("loops", () => { for (;;); });` },
  loud: {
    [file]: `${imports}
      test("loud", () => {
        for (let n = 0; n < 30; n++) { process.stdout.write("x".repeat(1e5) + "\\n"); }
        process.stdout.write(Buffer.from([0xff, 0xfe, 0x80, 10]));
        process.stderr.write(Buffer.from([0xc3, 0x28, 10]));
      });`,
  },
  loudId: `${file} > loud`,
});

export const nodeTest: Dialect = {
  name: "node:test",
  ...javascript(
    'import { test, describe, beforeEach } from "node:test";\nimport assert from "node:assert/strict";\nimport { add } from "./lib/add.js";\nconst check = (a, b) => assert.equal(a, b);',
    "export const add = (a, b) => a + b;",
    "js",
    "classes.test.js",
  ),
};

export const vitest: Dialect = {
  name: "vitest",
  ...javascript(
    'import { test, describe, beforeEach, expect } from "vitest";\nimport { add } from "./lib/add.ts";\nconst check = (a: number, b: number) => expect(a).toBe(b);',
    "export const add = (a: number, b: number) => a + b;",
    "ts",
    "classes.test.ts",
  ),
};

export const jest: Dialect = {
  name: "jest",
  ...javascript(
    'const { add } = require("./lib/add.js");\nconst check = (a, b) => expect(a).toBe(b);',
    "exports.add = (a, b) => a + b;",
    "js",
    "classes.test.js",
  ),
};
