/** The model API does not work: App and Action each say so once, name the next step, and leave nothing half-done. */
import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { readSubIssues } from "../../src/local/demo/final-state.ts";
import { type Bot, type BotOptions, library, openBot } from "./bot-tester.ts";

/** Nothing listens there. */
const nowhere = "http://127.0.0.1:9";

type OnFinished = (close: () => Promise<void>) => void;

async function botWith(options: BotOptions, onTestFinished: OnFinished): Promise<Bot> {
  const bot = await openBot(options);
  onTestFinished(() => bot.close());
  return bot;
}

async function refusedPlan(bot: Bot): Promise<string> {
  const spec = await bot.openIssue("Browse and buy", await readFile(`${library}/../spec.md`, "utf8"));
  const plan = await bot.comment(spec, "/plan");
  expect(await bot.expectEnd(plan)).toBe("confused");
  expect(await readSubIssues(bot.stage.person("alice"), spec)).toEqual([]);
  const byPawl = (await bot.comments(spec)).filter(({ by }) => by === "pawl[bot]");
  expect(byPawl).toHaveLength(1);
  return byPawl[0]?.text ?? "";
}

/** The status of a released task whose run could not go on. */
async function refusedRun(bot: Bot): Promise<{ task: number; text: string }> {
  const task = await bot.releaseHandMadeTask();
  const text = await bot.expectText(task, /Next: /);
  await bot.expectQuiet();
  expect(await bot.get("/git/matching-refs/heads/pawl")).toEqual([]);
  expect(await bot.labels(task)).toEqual(["task", "ready"]);
  expect(await bot.runs()).toHaveLength(1);
  return { task, text };
}

describe.concurrent("without a model API that answers", { timeout: 120_000 }, () => {
  it("says that there is no key, and works the task once it is there", async ({ onTestFinished }) => {
    const bot = await botWith({ apiKey: "" }, onTestFinished);

    const plan = await refusedPlan(bot);
    expect(plan).toContain("There is no key for the model API.");
    expect(plan).toContain("**Next:** Set the secret ANTHROPIC\\_API\\_KEY");

    const { task, text } = await refusedRun(bot);
    expect(text).toContain("The input anthropic-api-key is empty.");
    expect(text).toContain("Next: Add the secret ANTHROPIC\\_API\\_KEY.");
    expect(text).toContain("Comment `/retry` when the cause is gone");
    expect(bot.modelCalls()).toBe(0);

    bot.stage.secrets.ANTHROPIC_API_KEY = bot.claude.apiKey;
    await bot.comment(task, "/retry");
    expect((await bot.expectPullRequest(task)).draft).toBe(true);
  });

  it("says that the key was not accepted, and never shows it", async ({ onTestFinished }) => {
    const bot = await botWith({ apiKey: "sk-wrong-and-long-enough" }, onTestFinished);

    const plan = await refusedPlan(bot);
    expect(plan).toContain("The model API did not accept the key.");
    expect(plan).toContain("**Next:** Set the secret ANTHROPIC\\_API\\_KEY to a key that is active");
    expect(bot.modelCalls()).toBe(1);

    const { text } = await refusedRun(bot);
    expect(text).toContain("The model API did not accept the key.");
    expect(bot.stage.app.output()).not.toContain("sk-wrong");
    expect(bot.runLogs()).not.toContain("sk-wrong");
  });

  it("says after some waiting that the model API could not be reached", async ({ onTestFinished }) => {
    const bot = await botWith({ claudeUrl: nowhere }, onTestFinished);

    const plan = await refusedPlan(bot);

    expect(plan).toContain("The model API at 127.0.0.1:9 could not be reached.");
    expect(plan).toContain("**Next:** Check the network, and ANTHROPIC\\_BASE\\_URL if it is set");
  });
});
