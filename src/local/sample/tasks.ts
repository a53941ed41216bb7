/** The six tasks of the sample plan. */

export const helper = { path: "src/page.js", why: "pageByKey cuts a sorted list into pages" };

const listProducts = {
  id: "t1",
  title: "List products by page",
  module: "catalog",
  sprint: "S1",
  kind: "tdd",
  goal: "The catalog can list its products in the order of their id, one page at a time.",
  requirements: ["R1", "R2"],
  criteria: [
    {
      id: "AC1",
      layer: "domain",
      text: "WHEN products are listed THE catalog SHALL answer them in the order of their id",
    },
    {
      id: "AC2",
      layer: "domain",
      text: "WHEN a cursor is given THE list SHALL start after it with at most 2 products",
    },
  ],
  layers: ["domain"],
  files: ["src/catalog.js", "test/catalog.test.js"],
  reuse: [helper],
  blockedBy: [],
  priority: 1,
  size: 2,
};

const listRequest = {
  id: "t2",
  title: "Answer GET /products with a page",
  module: "shop",
  sprint: "S1",
  kind: "tdd",
  goal: "A buyer can ask for the products and follow the cursor to the next page.",
  requirements: ["R3"],
  criteria: [
    {
      id: "AC1",
      layer: "entry",
      text: "WHEN GET /products is asked THE shop SHALL answer 200 with the first page and its next cursor",
    },
    { id: "AC2", layer: "entry", text: "WHEN a cursor stands in the query THE page SHALL start after it" },
  ],
  layers: ["entry"],
  files: ["src/main.js", "test/main.test.js"],
  reuse: [],
  blockedBy: ["t1"],
  priority: 1,
  size: 2,
};

const search = {
  id: "t3",
  title: "Search products by words",
  module: "catalog",
  sprint: "S1",
  kind: "tdd",
  goal: "The catalog finds products by the words of their name.",
  requirements: ["R4"],
  criteria: [
    {
      id: "AC1",
      layer: "domain",
      text: "WHEN a search has words THE catalog SHALL find the products whose name holds each of them in any case",
    },
    { id: "AC2", layer: "domain", text: "IF the search is empty THEN THE catalog SHALL find nothing" },
  ],
  layers: ["domain"],
  files: ["src/catalog.js", "test/catalog.test.js"],
  reuse: [],
  blockedBy: ["t1"],
  priority: 2,
  size: 2,
};

const searchRequest = {
  id: "t4",
  title: "Answer a search with a page",
  module: "shop",
  sprint: "S1",
  kind: "tdd",
  goal: "A buyer can search the products by request and page through what was found.",
  requirements: ["R5"],
  criteria: [
    {
      id: "AC1",
      layer: "entry",
      text: "WHEN a search stands in the query THE shop SHALL answer the products that were found",
    },
    {
      id: "AC2",
      layer: "entry",
      text: "WHEN more than 2 products were found THE shop SHALL answer a page and its next cursor",
    },
  ],
  layers: ["entry"],
  files: ["src/main.js", "test/main.test.js"],
  reuse: [helper],
  blockedBy: ["t2", "t3"],
  priority: 2,
  size: 2,
};

const basket = {
  id: "t5",
  title: "Put a product into the basket",
  module: "basket",
  sprint: "S2",
  kind: "tdd",
  goal: "A basket takes products in quantities of 1 to 99 and knows its total.",
  requirements: ["R6"],
  criteria: [
    {
      id: "AC1",
      layer: "domain",
      text: "WHEN a product is put into the basket THE total SHALL grow by its price times the quantity",
    },
    {
      id: "AC2",
      layer: "domain",
      text: "IF the quantity is 0 or 100 THEN THE basket SHALL refuse the product",
    },
  ],
  layers: ["domain"],
  files: ["src/basket.js", "test/basket.test.js"],
  reuse: [],
  blockedBy: [],
  priority: 3,
  size: 2,
};

const basketRequest = {
  id: "t6",
  title: "Answer POST /basket with the total",
  module: "shop",
  sprint: "S2",
  kind: "tdd",
  goal: "A buyer can put a product into the basket by request and reads the total.",
  requirements: ["R6"],
  criteria: [
    {
      id: "AC1",
      layer: "entry",
      text: "WHEN POST /basket names a product THE shop SHALL answer the total as a price",
    },
  ],
  layers: ["entry"],
  files: ["src/main.js", "test/main.test.js"],
  reuse: [{ path: "src/money.js", why: "formatPrice writes cents as a price" }],
  blockedBy: ["t4", "t5"],
  priority: 3,
  size: 1,
};

export const sampleTasks = [listProducts, listRequest, search, searchRequest, basket, basketRequest];
