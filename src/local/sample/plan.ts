/** The plan that the scripted Claude makes of spec.md: two sprints, six tasks, a diamond in the first. */

const requirements = [
  {
    id: "R1",
    text: "WHEN products are listed THE catalog SHALL answer them in the order of their id.",
    quote: "A buyer can list the products in order of their id, a page at a time.",
  },
  {
    id: "R2",
    text: "WHEN a page is asked for THE catalog SHALL answer 2 products unless asked otherwise, and must not repeat a product of an earlier page.",
    quote:
      "A page holds 2 products unless asked otherwise, and must not repeat a product of an earlier page.",
  },
  {
    id: "R3",
    text: "WHEN the products are asked for by request THE shop SHALL answer a page and the cursor of the next one.",
    quote: "A cursor in the query starts after it.",
  },
  {
    id: "R4",
    text: "WHEN a buyer searches THE catalog SHALL find the products whose name holds every word, in any case.",
    quote:
      "a product is found when its name holds every word of the search, in any case. An empty search finds nothing.",
  },
  {
    id: "R5",
    text: "WHEN a search is asked for by request THE shop SHALL answer a page of what was found.",
    quote: "answers a page of what was found.",
  },
  {
    id: "R6",
    text: "WHEN a product is put into a basket THE basket SHALL take a quantity of 1 to 99 and know its total in cents.",
    quote:
      "A buyer can put a product into a basket with a quantity of 1 to 99. The basket knows its total in cents.",
  },
];

const modules = [
  {
    id: "catalog",
    name: "Catalog",
    scope: "What products there are, listed and searched.",
    owns: ["src/catalog.js", "test/catalog.test.js"],
    requirements: ["R1", "R2", "R4"],
    provides: ["listProducts(catalog, options)", "searchProducts(catalog, words)"],
    consumes: ["pageByKey(rows, options)"],
    existing: ["pageByKey(rows, options)"],
  },
  {
    id: "shop",
    name: "Shop",
    scope: "The requests a buyer's browser makes.",
    owns: ["src/main.js", "test/main.test.js"],
    requirements: ["R3", "R5"],
    provides: ["GET /products"],
    consumes: ["listProducts(catalog, options)", "searchProducts(catalog, words)"],
    existing: [],
  },
  {
    id: "basket",
    name: "Basket",
    scope: "What a buyer wants to take home.",
    owns: ["src/basket.js", "test/basket.test.js"],
    requirements: ["R6"],
    provides: ["addToBasket(basket, product, quantity)"],
    consumes: [],
    existing: [],
  },
];

const sprints = [
  {
    id: "S1",
    goal: "A buyer can page through the products and search them",
    demo: "Open GET /products, follow the cursor, then search for bread.",
    deliverables: ["GET /products answers pages by cursor", "GET /products?q= answers what was found"],
  },
  {
    id: "S2",
    goal: "A buyer can fill a basket",
    demo: "Put two loaves into the basket and read the total.",
    deliverables: ["POST /basket answers the total"],
  },
];

const helper = { path: "src/page.js", why: "pageByKey cuts a sorted list into pages" };

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

export const samplePlan = {
  version: 1,
  title: "Browse and buy",
  summary: "Buyers page through the products, search them, and fill a basket.",
  requirements,
  modules,
  sprints,
  tasks: [listProducts, listRequest, search, searchRequest, basket, basketRequest],
  assumptions: ["The basket lives in memory, as the catalog does."],
  questions: [
    {
      id: "Q1",
      text: "Should a search also look at product ids?",
      options: ["Names only", "Names and ids"],
      recommended: 0,
      blocking: false,
    },
  ],
};

/** The first draft names a helper that is not in the repository; the check sends it back once. */
export const firstDraft = {
  ...samplePlan,
  tasks: samplePlan.tasks.map((task) =>
    task.id === "t1" ? { ...task, reuse: [{ ...helper, path: "src/pagination.js" }] } : task,
  ),
};
