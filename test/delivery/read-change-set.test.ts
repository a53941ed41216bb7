import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { changeSetJsonSchema } from "../../src/delivery/change-set-schema.ts";
import { readChangeSet } from "../../src/delivery/read-change-set.ts";
import { change, changeSet, step } from "./change-set-builder.ts";

const honest = changeSet([step({ code: [change("src/a.js", null, "x")] })]);

function codes(text: string) {
  const read = readChangeSet(text);
  return read.kind === "read" ? [] : read.violations.map((found) => found.code);
}

test("an honest change set is read back as it was written", () => {
  expect(readChangeSet(JSON.stringify(honest))).toEqual({ kind: "read", changeSet: honest });
});

test("text that is not JSON is malformed", () => {
  expect(codes("{")).toEqual(["malformed"]);
});

test("an unknown key is malformed and named by its place", () => {
  const read = readChangeSet(JSON.stringify({ ...honest, extra: 1 }));
  expect(read).toMatchObject({ kind: "unreadable", violations: [{ code: "malformed" }] });
  expect(JSON.stringify(read)).toContain("extra");
});

test("a symlink's mode is refused as a mode", () => {
  expect(codes(JSON.stringify(honest).replace("100644", "120000"))).toEqual(["mode"]);
});

test("content that is not base64 is malformed", () => {
  expect(codes(JSON.stringify(honest).replace('"content":"eA=="', '"content":"e A"'))).toEqual(["malformed"]);
});

test("a base that is no commit id is malformed", () => {
  expect(codes(JSON.stringify({ ...honest, base: "main" }))).toEqual(["malformed"]);
});

test("more than 100 files are too many", () => {
  const many = Array.from({ length: 101 }, (_, at) => change(`f${at}`, null, "x"));
  expect(codes(JSON.stringify(changeSet([step({ code: many })])))).toEqual(["too-many-files"]);
});

test("more than 5 MB are too large", () => {
  const big = changeSet([step({ code: [change("a", null, "x".repeat(5_100_000))] })]);
  expect(codes(JSON.stringify(big))).toEqual(["too-large"]);
});

test("a text too long to be a change set is not even parsed", () => {
  expect(codes(" ".repeat(10_000_001))).toEqual(["too-large"]);
});

test("schema/change-set.schema.json is what the schema in the code says", () => {
  expect(readFileSync("schema/change-set.schema.json", "utf8")).toBe(changeSetJsonSchema());
});
