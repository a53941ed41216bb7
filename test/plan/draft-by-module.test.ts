import { describe, expect, it, onTestFinished } from "vitest";
import { plannerScenario } from "../../bench/scripted-planner.ts";
import { createClaudePlanner } from "../../src/claude/claude-planner.ts";
import { openClaude } from "../../src/claude/client.ts";
import type { Scenario } from "../../src/local/claude/script.ts";
import { startScriptedClaude } from "../../src/local/claude/scripted-claude.ts";
import { draftByModule, isLarge } from "../../src/plan/draft-by-module.ts";
import { lint } from "../../src/plan/lint/lint.ts";
import { soundPlan, soundSpec } from "./sound-plan.ts";

/** 27,000 words in 90 chapters. */
function longSpec(): string {
  const word = (at: number) => `${["amber", "birch", "cedar", "delta", "ember"][at % 5]}${at % 97}`;
  const sentence = (chapter: number, at: number) =>
    `A seller of ${word(chapter)} can move item ${chapter}-${at} to shelf ${word(at + chapter)} and sees it there at once.`;
  const chapters = Array.from({ length: 90 }, (_, chapter) => {
    const lines = Array.from({ length: 18 }, (_, at) => sentence(chapter, at));
    return `## Chapter ${chapter}: ${word(chapter)}\n\n${lines.join("\n")}\n`;
  });
  return `# Warehouse\n\n${chapters.join("\n")}`;
}

async function open(scenario: Scenario) {
  const started = await startScriptedClaude({ scenario });
  onTestFinished(() => started.close());
  const client = openClaude({ apiKey: started.apiKey, baseUrl: started.url, wait: async () => {} });
  return { started, planner: createClaudePlanner({ client, model: "claude-opus-5-5" }) };
}

const spec = longSpec();
const request = { spec, map: "src/shelf.ts", guidance: "", budgetUsd: 2 };
const files = new Set(["src/shelf.ts"]);

describe("a spec of 27,000 words", () => {
  it("is large", () => {
    expect(spec.split(/\s+/).length).toBeGreaterThan(27_000);
    expect(isLarge(spec)).toBe(true);
    expect(isLarge(soundSpec)).toBe(false);
  });

  it("is planned with one call for the outline and one for each module", async () => {
    const { planner, started } = await open(plannerScenario);
    const drafted = await draftByModule(planner, request, files);
    expect(drafted).toMatchObject({ kind: "drafted" });
    const plan = drafted.kind === "drafted" ? drafted.plan : soundPlan();
    expect(started.requests).toHaveLength(1 + plan.modules.length);
    expect(plan.modules.length).toBeGreaterThan(2);
    expect(plan.tasks.map(({ id }) => id).slice(0, 3)).toEqual(["t1", "t2", "t3"]);
    expect(lint(plan, spec).violations.filter(({ level }) => level === "error")).toEqual([]);
    expect(drafted.usage.calls).toBe(started.requests.length);
    expect(drafted.usage.usd).toBeLessThan(2);
  });

  it("shows each module only its own sections", async () => {
    const { planner, started } = await open(plannerScenario);
    await draftByModule(planner, request, files);
    const sizes = started.requests.map(({ body }) => JSON.stringify(body).length);
    for (const size of sizes.slice(1)) expect(size).toBeLessThan(80_000);
  });

  it("gets tasks that wait for tasks of other modules", async () => {
    const { planner } = await open(plannerScenario);
    const drafted = await draftByModule(planner, request, files);
    const tasks = drafted.kind === "drafted" ? drafted.plan.tasks : [];
    const moduleOf = new Map(tasks.map(({ id, module }) => [id, module]));
    const across = tasks.filter(({ module, blockedBy }) =>
      blockedBy.some((id) => moduleOf.get(id) !== module),
    );
    expect(across.length).toBeGreaterThan(0);
  });

  it("has the outline repaired when it leaves a section out", async () => {
    const { planner, started } = await open(async (asked) => {
      const answer = await plannerScenario(asked);
      if (!asked.system.startsWith("You cut") || asked.turn > 0) return answer;
      const { modules, ...rest } = Object(Object(answer).json);
      return { json: { ...rest, modules: modules.slice(1) } };
    });
    expect(await draftByModule(planner, request, files)).toMatchObject({ kind: "drafted" });
    const findings = JSON.stringify(started.requests[1]?.body);
    expect(findings).toContain("no module is planned from section s1");
    expect(findings).toContain("answer with the whole outline");
  });

  it("has one module repaired by the ids of its broken rules, and only that", async () => {
    const { planner, started } = await open(async (asked) => {
      const answer = await plannerScenario(asked);
      if (!asked.firstText.includes('"m2."') || asked.turn > 0) return answer;
      const { tasks, ...rest } = Object(Object(answer).json);
      return { json: { ...rest, tasks: tasks.map((task: object) => ({ ...task, criteria: [] })) } };
    });
    const drafted = await draftByModule(planner, request, files);
    expect(drafted).toMatchObject({ kind: "drafted" });
    const repairs = started.requests.filter(({ body }) => JSON.stringify(body).includes("P03: "));
    expect(repairs).toHaveLength(1);
  });

  it("is refused with the rules when a module stays unsound after two repairs", async () => {
    const { planner, started } = await open(async (asked) => {
      const answer = await plannerScenario(asked);
      if (!asked.firstText.includes('"m2."')) return answer;
      return { json: { ...Object(Object(answer).json), tasks: [] } };
    });
    const drafted = await draftByModule(planner, request, files);
    expect(drafted).toMatchObject({ kind: "refused", refusal: { code: "plan-invalid", text: /P0[27]/ } });
    expect(started.requests).toHaveLength(2 + 3);
    expect(drafted.usage.calls).toBe(5);
  });

  it("stops before a call that the budget does not cover", async () => {
    const { planner, started } = await open(plannerScenario);
    const drafted = await draftByModule(planner, { ...request, budgetUsd: 0.25 }, files);
    expect(drafted).toMatchObject({ kind: "refused", refusal: { code: "model-budget" } });
    expect(started.requests.length).toBeLessThan(2);
  });

  it("is planned at once by a model that answers the outline with a whole plan", async () => {
    const whole = soundPlan();
    const { planner, started } = await open(() => ({ json: whole }));
    const asked = { ...request, spec: `${spec}\n${soundSpec}` };
    expect(await draftByModule(planner, asked, files)).toMatchObject({ kind: "drafted" });
    expect(started.requests).toHaveLength(1);
  });
});
