/** What the issues of a plan are created with: titles, bodies, labels. */
import { type LabelNames, moduleLabel, priorityLabel } from "../issues/labels.ts";
import { codeSpan, document, heading, list, md, plainLine, prose } from "../issues/render.ts";
import { printTaskBody } from "../issues/task-body.ts";
import type { NewIssue } from "../issues/tracker.ts";
import type { Plan, PlannedTask, Sprint } from "./plan.ts";

type Text = Omit<NewIssue, "parent">;

/** `blockers` are the issue numbers of the task's blockers. */
export function taskText(
  spec: number,
  hash: string,
  plan: Plan,
  task: PlannedTask,
  blockers: readonly number[],
  labels: LabelNames,
): Text {
  const module = plan.modules.find(({ id }) => id === task.module) ?? { name: task.module, scope: "" };
  const sprint = plan.sprints.find(({ id }) => id === task.sprint)?.goal ?? task.sprint;
  const requirements = plan.requirements.filter(({ id }) => task.requirements.includes(id));
  const blocked = task.blockedBy.length > 0 ? [labels.blocked] : [];
  return {
    title: plainLine(task.title),
    body: printTaskBody(
      { kind: "task", spec, task: task.id, plan: hash },
      { ...task, module, sprint, blockers: [...blockers].sort((a, b) => a - b), requirements },
    ),
    labels: [labels.task, ...blocked, priorityLabel(task.priority), moduleLabel(module.name)],
  };
}

export function sprintText(spec: number, hash: string, sprint: Sprint, labels: LabelNames): Text {
  const deliverables = sprint.deliverables.map((deliverable) => md`[ ] ${deliverable}`);
  return {
    title: plainLine(sprint.goal),
    body: document({ kind: "sprint", spec, sprint: sprint.id, plan: hash }, [
      prose(sprint.goal),
      ...(sprint.demo === "" ? [] : [heading(3, md`Demo`), prose(sprint.demo)]),
      ...(deliverables.length === 0 ? [] : [heading(3, md`Deliverables`), list(deliverables)]),
      md`*The label ${codeSpan(labels.ready)} on this sprint releases all its tasks.*`,
    ]),
    labels: [labels.sprint],
  };
}
