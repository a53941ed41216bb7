import mermaid from "mermaid";
import { beforeAll, describe, expect, it } from "vitest";
import { madePlan } from "../../bench/made-plan.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { renderGraph } from "../../src/plan/render-graph.ts";
import { firstStates } from "../../src/plan/task-state.ts";
import { soundPlan } from "./sound-plan.ts";

/** Cleaning labels for a page needs a page; reading the source does not. */
beforeAll(async () => {
  const url = new URL("../../node_modules/dompurify/dist/purify.es.mjs", import.meta.url);
  const { default: purify } = await import(url.href);
  Object.assign(purify, { addHook: () => {}, sanitize: (text: string) => text });
});

/** The picture's source as GitHub hands it to Mermaid. */
function pictureOf(plan: Plan): string {
  const numbers = new Map(plan.tasks.map(({ id }, index) => [id, index + 100]));
  const { markdown } = renderGraph(plan, numbers, firstStates(plan.tasks));
  return /```mermaid\n([\s\S]*?)\n```/.exec(markdown)?.[1] ?? "";
}

async function typeOf(source: string): Promise<string> {
  return (await mermaid.parse(source)).diagramType;
}

const hostile = [
  '"]:::x\n  evil --> n0',
  "end",
  'click n0 href "javascript:alert(1)"',
  "%%{init: {'theme': 'dark'}}%%",
  "subgraph [x] --> {y} ((z)) <b>&amp;",
  "```\n# out of the fence",
  "graph LR; a-->b",
  "`markdown` **bold** \\ back\u202eslash #quot; #35;",
  "🛒 Größe ≥ 3 × 🍞",
  "style n0 fill:#f00",
];

describe("Mermaid itself reads the picture", () => {
  it.each([6, 100])("of %i tasks", async (tasks) => {
    const plan = tasks === 6 ? soundPlan() : madePlan(tasks + 5).plan;
    expect(plan.tasks).toHaveLength(tasks);
    const source = pictureOf(plan);
    expect(await typeOf(source)).toMatch(/^flowchart/);
    expect(source.match(/ --> /g)).toHaveLength(plan.tasks.flatMap(({ blockedBy }) => blockedBy).length);
  });

  it("of 480 tasks, as one node for each sprint", async () => {
    const { plan } = madePlan(504);
    const source = pictureOf(plan);
    expect(await typeOf(source)).toMatch(/^flowchart/);
    expect(source.split("\n").length).toBeLessThan(110);
  });

  it("and refuses what is no picture", async () => {
    await expect(typeOf(`${pictureOf(soundPlan())}\n  n0 --> ["`)).rejects.toThrow("Parse error");
  });

  it.each(hostile)("with the title %j, which adds nothing to it", async (title) => {
    const plan = soundPlan();
    const named = {
      ...plan,
      tasks: plan.tasks.map((task) => (task.id === "t2" ? { ...task, title } : task)),
    };
    const source = pictureOf(named);
    expect(await typeOf(source)).toMatch(/^flowchart/);
    expect(source.split("\n")).toHaveLength(pictureOf(plan).split("\n").length);
  });

  it.each(hostile)("with the sprint goal %j", async (goal) => {
    const plan = soundPlan();
    const named = { ...plan, sprints: plan.sprints.map((sprint) => ({ ...sprint, goal })) };
    expect(await typeOf(pictureOf(named))).toMatch(/^flowchart/);
  });
});
