import type { TaskNumbers } from "../issues/recorded-task.ts";
import { codeSpan, details, heading, issueLink, list, type Markdown, md, table } from "../issues/render.ts";
import { type Caps, dollars, estimate, tasksOf } from "./estimate.ts";
import { shapeOf, taskGraph } from "./graph.ts";
import type { Plan, PlannedTask, Sprint } from "./plan.ts";
import { renderGraph } from "./render-graph.ts";
import { stateWords, type TaskState } from "./task-state.ts";

export type PlanView = {
  readonly plan: Plan;
  readonly tasks: TaskNumbers;
  readonly sprints: TaskNumbers;
  readonly states: ReadonlyMap<string, TaskState>;
  readonly caps: Caps;
};

/** Sprints of more tasks than this are folded. */
const unfolded = 20;

/** The plan as blocks: picture, table by sprint, critical path, cost, assumptions, questions. */
export function renderPlan(view: PlanView): readonly Markdown[] {
  const { plan, tasks, states } = view;
  return [
    md`**${plan.title}** · ${count(plan.tasks.length, "task")} in ${count(plan.sprints.length, "sprint")}`,
    md`${plan.summary}`,
    renderGraph(plan, tasks, states),
    ...plan.sprints.flatMap((sprint) => renderSprint(view, sprint)),
    ...renderShape(view),
    renderCost(view),
    ...section(
      "Assumptions",
      plan.assumptions.map((assumption) => md`${assumption}`),
    ),
    ...section("Open questions", plan.questions.map(renderQuestion)),
  ];
}

function renderSprint(view: PlanView, sprint: Sprint): readonly Markdown[] {
  const tasks = tasksOf(view.plan, sprint.id);
  const number = view.sprints.get(sprint.id);
  const title = number === undefined ? md`${sprint.goal}` : md`${sprint.goal} (${issueLink(number)})`;
  const { usd, capUsd } = estimate(tasks, view.caps);
  const rows = tasks.map((task) => [
    reference(view.tasks, task.id),
    md`${task.title}`,
    md`${task.size}`,
    { markdown: task.blockedBy.map((id) => reference(view.tasks, id).markdown).join(", ") },
    md`${stateWords[view.states.get(task.id) ?? "planned"]}`,
  ]);
  const head = [md`Task`, md`Title`, md`Size`, md`Blocked by`, md`State`];
  const cost = md`Working this sprint costs about ${dollars(usd)}, never more than ${dollars(capUsd)}.`;
  const body = [table(head, rows), cost];
  if (view.plan.tasks.length <= unfolded) return [heading(3, title), ...body];
  const done = tasks.filter(({ id }) => view.states.get(id) === "done").length;
  return [details(md`${sprint.goal}: ${done} of ${tasks.length} done`, body)];
}

function renderShape({ plan, tasks }: PlanView): readonly Markdown[] {
  const { criticalPath, width } = shapeOf(taskGraph(plan.tasks));
  if (criticalPath.length === 0) return [];
  const shown = criticalPath.slice(0, 30).map((id) => reference(tasks, id).markdown);
  const more = criticalPath.length > shown.length ? " → …" : "";
  const path = { markdown: shown.join(" → ") + more };
  return [
    md`**Critical path** (${count(criticalPath.length, "task")}): ${path}. At most ${count(width, "task")} side by side.`,
  ];
}

function renderCost({ plan, caps }: PlanView): Markdown {
  const { usd, capUsd } = estimate(plan.tasks, caps);
  return md`**Cost** of working all tasks: about ${dollars(usd)}. Hard caps: ${dollars(caps.taskUsd)} per task, ${dollars(caps.dayUsd)} per day, ${dollars(capUsd)} for the whole plan.`;
}

function renderQuestion({ id, text, options, recommended, blocking }: Plan["questions"][number]): Markdown {
  const letters = options.map((option, index) => md`${String.fromCharCode(65 + index)}) ${option}`.markdown);
  const taken = options[recommended];
  const answer = taken === undefined ? md`` : md` Taken for now: ${taken}.`;
  const waits = blocking ? md` **Please answer before the tasks are created.**` : md``;
  return md`**${id}** ${text} ${{ markdown: letters.join(" · ") }}${answer}${waits}`;
}

function section(title: string, items: readonly Markdown[]): readonly Markdown[] {
  return items.length === 0 ? [] : [heading(3, md`${title}`), list(items)];
}

function reference(numbers: TaskNumbers, id: PlannedTask["id"]): Markdown {
  const number = numbers.get(id);
  return number === undefined ? codeSpan(id) : issueLink(number);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
