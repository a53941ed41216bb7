import { describe, expect, it } from "vitest";
import { lint } from "../../../src/plan/lint/lint.ts";
import type { Plan, PlannedTask } from "../../../src/plan/plan.ts";
import { soundPlan, soundSpec, task, withTask } from "../sound-plan.ts";

const criterion = (text: string) => ({ criteria: [{ id: "AC1", layer: "domain" as const, text }] });
const many = (count: number, change: (index: number) => Partial<PlannedTask> = () => ({})): Plan["tasks"] =>
  Array.from({ length: count }, (_, index) =>
    task({ id: `n${index}`, sprint: "S2", requirements: ["R3"], ...change(index) }),
  );
const plus = (tasks: Plan["tasks"]): Plan => ({ ...soundPlan(), tasks: [...soundPlan().tasks, ...tasks] });
const quoting = (quote: string): Plan => {
  const plan = soundPlan();
  return {
    ...plan,
    requirements: plan.requirements.map((one) => (one.id === "R3" ? { ...one, quote } : one)),
  };
};
const module = (change: Partial<Plan["modules"][number]>): Plan => {
  const plan = soundPlan();
  return {
    ...plan,
    modules: plan.modules.map((one) => (one.id === "catalog" ? { ...one, ...change } : one)),
  };
};

type Row = readonly [
  rule: string,
  defect: string,
  plan: Plan,
  tasks: readonly string[],
  refs: readonly string[],
];

const rows: readonly Row[] = [
  ["P01", "a cycle", withTask("t1", { blockedBy: ["t4"] }), ["t1", "t4", "t2", "t3"], []],
  ["P01", "a task that blocks itself", withTask("t2", { blockedBy: ["t1", "t2"] }), ["t2"], []],
  ["P01", "an unknown blocker", withTask("t2", { blockedBy: ["t1", "t99"] }), ["t2"], []],
  [
    "P01",
    "a task that waits for a later sprint",
    withTask("t2", { sprint: "S1", blockedBy: ["t1", "t5"] }),
    ["t2", "t5"],
    [],
  ],
  ["P02", "a requirement without a task", withTask("t3", { requirements: ["R1"] }), [], ["R2"]],
  ["P02", "a task without a requirement", withTask("t4", { requirements: [] }), ["t4"], []],
  ["P03", "a task without criteria", withTask("t2", { criteria: [] }), ["t2"], []],
  [
    "P03",
    "six criteria",
    withTask("t2", {
      criteria: [1, 2, 3, 4, 5, 6].map((n) => ({
        id: `AC${n}`,
        layer: "domain",
        text: `WHEN a is ${n} THE b SHALL be ${n}`,
      })),
    }),
    ["t2"],
    [],
  ],
  [
    "P03",
    "a criterion id used twice",
    withTask("t2", {
      criteria: [3, 4].map((n) => ({
        id: "AC1",
        layer: "domain",
        text: `WHEN a is ${n} THE b SHALL be ${n}`,
      })),
    }),
    ["t2"],
    ["AC1"],
  ],
  [
    "P04",
    "a criterion without a form",
    withTask("t2", criterion("The list is paged by 20")),
    ["t2"],
    ["AC1"],
  ],
  [
    "P04",
    "a vague adjective",
    withTask("t2", criterion("WHEN a page is asked for THE list SHALL return a fast answer")),
    ["t2"],
    ["AC1"],
  ],
  [
    "P04",
    "nothing observable",
    withTask("t2", criterion("WHEN a page is asked for THE list SHALL handle it")),
    ["t2"],
    ["AC1"],
  ],
  [
    "P04",
    "a chain of outcomes",
    withTask("t2", criterion("WHEN a page is asked for THE list SHALL return it and log it and count it")),
    ["t2"],
    ["AC1"],
  ],
  [
    "P05",
    "a sprint nobody can use",
    withTask("t4", { layers: ["domain"] }),
    ["t1", "t2", "t3", "t4"],
    ["S1"],
  ],
  ["P06", "a task of 13 iterations", withTask("t2", { size: 13 }), ["t2"], []],
  ["P06", "a task of nine files", withTask("t2", { files: [..."abcdefghi"] }), ["t2"], []],
  [
    "P07",
    "a module without a task",
    {
      ...soundPlan(),
      modules: [
        ...soundPlan().modules,
        ...soundPlan()
          .modules.slice(0, 1)
          .map((one) => ({ ...one, id: "idle", provides: [] })),
      ],
    },
    [],
    ["idle"],
  ],
  ["P07", "a module without a requirement", module({ requirements: [] }), [], ["catalog"]],
  ["P07", "an unknown module", withTask("t2", { module: "nowhere" }), ["t2"], ["nowhere"]],
  ["P07", "an unknown sprint", withTask("t2", { sprint: "S9" }), ["t2"], ["S9"]],
  ["P07", "an unknown requirement", withTask("t2", { requirements: ["R1", "R9"] }), ["t2"], ["R9"]],
  [
    "P07",
    "a task id used twice",
    plus([task({ id: "t2", blockedBy: ["t1"], title: "Another", files: ["x.ts"] })]),
    ["t2"],
    [],
  ],
  ["P07", "a chore without a check", withTask("t2", { kind: "chore" }), ["t2"], []],
  [
    "P08",
    "a consumed name nobody provides",
    module({ consumes: ["readRows(cursor)", "currentUser(token)"] }),
    ["t2", "t3", "t4", "t5", "t6"],
    ["catalog"],
  ],
  [
    "P08",
    "a provider nobody waits for",
    {
      ...soundPlan(),
      tasks: soundPlan().tasks.map((one) => ({
        ...one,
        blockedBy: one.blockedBy.filter((id) => id !== "t1"),
      })),
    },
    ["t2", "t3", "t4", "t5", "t6"],
    ["catalog", "store"],
  ],
  [
    "P09",
    "parallel tasks on one file",
    withTask("t3", { files: ["src/t2.ts"] }),
    ["t2", "t3"],
    ["src/t2.ts"],
  ],
  [
    "P09",
    "parallel tasks on a glob and a file below it",
    withTask("t3", { files: ["src/**"] }),
    ["t2", "t3"],
    ["src/**", "src/t2.ts"],
  ],
  [
    "P11",
    "an edge that another implies",
    withTask("t4", { blockedBy: ["t2", "t3", "t1"] }),
    ["t4", "t1"],
    [],
  ],
  ["P11", "an edge named twice", withTask("t2", { blockedBy: ["t1", "t1"] }), ["t2", "t1"], []],
  ["P12", "a title of 257 characters", withTask("t2", { title: "x".repeat(257) }), ["t2"], []],
  ["P12", "a body of 65,536 characters", withTask("t2", { goal: "x".repeat(65_536) }), ["t2"], []],
  ["P12", "a label of 51 characters", module({ name: "x".repeat(43) }), [], ["catalog"]],
  ["P12", "101 tasks in a sprint", plus(many(99)), ["n98"], ["S2"]],
  [
    "P12",
    "51 blockers",
    plus([...many(51), task({ id: "last", sprint: "S2", blockedBy: many(51).map(({ id }) => id) })]),
    ["last"],
    [],
  ],
  ["P12", "a blocker of 51 tasks", plus(many(51, () => ({ blockedBy: ["t6"] }))), ["t6"], []],
  [
    "P13",
    "a task said twice",
    plus(
      soundPlan()
        .tasks.slice(5)
        .map((one) => ({ ...one, id: "again", files: ["again.ts"], blockedBy: ["t6"] })),
    ),
    ["t6", "again"],
    [],
  ],
  ["P14", "an invented quote", quoting("A seller can delete a product."), [], ["R3"]],
  ["P14", "a missing quote", quoting(" "), [], ["R3"]],
  [
    "P16",
    "a first sprint that cannot start",
    withTask("t1", { blockedBy: ["t4"] }),
    ["t1", "t2", "t3", "t4"],
    ["S1"],
  ],
  ["P17", "a layer without a criterion", withTask("t2", { layers: ["domain", "storage"] }), ["t2"], []],
  [
    "P17",
    "a sprint that outgrows the others",
    {
      ...withTask("t6", { size: 12 }),
      sprints: [...soundPlan().sprints, { id: "S3", goal: "g", demo: "", deliverables: [] }],
      tasks: [
        ...withTask("t6", { size: 12 }).tasks.map((one) =>
          one.sprint === "S2" ? { ...one, size: 30 } : one,
        ),
        task({ id: "t7", sprint: "S3", layers: ["entry"], blockedBy: ["t6"] }),
      ],
    },
    ["t5", "t6"],
    ["S2"],
  ],
];

describe("lint", () => {
  it("is silent on a sound plan", () => {
    expect(lint(soundPlan(), soundSpec).violations).toEqual([]);
  });

  it.each(rows)("%s finds %s and names it", (rule, _, plan, tasks, refs) => {
    const found = lint(plan, soundSpec).violations.filter((violation) => violation.rule === rule);
    const named = found.find(
      (violation) =>
        refs.every((ref) => violation.refs.includes(ref)) &&
        tasks.every((id) => violation.tasks.includes(id)),
    );
    expect(named, JSON.stringify(found)).toBeDefined();
    expect(named?.tasks).toHaveLength(tasks.length);
    expect(named?.text.length).toBeGreaterThan(10);
  });

  it("gives every rule the level of its contract", () => {
    const levels = new Map(
      rows.flatMap(([, , plan]) => lint(plan, soundSpec).violations.map(({ rule, level }) => [rule, level])),
    );
    expect(Object.fromEntries([...levels].sort())).toEqual({
      P01: "error",
      P02: "error",
      P03: "error",
      P04: "warn",
      P05: "error",
      P06: "warn",
      P07: "error",
      P08: "warn",
      P09: "info",
      P11: "info",
      P12: "error",
      P13: "warn",
      P14: "error",
      P16: "error",
      P17: "warn",
    });
  });

  it("P15 finds a number of the spec that no requirement states", () => {
    const texts = lint(soundPlan(), `${soundSpec}\nIt answers within 200 ms.`).violations.map(
      ({ rule, text }) => [rule, text],
    );
    expect(texts).toEqual([["P15", 'No requirement states "200 ms" of the spec.']]);
  });

  it("P15 takes the same number in another spelling", () => {
    const plan = quoting("A seller can rename a product.");
    const requirements = [
      ...plan.requirements,
      { id: "R3", text: "It SHALL answer in 200 milliseconds", quote: "" },
    ];
    expect(
      lint({ ...plan, requirements }, `${soundSpec}\nIt answers within 200ms.`).violations.filter(
        ({ rule }) => rule === "P15",
      ),
    ).toEqual([]);
  });

  it("P15 finds a prohibition of the spec that no requirement states", () => {
    const found = lint(soundPlan(), `${soundSpec}\nPrices must not leave the country.`).violations;
    expect(found.map(({ rule }) => rule)).toEqual(["P15"]);
    expect(found[0]?.text).toContain("leave the country");
  });

  it("P14 takes a quote that the spec breaks over two lines or emphasises", () => {
    const spec = soundSpec.replace("A seller can rename", "A seller\n  can **rename**");
    expect(lint(soundPlan(), spec).violations).toEqual([]);
  });

  it("leaves P14 and P15 out without a spec", () => {
    expect(lint(quoting("A seller can delete a product."), null).violations).toEqual([]);
  });

  it("reports levels, critical path and width", () => {
    expect(lint(soundPlan(), null)).toMatchObject({
      levels: [["t1"], ["t2", "t3"], ["t4"], ["t5"], ["t6"]],
      criticalPath: ["t1", "t2", "t4", "t5", "t6"],
      width: 2,
    });
  });

  it("reports no levels for a plan with a cycle", () => {
    expect(lint(withTask("t1", { blockedBy: ["t4"] }), null)).toMatchObject({
      levels: [],
      criticalPath: [],
      width: 0,
    });
  });

  it("names the path of a cycle", () => {
    const text = lint(withTask("t1", { blockedBy: ["t2"] }), null).violations.find(
      ({ rule }) => rule === "P01",
    )?.text;
    expect(text).toMatch(/t1, t2, t1|t2, t1, t2/);
  });
});
