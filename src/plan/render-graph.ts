import type { TaskNumbers } from "../issues/recorded-task.ts";
import { type Markdown, md, mermaid, mermaidLabel } from "../issues/render.ts";
import { tasksOf } from "./estimate.ts";
import type { Plan, PlannedTask } from "./plan.ts";
import { stateColours, type TaskState } from "./task-state.ts";

/** GitHub draws at most 500 edges and 50,000 characters; a picture of more tasks than this is not read anyway. */
const most = { tasks: 100, edges: 400 };

/** The dependency graph, coloured by state; above what can be drawn, one node per sprint. */
export function renderGraph(
  plan: Plan,
  numbers: TaskNumbers,
  states: ReadonlyMap<string, TaskState>,
): Markdown {
  if (plan.tasks.length === 0) return md``;
  const edges = plan.tasks.reduce((sum, { blockedBy }) => sum + blockedBy.length, 0);
  return plan.tasks.length > most.tasks || edges > most.edges
    ? sprintGraph(plan, states)
    : taskGraphPicture(plan, numbers, states);
}

function taskGraphPicture(
  plan: Plan,
  numbers: TaskNumbers,
  states: ReadonlyMap<string, TaskState>,
): Markdown {
  const node = new Map(plan.tasks.map(({ id }, index) => [id, `n${index}`]));
  const line = (task: PlannedTask) => {
    const number = numbers.get(task.id);
    const label = mermaidLabel(`${number === undefined ? task.id : ` ${number}`} ${task.title}`);
    return `${node.get(task.id)}["${number === undefined ? label : `#35;${label}`}"]:::${className(states.get(task.id))}`;
  };
  const groups = plan.sprints.flatMap(({ id, goal }, index) => {
    const lines = tasksOf(plan, id).map((task) => `    ${line(task)}`);
    return plan.sprints.length < 2
      ? lines
      : [`  subgraph s${index}["${mermaidLabel(goal, 80)}"]`, ...lines, "  end"];
  });
  const arrows = plan.tasks.flatMap(({ id, blockedBy }) =>
    [...new Set(blockedBy)].flatMap((blocker) =>
      node.has(blocker) ? [`  ${node.get(blocker)} --> ${node.get(id)}`] : [],
    ),
  );
  const used = new Set(plan.tasks.map(({ id }) => states.get(id) ?? "planned"));
  return mermaid(["graph LR", ...groups, ...arrows, ...[...used].map(classLine)].join("\n"));
}

function sprintGraph(plan: Plan, states: ReadonlyMap<string, TaskState>): Markdown {
  const place = new Map(plan.sprints.map(({ id }, index) => [id, index]));
  const sprintOf = new Map(plan.tasks.map(({ id, sprint }) => [id, place.get(sprint)]));
  const nodes = plan.sprints.slice(0, most.tasks).map(({ id, goal }, index) => {
    const tasks = tasksOf(plan, id);
    const finished = tasks.filter((task) => states.get(task.id) === "done").length;
    return `  s${index}["${mermaidLabel(goal)} (${finished}/${tasks.length})"]`;
  });
  const arrows = new Set<string>();
  for (const { id, blockedBy } of plan.tasks) {
    for (const blocker of blockedBy) {
      const [from, to] = [sprintOf.get(blocker), sprintOf.get(id)];
      if (from !== undefined && to !== undefined && from !== to) arrows.add(`  s${from} --> s${to}`);
    }
  }
  return mermaid(["graph LR", ...nodes, ...[...arrows].slice(0, most.edges)].join("\n"));
}

function classLine(state: TaskState): string {
  const [fill, stroke, color] = stateColours[state];
  return `  classDef ${className(state)} fill:${fill},stroke:${stroke},color:${color}`;
}

function className(state: TaskState | undefined): string {
  return (state ?? "planned").replaceAll("-", "");
}
