/** The plan that the scripted Claude makes of spec.md: two sprints, six tasks, a diamond in the first. */
import { helper, sampleTasks } from "./tasks.ts";

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

export const samplePlan = {
  version: 1,
  title: "Browse and buy",
  summary: "Buyers page through the products, search them, and fill a basket.",
  requirements,
  modules,
  sprints,
  tasks: sampleTasks,
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
