import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { formatPrice, parsePrice } from "../src/money.js";

describe("a price", () => {
  it("is read as cents", () => {
    assert.equal(parsePrice("3.50"), 350);
  });

  it("may have no cents", () => {
    assert.equal(parsePrice("3"), 300);
  });

  it("may have one digit of cents", () => {
    assert.equal(parsePrice("3.5"), 350);
  });

  it("is refused when it is not a number", () => {
    assert.throws(() => parsePrice("cheap"), RangeError);
  });

  it("is written with two digits of cents", () => {
    assert.equal(formatPrice(305), "3.05");
  });
});
