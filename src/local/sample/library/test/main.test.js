import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createCatalog } from "../src/catalog.js";
import { handle } from "../src/main.js";

const catalog = createCatalog([{ id: "bread", name: "Rye bread", cents: 420 }]);
const get = (path, query = {}) => handle(catalog, { method: "GET", path, query });

describe("a request", () => {
  it("shows a product with its price", () => {
    assert.deepEqual(get("/products/bread"), { status: 200, body: { id: "bread", name: "Rye bread", price: "4.20" } });
  });

  it("is answered with 404 for a product that is not there", () => {
    assert.equal(get("/products/soap").status, 404);
  });

  it("is answered with 404 for an unknown page", () => {
    assert.equal(get("/staff").status, 404);
  });
});
