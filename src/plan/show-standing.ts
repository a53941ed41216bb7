import type { Config } from "../config/config.ts";
import { statusComment } from "../issues/status-comment.ts";
import { spentInComments } from "../spec/spent.ts";
import type { CreatePorts } from "./create-once.ts";
import type { Published } from "./publish-plan.ts";
import type { StandingPlan } from "./standing-plan.ts";
import { renderStatus } from "./status.ts";
import { firstStates } from "./task-state.ts";
import { nextOfPreview } from "./why-held.ts";

type View = Pick<Published, "tasks" | "sprints"> & { readonly config: Config };

/** Shows a plan, or a preview, in the status comment as it stands when nothing has been worked yet. */
export async function showStanding(
  { tracker }: Pick<CreatePorts, "tracker">,
  { issue, comments, ours, plan, hash, kind, record }: StandingPlan,
  { config, tasks, sprints }: View,
): Promise<void> {
  const isPreview = kind === "plan-preview";
  const { budgetUsd, dayUsd, iterations } = config.run;
  const body = renderStatus({
    spec: issue.number,
    plan,
    hash: isPreview ? null : hash,
    tasks,
    sprints,
    states: isPreview ? new Map() : firstStates(plan.tasks),
    caps: { taskUsd: budgetUsd, dayUsd, iterations },
    spentUsd: (record.spentUsd ?? 0) + spentInComments(ours),
    next: isPreview
      ? nextOfPreview(plan)
      : `Label a task, a sprint or this issue "${config.labels.ready}" to release it; nothing runs before.`,
  });
  await statusComment(tracker, issue.number, comments, { app: config.app ?? null }).show(body);
}
