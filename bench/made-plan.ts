/** A plan of any size for benchmarks and crash walks, with the spec that it answers. Deterministic. */
import { Plan } from "../src/plan/plan.ts";

export type MadePlan = { readonly plan: Plan; readonly spec: string; readonly edges: number };

const tasksPerSprint = 20;

/** `issues` counts sprints and tasks. In a sprint each task waits for the one before it. */
export function madePlan(issues: number): MadePlan {
  const sprints = Math.max(2, Math.ceil(issues / (tasksPerSprint + 1)));
  const count = issues - sprints;
  const sentence = (index: number) => `A buyer can use feature ${word(index)} of the shop.`;
  const tasks = Array.from({ length: count }, (_, index) => madeTask(index, sprintOf(index, count, sprints)));
  const plan = Plan.parse({
    version: 1,
    title: "A shop in many parts",
    summary: "Every feature of the shop, one task each.",
    requirements: tasks.map((_, index) => ({
      id: `R${index + 1}`,
      text: `WHEN a buyer opens ${word(index)} THE shop SHALL answer 200`,
      quote: sentence(index),
    })),
    modules: [
      {
        id: "shop",
        name: "Shop",
        scope: "All of it",
        owns: ["src/**"],
        requirements: tasks.map((_, index) => `R${index + 1}`),
        provides: [],
        consumes: [],
      },
    ],
    sprints: Array.from({ length: sprints }, (_, at) => ({
      id: `S${at + 1}`,
      goal: `A buyer uses part ${at + 1}`,
    })),
    tasks: tasks.map((task, index) => ({
      ...task,
      blockedBy: tasks[index - 1]?.sprint === task.sprint ? [`t${index}`] : [],
    })),
  });
  const edges = plan.tasks.reduce((sum, { blockedBy }) => sum + blockedBy.length, 0);
  return { plan, spec: `# Shop\n\n${tasks.map((_, index) => `- ${sentence(index)}`).join("\n")}\n`, edges };
}

function sprintOf(index: number, count: number, sprints: number): string {
  return `S${Math.floor((index * sprints) / count) + 1}`;
}

function madeTask(index: number, sprint: string) {
  return {
    id: `t${index + 1}`,
    title: `Open ${word(index)}`,
    module: "shop",
    sprint,
    kind: "tdd",
    goal: `A buyer opens ${word(index)}`,
    requirements: [`R${index + 1}`],
    criteria: [
      { id: "AC1", layer: "entry", text: `WHEN a buyer opens ${word(index)} THE shop SHALL answer 200` },
    ],
    layers: ["entry"],
    files: [`src/${word(index)}.js`],
    blockedBy: [],
    priority: 2,
    size: 2,
  };
}

/** A word of its own for each number: aa, ab, … */
function word(index: number): string {
  return `part${String.fromCharCode(97 + Math.floor(index / 26 / 26), 97 + (Math.floor(index / 26) % 26), 97 + (index % 26))}`;
}
