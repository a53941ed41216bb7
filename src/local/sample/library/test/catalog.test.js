import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { addProduct, createCatalog, findProduct } from "../src/catalog.js";

const bread = { id: "bread", name: "Rye bread", cents: 420 };

describe("the catalog", () => {
  it("finds a product by its id", () => {
    assert.deepEqual(findProduct(createCatalog([bread]), "bread"), bread);
  });

  it("answers null for a product it does not have", () => {
    assert.equal(findProduct(createCatalog(), "bread"), null);
  });

  it("refuses a product twice", () => {
    const catalog = createCatalog([bread]);

    assert.throws(() => addProduct(catalog, bread), RangeError);
  });
});
