/** Webhooks that never came: the sweep of a starting App finds what people said meanwhile. */
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startApp } from "../../src/local/stage/app-process.ts";
import { openBot } from "./bot-tester.ts";

it("a command given while no App listened is answered once, when one starts", {
  timeout: 60_000,
}, async () => {
  const bot = await openBot();
  onTestFinished(() => bot.close());
  const task = await bot.openIssue("List products", "No plan yet.", ["task"]);
  await bot.expectQuiet();
  bot.github.setWebhook(null);
  const command = await bot.comment(task, "/why");
  const stranger = await bot.comment(task, "/why", "rea");
  await bot.expectQuiet();
  expect(await bot.reactions(command)).toEqual([]);

  const entry = join(import.meta.dirname, "../../src/app.ts");
  const app = await startApp({ entry, github: bot.github, environment: { LOG_LEVEL: "info" } });
  onTestFinished(() => app.stop());

  expect(await bot.expectEnd(command)).toBe("rocket");
  await bot.expectQuiet();
  expect(await bot.reactions(stranger)).toEqual([]);
  const answers = (await bot.comments(task)).filter(({ by }) => by === "pawl[bot]");
  expect(answers).toHaveLength(1);
});
