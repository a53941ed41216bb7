/**
 * What people without write access say, and what is no command, gets nothing at all. To be sure that Pawl is through with
 * it, alice then asks for help on the same issue: her answer must be the only thing Pawl has written there.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bot, openBot } from "./bot-tester.ts";

describe("a command", () => {
  let bot: Bot;
  beforeAll(async () => {
    bot = await openBot();
  });
  afterAll(() => bot?.close());

  async function expectNothing(issue: number, comment: number): Promise<void> {
    const help = await bot.comment(issue, "/help");
    expect(await bot.expectEnd(help)).toBe("rocket");
    const byPawl = (await bot.comments(issue)).filter(({ by }) => by === "pawl[bot]");
    expect(byPawl).toHaveLength(1);
    expect(byPawl[0]?.text).toContain("/plan");
    expect(await bot.reactions(comment)).toEqual([]);
    expect(bot.modelCalls()).toBe(0);
    expect(await bot.labels(issue)).toEqual([]);
  }

  it.each([
    ["mallory", "who has no access"],
    ["rea", "who may read"],
    ["tri", "who may triage"],
    ["a1ice", "whose login looks like the maintainer's"],
  ])("gets nothing when it is /plan by %s, %s", async (login) => {
    const issue = await bot.openIssue("A wish", "Buyers can search the products.", [], login);

    const comment = await bot.comment(issue, "/plan", login);

    await expectNothing(issue, comment);
  });

  it("gets nothing when a workflow's bot says /plan", async () => {
    const issue = await bot.openIssue("A wish", "Buyers can search the products.");

    const comment = await bot.commentAsWorkflow(issue, "/plan");

    await expectNothing(issue, comment);
  });

  it.each([
    ["stands in a quote", "> /plan"],
    ["stands in a fence", "```\n/plan\n```"],
    ["is indented as code", "    /plan"],
    ["comes after other words", "I would say\n\n/plan"],
    ["is hidden", "<!-- -->\n/plan"],
    ["is part of a path", "/plan/b.md is the file"],
  ])("gets nothing when the command %s", async (_how, text) => {
    const issue = await bot.openIssue("A wish", "Buyers can search the products.");

    const comment = await bot.comment(issue, text);

    await expectNothing(issue, comment);
  });

  it("gets nothing when a comment becomes a command by an edit", async () => {
    const issue = await bot.openIssue("A wish", "Buyers can search the products.");
    const comment = await bot.comment(issue, "I like it.");

    await bot.editComment(comment, "/plan");

    await expectNothing(issue, comment);
  });

  it("gets nothing when somebody without access labels a task ready", async () => {
    const issue = await bot.openIssue("Task", "## Acceptance criteria\n\n- A thing works", ["task"]);

    await bot.label(issue, "ready", "tri");

    const why = await bot.comment(issue, "/why");
    expect(await bot.expectEnd(why)).toBe("rocket");
    expect(await bot.expectNextComment(issue)).toContain("write access");
    expect(await bot.runs()).toEqual([]);
  });

  it("is answered when it comes from anybody with write access", async () => {
    const issue = await bot.openIssue("A wish", "Buyers can search the products.", [], "rea");

    const comment = await bot.comment(issue, "  /PLAN --what", "bob");

    expect(await bot.expectEnd(comment)).toBe("confused");
    expect(await bot.expectNextComment(issue)).toContain("/plan");
    expect(bot.modelCalls()).toBe(0);
  });

  it("is refused when it is edited before it was carried out", async () => {
    const issue = await bot.openIssue("A wish", "Buyers can search the products.");
    const edited = Promise.withResolvers<void>();
    bot.github.faults.before = ({ operation, request }) => {
      if (operation !== "reactions/create-for-issue-comment") return undefined;
      bot.github.faults.before = null;
      const id = Number(/comments\/(\d+)/.exec(request.path)?.[1]);
      bot.editComment(id, "/plan something else").then(edited.resolve, edited.reject);
      return { kind: "delay", milliseconds: 500 };
    };

    const comment = await bot.comment(issue, "/plan");

    await edited.promise;
    expect(await bot.expectEnd(comment)).toBe("confused");
    expect(await bot.expectNextComment(issue)).toContain("an edited comment is never a command");
    expect(bot.modelCalls()).toBe(0);
  });
});
