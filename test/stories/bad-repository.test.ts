/** Repositories that Pawl cannot work in as they are: the task says why and what to do, and nothing is published. */
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Bot, type BotOptions, library, openBot } from "./bot-tester.ts";

type OnFinished = (close: () => Promise<void>) => void;

async function botWith(options: BotOptions, onTestFinished: OnFinished): Promise<Bot> {
  const bot = await openBot(options);
  onTestFinished(() => bot.close());
  return bot;
}

/** The sample library with some files changed; `null` takes a path away. */
async function libraryWith(
  changes: Readonly<Record<string, string | null>>,
  onTestFinished: OnFinished,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "pawl-library-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await cp(library, folder, { recursive: true });
  for (const [path, text] of Object.entries(changes)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    if (text === null) await rm(join(folder, path), { recursive: true });
    else await writeFile(join(folder, path), text);
  }
  return folder;
}

/** The status of a released task whose run could not go on: one try by itself, nothing published, no model asked. */
async function refusedTask(bot: Bot): Promise<string> {
  const task = await bot.releaseHandMadeTask();
  const text = await bot.expectText(task, /Next: /);
  await bot.expectQuiet();
  expect(await bot.comments(task)).toHaveLength(1);
  expect(await bot.labels(task)).toEqual(["task", "ready"]);
  expect(await bot.get("/git/matching-refs/heads/pawl")).toEqual([]);
  expect(await bot.get("/pulls?state=all")).toEqual([]);
  expect(await bot.runs()).toHaveLength(1);
  expect(bot.modelCalls()).toBe(0);
  expect(text).toContain("Comment `/retry` when the cause is gone");
  return text;
}

describe("a repository that cannot be worked in", { timeout: 120_000 }, () => {
  it("is one without tests", async ({ onTestFinished }) => {
    const files = await libraryWith({ test: null }, onTestFinished);
    const bot = await botWith({ files }, onTestFinished);

    const text = await refusedTask(bot);

    expect(text).toContain("The test command ran no test, so nothing could prove a change.");
    expect(text).toContain("Next: Add a test runner and one passing test first");
  });

  it("is one where more than a fifth of the tests fail before the task begins", async ({
    onTestFinished,
  }) => {
    const broken = ["a", "b", "c", "d", "e"].map(
      (name) => `it("${name}", () => { throw new Error("no"); });\n`,
    );
    const red = `import { it } from "node:test";\n${broken.join("")}`;
    const files = await libraryWith({ "test/broken.test.js": red }, onTestFinished);
    const bot = await botWith({ files }, onTestFinished);

    const text = await refusedTask(bot);

    expect(text).toContain("5 tests fail before the task begins: test/broken.test.js");
    expect(text).toContain("Next: Make the default branch green first.");
  });

  it("is one whose settings are broken, and the answer says where", async ({ onTestFinished }) => {
    const bot = await botWith({ config: "run:\n  budgetUSD: 5\n" }, onTestFinished);
    const issue = await bot.releaseHandMadeTask();
    const spec = await bot.openIssue("Browse and buy", "Buyers can search the products.");
    const why = ".github/pawl.yml:3: run.budgetUSD: unknown key. Did you mean budgetUsd?";

    const commands = [await bot.comment(spec, "/plan"), await bot.comment(issue, "/why")];

    for (const command of commands) expect(await bot.expectEnd(command)).toBe("confused");
    expect(await bot.expectNextComment(spec)).toContain(`${why} Correct the file on the default branch`);
    expect(await bot.expectNextComment(issue)).toContain(why);
    await bot.runWorkflow();
    await bot.expectQuiet();
    expect(await bot.runs()).toMatchObject([{ event: "workflow_dispatch", conclusion: "failure" }]);
    expect(bot.runLogs()).toContain(why);
    expect(bot.runLogs()).not.toMatch(/^ +at /m);
    expect(bot.modelCalls()).toBe(0);
  });
});
