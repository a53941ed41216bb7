/** Specs that cannot be planned, and models that cannot plan: one clear message, and nothing is created. */
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Scenario } from "../../src/local/claude/script.ts";
import { readSubIssues } from "../../src/local/demo/final-state.ts";
import { sampleScenario } from "../../src/local/demo/scenario.ts";
import { samplePlan } from "../../src/local/sample/plan.ts";
import { type Bot, library, openBot } from "./bot-tester.ts";

const cyclic = {
  ...samplePlan,
  tasks: samplePlan.tasks.map((task) => (task.id === "t1" ? { ...task, blockedBy: ["t4"] } : task)),
};

/** A word in the first heading of the spec says what the scripted planner does. Hopeless specs may find hope. */
const hope = { found: false };
const scenario: Scenario = (request) => {
  const is = (word: string) => request.firstText.includes(`# ${word}`);
  if (is("Shapeless") || (is("Hopeless") && !hope.found)) return { json: { version: 1, title: "Half" } };
  if (is("Circular")) return { json: cyclic };
  if (is("Chatty")) return { text: "I would rather talk about the weather." };
  if (is("Unwelcome")) return { stop: "refusal" };
  return sampleScenario(request);
};

describe("a spec that does not become a plan", () => {
  let bot: Bot;
  let sample: string;
  beforeAll(async () => {
    bot = await openBot({ scenario });
    sample = await readFile(`${library}/../spec.md`, "utf8");
  });
  afterAll(() => bot?.close());

  async function refusedPlan(body: string) {
    const issue = await bot.openIssue("Browse and buy", body);
    const [before, calls] = [bot.github.requests.length, bot.modelCalls()];
    const plan = await bot.comment(issue, "/plan");
    expect(await bot.expectEnd(plan)).toBe("confused");
    expect(await readSubIssues(bot.stage.person("alice"), issue)).toEqual([]);
    expect(await bot.labels(issue)).toEqual([]);
    expect(bot.appWrites(before).filter((write) => /^create|addBlockedBy/.test(write))).toEqual([]);
    const byPawl = (await bot.comments(issue)).filter(({ by }) => by === "pawl[bot]");
    expect(byPawl).toHaveLength(1);
    return { issue, calls: bot.modelCalls() - calls, text: byPawl[0]?.text ?? "" };
  }

  it.each([
    ["is empty", ""],
    ["is only hidden text", "<!-- Buyers can search the products. -->"],
    ["is only emoji", "🎉 :tada: 🎉"],
  ])("is refused without a model call when it %s", async (_how, body) => {
    const { calls, text } = await refusedPlan(body);

    expect(calls).toBe(0);
    expect(text).toContain("holds no text that could be planned");
    expect(text).toContain("**Next:** Write into the issue what users should be able to do");
  });

  it.each([
    ["the plan has not the shape of one", "Shapeless", "shape: requirements: expected array"],
    ["tasks wait for each other in a circle", "Circular", "P01: Tasks wait for each other: t1, t4"],
    ["the answers are no JSON", "Chatty", "not the JSON that was asked for"],
  ])("is refused after two repairs when %s", async (_how, word, why) => {
    const { calls, text } = await refusedPlan(`# ${word}\n\n${sample}`);

    expect(calls).toBe(3);
    expect(text).toContain(why);
    expect(text).toMatch(/\*\*Next:\*\* .*(comment \/plan again|Try again)/);
  });

  it("is refused at once when the model refuses to answer", async () => {
    const { calls, text } = await refusedPlan(`# Unwelcome\n\n${sample}`);

    expect(calls).toBe(1);
    expect(text).toContain("The model refused to answer.");
    expect(text).toContain("**Next:** Read the spec for what may have caused it");
  });

  it("is planned by the next /plan when what stood in the way is gone", async () => {
    const { issue } = await refusedPlan(`# Hopeless\n\n${sample}`);
    hope.found = true;

    const plan = await bot.comment(issue, "/plan");

    expect(await bot.expectEnd(plan)).toBe("rocket");
    const byPawl = (await bot.comments(issue)).filter(({ by }) => by === "pawl[bot]");
    expect(byPawl).toHaveLength(1);
    expect(byPawl[0]?.text).toContain("6 tasks in 2 sprints");
  });
});
