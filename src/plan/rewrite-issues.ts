import type { LinkedIssue } from "../issues/issue.ts";
import { markerOf } from "../issues/marker.ts";
import { refused } from "../issues/outcome.ts";
import { codeSpan, document, md } from "../issues/render.ts";
import type { Edge, Tracker, Written } from "../issues/tracker.ts";
import { sprintText } from "./issue-text.ts";
import type { Plan, PlannedTask } from "./plan.ts";
import { type Ground, isSameText, isSprintAsWritten, planBehind, printTask } from "./standing-issues.ts";

type Ports = { readonly tracker: Tracker };

export type Failed = ReturnType<typeof refused> | null;

/** A release was given to other words: it goes before the words do. */
export async function takeBack(
  { tracker }: Ports,
  { number, labels }: LinkedIssue,
  hash: string,
  ready: string,
): Promise<void> {
  if (!labels.includes(ready)) return;
  await tracker.removeLabel(number, ready);
  const why = md`The plan was revised and this task with it, so its release was taken back. Read it again, then put ${codeSpan(ready)} on it.`;
  await tracker.createComment(number, document({ kind: "note", about: `revised ${hash}` }, [why]));
}

type Rewrite = {
  readonly plan: Plan;
  readonly hash: string;
  readonly task: PlannedTask;
  readonly issue: LinkedIssue;
};

/** Labels and edges of the new plan, then title and body with the marker, which says that the rest is done. */
export async function rewriteTask(
  { tracker }: Ports,
  ground: Ground,
  { plan, hash, task, issue }: Rewrite,
): Promise<Failed> {
  const text = printTask(ground, hash, plan, task);
  const wanted = text.labels.filter((name) => name !== ground.labels.blocked);
  const missing = wanted.filter((name) => !issue.labels.includes(name));
  const gone = issue.labels.filter((name) => /^(P[0-4]|module: .*)$/.test(name) && !wanted.includes(name));
  if (missing.length > 0) await tracker.addLabels(issue.number, missing);
  for (const name of gone) await tracker.removeLabel(issue.number, name);
  const edges = endedEdges(ground, task, issue);
  const removed = edges.length === 0 ? null : await tracker.removeEdges(edges);
  const { title, body } = text;
  return failedBy(removed) ?? failedBy(await tracker.editIssue(issue.number, { title, body }));
}

/** Edges that the plan behind the issue had and the new plan has not; a person's own edges stay. */
function endedEdges(ground: Ground, task: PlannedTask, issue: LinkedIssue): readonly Edge[] {
  const before = planBehind(ground, issue)?.tasks.find(({ id }) => id === task.id)?.blockedBy ?? [];
  return before
    .filter((id) => !task.blockedBy.includes(id))
    .flatMap((id) => ground.known.tasks.get(id) ?? [])
    .filter(({ number }) => issue.blockedBy.includes(number))
    .map(({ number, id }) => ({
      blocked: { number: issue.number, id: issue.id },
      blocker: { number, id },
    }));
}

/** Sprints whose words changed are rewritten; those the plan no longer has are closed. Hand-edited ones stay. */
export async function rewriteSprints(
  { tracker }: Ports,
  ground: Ground,
  { plan, hash }: { readonly plan: Plan; readonly hash: string },
): Promise<Failed> {
  const nested = plan.sprints.length > 1;
  for (const [id, issue] of ground.known.sprints) {
    if (issue.state === "closed" || !isSprintAsWritten(ground, issue, id)) continue;
    const sprint = nested ? plan.sprints.find((one) => one.id === id) : undefined;
    const standing = markerOf(issue.body, "sprint")?.plan ?? hash;
    if (sprint === undefined) await tracker.close(issue.number, "not_planned");
    else if (!isSameText(sprintText(ground.spec, standing, sprint, ground.labels), issue)) {
      const { title, body } = sprintText(ground.spec, hash, sprint, ground.labels);
      const failed = failedBy(await tracker.editIssue(issue.number, { title, body }));
      if (failed !== null) return failed;
    }
  }
  return null;
}

export function failedBy(written: Written<null> | null): Failed {
  if (written === null || written.kind === "written") return null;
  const why =
    written.kind === "rejected" ? `refused a change (${written.status})` : "did not confirm a change";
  return refused(
    "publish-rejected",
    `GitHub ${why} of the plan's issues: ${written.text}`,
    "Put right what GitHub names, then comment /plan: it continues.",
  );
}
