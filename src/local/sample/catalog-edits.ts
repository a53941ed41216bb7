/** Tasks t1 and t3: the catalog lists and searches products. */
import { addTest, type Behaviour, both, swap } from "./edit.ts";

const catalogTest = "test/catalog.test.js";
const catalog = "src/catalog.js";

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

export const listProducts: readonly Behaviour[] = [
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

export const search: readonly Behaviour[] = [
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
