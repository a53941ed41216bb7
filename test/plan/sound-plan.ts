import { Plan, type PlannedTask } from "../../src/plan/plan.ts";

/** A spec and a plan of six tasks, two sprints and a diamond that no rule has anything against. */
export const soundSpec = `# Catalog

A buyer can page through products. A page holds at most 50 products.

- The list must not skip a product while products are added.
- A seller can rename a product.
`;

type Change = Partial<PlannedTask> & { readonly id: string };

const base = {
  module: "catalog",
  sprint: "S1",
  kind: "tdd",
  requirements: ["R1"],
  files: [],
  blockedBy: [],
  priority: 2,
  size: 3,
} as const;

export function task(change: Change): PlannedTask {
  const layers = change.layers ?? ["domain"];
  return {
    ...base,
    title: `Deliver ${change.id} ${words(change.id)}`,
    goal: `What ${words(change.id)} brings`,
    criteria: layers.map((layer, index) => ({
      id: `AC${index + 1}`,
      layer,
      text: `WHEN ${words(`${change.id}${layer}`)} is given THE service SHALL return ${index + 1} result`,
    })),
    layers,
    reuse: [],
    ...change,
    requirements: [...(change.requirements ?? base.requirements)],
    files: [...(change.files ?? [`src/${change.id}.ts`])],
    blockedBy: [...(change.blockedBy ?? [])],
  };
}

export function soundPlan(change: Partial<Plan> = {}): Plan {
  return Plan.parse({
    version: 1,
    title: "Catalog service",
    summary: "Paging and renaming",
    requirements: [
      {
        id: "R1",
        text: "WHEN a page is asked for THE list SHALL hold at most 50 products",
        quote: "A page holds at most 50 products.",
      },
      {
        id: "R2",
        text: "THE list SHALL not skip a product",
        quote: "The list must not skip a product while products are added.",
      },
      { id: "R3", text: "A seller renames", quote: "A seller can rename a product." },
    ],
    modules: [
      {
        id: "store",
        name: "Store",
        scope: "Rows",
        owns: ["src/store/**"],
        requirements: ["R1"],
        provides: ["readRows(cursor)"],
        consumes: ["openFile(path)"],
        existing: ["openFile(path)"],
      },
      {
        id: "catalog",
        name: "Catalog",
        scope: "Products",
        owns: ["src/catalog/**"],
        requirements: ["R1", "R2", "R3"],
        provides: ["listProducts(cursor)"],
        consumes: ["readRows(cursor)"],
      },
    ],
    sprints: [
      { id: "S1", goal: "A buyer can page through products" },
      { id: "S2", goal: "A seller can rename a product" },
    ],
    tasks: [
      task({ id: "t1", module: "store", layers: ["storage"] }),
      task({ id: "t2", blockedBy: ["t1"] }),
      task({ id: "t3", blockedBy: ["t1"], requirements: ["R2"] }),
      task({ id: "t4", blockedBy: ["t2", "t3"], layers: ["entry", "domain"] }),
      task({ id: "t5", sprint: "S2", requirements: ["R3"], blockedBy: ["t4"] }),
      task({ id: "t6", sprint: "S2", requirements: ["R3"], blockedBy: ["t5"], layers: ["entry"] }),
    ],
    ...change,
  });
}

/** The plan with one task changed. */
export function withTask(id: string, change: Partial<PlannedTask>): Plan {
  const plan = soundPlan();
  return { ...plan, tasks: plan.tasks.map((one) => (one.id === id ? { ...one, ...change } : one)) };
}

const dictionary =
  "amber birch cedar delta ember fjord grove heath islet jetty knoll larch maple north otter pearl".split(
    " ",
  );

/** Words of its own for each id, so that no two tasks read alike. */
function words(seed: string): string {
  let state = [...seed].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7);
  return Array.from({ length: 4 }, () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return `${dictionary[state >>> 28]}${(state >>> 8) % 97}`;
  }).join(" ");
}
