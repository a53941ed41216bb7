/** Tasks t2 and t4: the shop answers pages and searches. */
import { addTest, type Behaviour, swap } from "./edit.ts";

const mainTest = "test/main.test.js";
const main = "src/main.js";

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

export const listRequest: readonly Behaviour[] = [
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

export const searchRequest: readonly Behaviour[] = [
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
