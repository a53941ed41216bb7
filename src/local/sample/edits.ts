/** What the scripted Claude writes, task by task: for each behaviour one test, a stub where a name is missing, and just enough code. */

/** A change to one file, made from the text that stands there. */
export type Edit = { readonly path: string; readonly change: (text: string) => string };

export type Behaviour = {
  readonly text: string;
  readonly criterion: string;
  readonly breaks: string;
  readonly red: Edit;
  readonly stub: Edit | null;
  readonly green: Edit;
};

const swap =
  (...pairs: readonly (readonly [string, string])[]) =>
  (text: string): string =>
    pairs.reduce((result, [from, to]) => result.replace(from, () => to), text);

/** Adds a test at the end of the one `describe` block of a file. */
const addTest = (test: string) => (text: string) => text.replace(/\}\);\n$/, () => `\n${test}});\n`);

const both = (first: Edit["change"], second: Edit["change"]) => (text: string) => second(first(text));

const catalogTest = "test/catalog.test.js";
const catalog = "src/catalog.js";
const mainTest = "test/main.test.js";
const main = "src/main.js";

const listed = `  it("lists products in the order of their id", () => {
    const soap = { id: "soap", name: "Soap", cents: 250 };

    assert.deepEqual(listProducts(createCatalog([soap, bread])).rows, [bread, soap]);
  });
`;

const paged = `  it("starts a page after the cursor and keeps it to 2 products", () => {
    const products = ["a", "b", "c", "d"].map((id) => ({ id, name: id, cents: 100 }));

    const page = listProducts(createCatalog(products), { cursor: "a" });

    assert.deepEqual([page.rows.map(({ id }) => id), page.next], [["b", "c"], "c"]);
  });
`;

const listSorted = `
/** One page of the products in the order of their id. */
export function listProducts(catalog) {
  const rows = [...catalog.byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { rows, next: null };
}
`;

const listPaged = `/** One page of the products in the order of their id, 2 unless asked otherwise. */
export function listProducts(catalog, { cursor = null, size = 2 } = {}) {
  const rows = [...catalog.byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return pageByKey(rows, { key: "id", cursor, size });
}
`;

const listProducts: readonly Behaviour[] = [
  {
    text: "lists products in the order of their id",
    criterion: "AC1",
    breaks: "products come in the order they were added",
    red: {
      path: catalogTest,
      change: both(
        swap(["createCatalog, findProduct }", "createCatalog, findProduct, listProducts }"]),
        addTest(listed),
      ),
    },
    stub: {
      path: catalog,
      change: (text) => `${text}\nexport function listProducts() {\n  return { rows: [], next: null };\n}\n`,
    },
    green: {
      path: catalog,
      change: (text) => text.replace(/\nexport function listProducts[\s\S]*$/, () => listSorted),
    },
  },
  {
    text: "starts a page after the cursor and keeps it to 2 products",
    criterion: "AC2",
    breaks: "a page repeats a product of an earlier page",
    red: { path: catalogTest, change: addTest(paged) },
    stub: null,
    green: {
      path: catalog,
      change: (text) =>
        `import { pageByKey } from "./page.js";\n\n${text.replace(/\/\*\* One page of the products[\s\S]*$/, () => listPaged)}`,
    },
  },
];

const threeProducts = `[
      { id: "apple", name: "Apple", cents: 50 },
      { id: "bread", name: "Rye bread", cents: 420 },
      { id: "cheese", name: "Cheese", cents: 610 },
    ]`;

const firstPage = `  it("lists the first page of products with the next cursor", () => {
    const shop = createCatalog(${threeProducts});

    const answer = handle(shop, { method: "GET", path: "/products", query: {} });

    assert.deepEqual([answer.status, answer.body.products?.map(({ price }) => price), answer.body.next], [200, ["0.50", "4.20"], "bread"]);
  });
`;

const nextPage = `  it("lists the page after the cursor", () => {
    const shop = createCatalog(${threeProducts});

    const answer = handle(shop, { method: "GET", path: "/products", query: { cursor: "bread" } });

    assert.deepEqual([answer.body.products.map(({ id }) => id), answer.body.next], [["cheese"], null]);
  });
`;

const listRequest: readonly Behaviour[] = [
  {
    text: "lists the first page of products with the next cursor",
    criterion: "AC1",
    breaks: "GET /products is answered with 404",
    red: { path: mainTest, change: addTest(firstPage) },
    stub: null,
    green: {
      path: main,
      change: swap(
        ["import { findProduct }", "import { findProduct, listProducts }"],
        [
          '  return { status: 404, body: { error: "no such page" } };\n}\n',
          '  if (request.method === "GET" && request.path === "/products") return showPage(listProducts(catalog));\n  return { status: 404, body: { error: "no such page" } };\n}\n\nfunction showPage({ rows, next }) {\n  return { status: 200, body: { products: rows.map(show), next } };\n}\n',
        ],
      ),
    },
  },
  {
    text: "lists the page after the cursor",
    criterion: "AC2",
    breaks: "the cursor of the query is not used",
    red: { path: mainTest, change: addTest(nextPage) },
    stub: null,
    green: {
      path: main,
      change: swap(["showPage(listProducts(catalog))", "showPage(listProducts(catalog, request.query))"]),
    },
  },
];

const found = `  it("finds products whose name holds every word, in any case", () => {
    const bun = { id: "bun", name: "Bun of bread and rye", cents: 90 };
    const soap = { id: "soap", name: "Bread soap", cents: 250 };

    assert.deepEqual(searchProducts(createCatalog([soap, bun, bread]), "BREAD rye"), [bread, bun]);
  });
`;

const nothing = `  it("finds nothing for an empty search", () => {
    assert.deepEqual(searchProducts(createCatalog([bread]), " "), []);
  });
`;

const searchWords = `
/** The products whose name holds every word, in any case, in the order of their id. */
export function searchProducts(catalog, words) {
  const wanted = words.toLowerCase().split(/\\s+/).filter(Boolean);
  return [...catalog.byId.values()]
    .filter(({ name }) => wanted.every((word) => name.toLowerCase().includes(word)))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
`;

const search: readonly Behaviour[] = [
  {
    text: "finds products whose name holds every word, in any case",
    criterion: "AC1",
    breaks: "one matching word is enough",
    red: {
      path: catalogTest,
      change: both(swap(["listProducts }", "listProducts, searchProducts }"]), addTest(found)),
    },
    stub: {
      path: catalog,
      change: (text) => `${text}\nexport function searchProducts() {\n  return [];\n}\n`,
    },
    green: {
      path: catalog,
      change: (text) => text.replace(/\nexport function searchProducts[\s\S]*$/, () => searchWords),
    },
  },
  {
    text: "finds nothing for an empty search",
    criterion: "AC2",
    breaks: "an empty search finds everything",
    red: { path: catalogTest, change: addTest(nothing) },
    stub: null,
    green: {
      path: catalog,
      change: swap(["filter(Boolean);\n", "filter(Boolean);\n  if (wanted.length === 0) return [];\n"]),
    },
  },
];

const searched = `  it("answers a search with the products that were found", () => {
    const shop = createCatalog(${threeProducts});

    const answer = handle(shop, { method: "GET", path: "/products", query: { q: "bread" } });

    assert.deepEqual(answer.body.products.map(({ id }) => id), ["bread"]);
  });
`;

const searchedPage = `  it("cuts what was found into pages", () => {
    const breads = ["a", "b", "c"].map((id) => ({ id, name: \`Bread \${id}\`, cents: 300 }));

    const answer = handle(createCatalog(breads), { method: "GET", path: "/products", query: { q: "bread" } });

    assert.deepEqual([answer.body.products.map(({ id }) => id), answer.body.next], [["a", "b"], "b"]);
  });
`;

const searchRequest: readonly Behaviour[] = [
  {
    text: "answers a search with the products that were found",
    criterion: "AC1",
    breaks: "the search of the query is not used",
    red: { path: mainTest, change: addTest(searched) },
    stub: null,
    green: {
      path: main,
      change: swap(
        ["findProduct, listProducts }", "findProduct, listProducts, searchProducts }"],
        [
          "return showPage(listProducts(catalog, request.query));",
          "return showPage(browse(catalog, request.query));",
        ],
        [
          "function showPage(",
          "function browse(catalog, { q, ...page }) {\n  if (q === undefined) return listProducts(catalog, page);\n  return { rows: searchProducts(catalog, q), next: null };\n}\n\nfunction showPage(",
        ],
      ),
    },
  },
  {
    text: "cuts what was found into pages",
    criterion: "AC2",
    breaks: "all products that were found come at once",
    red: { path: mainTest, change: addTest(searchedPage) },
    stub: null,
    green: {
      path: main,
      change: swap(
        [
          'import { formatPrice } from "./money.js";\n',
          'import { formatPrice } from "./money.js";\nimport { pageByKey } from "./page.js";\n',
        ],
        [
          "return { rows: searchProducts(catalog, q), next: null };",
          'return pageByKey(searchProducts(catalog, q), { key: "id", size: 2, ...page });',
        ],
      ),
    },
  },
];

/** By task id of the sample plan. Tasks that nobody releases in the demo have none. */
export const sampleEdits: Readonly<Record<string, readonly Behaviour[]>> = {
  t1: listProducts,
  t2: listRequest,
  t3: search,
  t4: searchRequest,
};
