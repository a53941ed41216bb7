import { noUsage } from "../../src/budget/usage.ts";
import { Config } from "../../src/config/config.ts";
import { approvePlan } from "../../src/plan/approve-plan.ts";
import type { Plan, PlannedTask } from "../../src/plan/plan.ts";
import type { ReviseOrder } from "../../src/plan/revise-draft.ts";
import { type RevisePorts, revisePlan } from "../../src/plan/revise-plan.ts";
import type { Revision } from "../../src/plan/reviser.ts";
import { planningWorld } from "./planning-world.ts";
import { soundPlan, soundSpec } from "./sound-plan.ts";

export const config = Config.parse({ app: 77 });

/** The plan with some tasks changed, by id; `null` drops one. */
export function changed(plan: Plan, changes: Readonly<Record<string, Partial<PlannedTask> | null>>): Plan {
  return {
    ...plan,
    tasks: plan.tasks.flatMap((task) => {
      const change = changes[task.id];
      return change === null ? [] : [{ ...task, ...change }];
    }),
  };
}

/** A spec whose sound plan is published (or shown), and a reviser that answers with the given plans one by one. */
export async function revisingWorld(
  options: { readonly plan?: Plan; readonly preview?: boolean; readonly from?: readonly string[] } = {},
) {
  const { plan = soundPlan(), preview = false, from = [] } = options;
  const world = planningWorld(from.length > 0 ? "See the file." : soundSpec, [plan]);
  await world.plan({ preview, from });
  const specs: string[] = [];
  const revisions: Revision[] = [];
  const found: (readonly string[])[] = [];
  const answers: Plan[] = [];
  const busy = new Set<number>();
  const next = () => {
    const candidate = answers.shift();
    if (candidate === undefined) throw new Error("the reviser was asked once too often");
    const usage = { ...noUsage, calls: 1, usd: 0.5 };
    return { kind: "drafted", candidate, draft: {}, usage } as const;
  };
  const ports: RevisePorts = {
    ...world.ports,
    busy: async () => busy,
    reviser: {
      revising: (revision) => {
        revisions.push(revision);
        return {
          draft: async ({ spec }) => {
            specs.push(spec);
            return next();
          },
          repair: async (_, findings) => {
            found.push(findings);
            return next();
          },
        };
      },
    },
  };
  const revise = (order: ReviseOrder | string, ...plans: readonly Plan[]) => {
    answers.splice(0, answers.length, ...plans);
    return revisePlan(ports, {
      spec: world.spec,
      order: typeof order === "string" ? { kind: "revise", text: order } : order,
      config,
      mapText: async () => "",
    });
  };
  const issueOf = (id: string) => {
    const issue = world.tracker.all().find(({ body }) => body.includes(`"task":"${id}"`));
    if (issue === undefined) throw new Error(`no issue of ${id}`);
    return issue;
  };
  return {
    ...world,
    ports,
    busy,
    revisions,
    specs,
    found,
    revise,
    issueOf,
    approve: () => approvePlan(ports, { spec: world.spec, config }),
    textsOn: async (issue: number) =>
      (await world.tracker.comments(issue)).map(({ body }) => body).join("\n"),
  };
}
