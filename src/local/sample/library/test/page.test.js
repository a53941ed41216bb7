import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { pageByKey } from "../src/page.js";

const rows = [{ id: "a" }, { id: "b" }, { id: "c" }];

describe("a page", () => {
  it("starts at the first row without a cursor", () => {
    assert.deepEqual(pageByKey(rows, { key: "id", size: 2 }).rows, [{ id: "a" }, { id: "b" }]);
  });

  it("starts after the cursor", () => {
    assert.deepEqual(pageByKey(rows, { key: "id", cursor: "b", size: 2 }).rows, [{ id: "c" }]);
  });

  it("names the next cursor while rows are left", () => {
    assert.equal(pageByKey(rows, { key: "id", size: 2 }).next, "b");
  });

  it("has no next cursor at the end", () => {
    assert.equal(pageByKey(rows, { key: "id", size: 3 }).next, null);
  });
});
