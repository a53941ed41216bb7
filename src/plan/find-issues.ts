import type { Issue } from "../issues/issue.ts";
import type { Tracker } from "../issues/tracker.ts";
import type { Trust } from "../issues/trust.ts";
import { type KnownIssues, knownIssues } from "./known-issues.ts";
import type { Plan } from "./plan.ts";

type Ports = { readonly tracker: Pick<Tracker, "descendants" | "issuesSince"> };

/**
 * The issues that a plan has: those below the spec and, only where one is missing there, those that a person moved away.
 * Where a person put a task is where it stays; it is the plan's all the same.
 */
export async function findIssues(
  { tracker }: Ports,
  spec: Pick<Issue, "number" | "createdAt">,
  plan: Pick<Plan, "tasks" | "sprints">,
  trust: Trust,
): Promise<KnownIssues> {
  const below = knownIssues(await tracker.descendants(spec.number), spec.number, trust);
  return isComplete(plan, below) ? below : withMoved({ tracker }, spec, below, trust);
}

/** Adds what is not below the spec any more. What is below it wins. */
export async function withMoved(
  { tracker }: Ports,
  spec: Pick<Issue, "number" | "createdAt">,
  below: KnownIssues,
  trust: Trust,
): Promise<KnownIssues> {
  const all = knownIssues(await tracker.issuesSince(spec.createdAt), spec.number, trust);
  return {
    sprints: new Map([...all.sprints, ...below.sprints]),
    tasks: new Map([...all.tasks, ...below.tasks]),
    duplicates: below.duplicates,
  };
}

export function isComplete({ tasks, sprints }: Pick<Plan, "tasks" | "sprints">, known: KnownIssues): boolean {
  const nested = sprints.length > 1;
  return (
    tasks.every(({ id }) => known.tasks.has(id)) &&
    (!nested || sprints.every(({ id }) => known.sprints.has(id)))
  );
}
