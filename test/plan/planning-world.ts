import { createHash } from "node:crypto";
import type { Usage } from "../../src/budget/usage.ts";
import { Config } from "../../src/config/config.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { type PlanInput, type PlanPorts, planSpec } from "../../src/plan/plan-spec.ts";
import type { Planner, PlannerReply } from "../../src/plan/planner.ts";
import { type FakeTracker, fakeTracker } from "../issues/fake-tracker.ts";
import { soundPlan, soundSpec } from "./sound-plan.ts";

const usage: Usage = {
  calls: 1,
  inputTokens: 100,
  outputTokens: 50,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  usd: 0.25,
};

/** A planner that gives its answers one after the other and keeps what it was asked. */
function scriptedPlanner(...answers: readonly unknown[]) {
  const asked: string[][] = [];
  const next = (): PlannerReply => {
    const answer = answers[asked.length - 1];
    if (answer === undefined) throw new Error("the planner was asked once too often");
    return isFailure(answer)
      ? { kind: "failed", ...answer, usage }
      : { kind: "drafted", candidate: answer, draft: asked.length, usage };
  };
  const planner: Planner = {
    draft: async ({ spec }) => {
      asked.push([spec]);
      return next();
    },
    repair: async (_, findings) => {
      asked.push([...findings]);
      return next();
    },
  };
  return { planner, asked };
}

type Failure = { readonly code: string; readonly text: string; readonly next: string };

function isFailure(answer: unknown): answer is Failure {
  return typeof answer === "object" && answer !== null && "code" in answer;
}

const config = Config.parse({ app: 77 });

/** A spec issue on the fake tracker, ready to be planned. */
export function planningWorld(body: string = soundSpec, answers: readonly unknown[] = [soundPlan()]) {
  const tracker = fakeTracker();
  const spec = tracker.addIssue({ title: "Catalog", body }).number;
  const { planner, asked } = scriptedPlanner(...answers);
  const ports: PlanPorts = {
    tracker,
    planner,
    codeBase: {
      head: async () => "c".repeat(40),
      files: async () => [{ path: "src/page.ts", size: 10 }],
      texts: async (paths) =>
        new Map(paths.filter((path) => path === "docs/spec.md").map((path) => [path, soundSpec])),
    },
    digest: (text) => createHash("sha256").update(text).digest("hex"),
    pause: async () => {},
    log: () => {},
  };
  const plan = (change: Partial<PlanInput> = {}) =>
    planSpec(ports, {
      spec,
      guidance: "",
      from: [],
      preview: false,
      config,
      mapText: "src/page.ts",
      ...change,
    });
  return { tracker, spec, ports, asked, plan };
}

/** What a person would see in the end: titles, labels, parents and edges by title; nothing that depends on the way there. */
export function endState(tracker: FakeTracker): readonly unknown[] {
  const open = tracker.all().filter(({ state }) => state === "open");
  const title = (number: number | null) =>
    tracker.all().find((issue) => issue.number === number)?.title ?? null;
  return open
    .map((issue) => ({
      title: issue.title,
      labels: [...issue.labels].sort(),
      parent: title(issue.parent),
      blockedBy: issue.blockedBy.map(title).sort(),
    }))
    .sort((a, b) => (a.title < b.title ? -1 : 1));
}

/** The sound plan without sprints of its own: one sprint, flat. */
export function flatPlan(): Plan {
  const plan = soundPlan();
  return {
    ...plan,
    sprints: plan.sprints.slice(0, 1),
    tasks: plan.tasks.map((task) => ({ ...task, sprint: "S1" })),
  };
}
