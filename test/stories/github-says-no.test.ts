/** GitHub refuses what Pawl needs to publish: the task says why and what to do, and nothing is half-done. */
import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { FaultHook } from "../../src/local/github/faults.ts";
import { refRulesOf } from "../../src/local/github/refs-rules.ts";
import { type Bot, openBot } from "./bot-tester.ts";

/** GitHub's answer to opening a pull request, as long as `applies` says so. */
function pullRequests(status: number, message: string, applies: (body: unknown) => boolean): FaultHook {
  return ({ operation, request }) =>
    operation === "pulls/create" && applies(request.body)
      ? { kind: "answer", status, body: { message, documentation_url: "", status: String(status) } }
      : undefined;
}

const notAllowed = "GitHub Actions is not permitted to create or approve pull requests.";
const noDrafts = "Draft pull requests are not supported in this repository.";
const isDraft = (body: unknown) => JSON.stringify(body).includes('"draft":true');

/** One bot for all: each test has a task of its own, and leaves nothing behind that would run. */
describe("GitHub says no", { timeout: 120_000 }, () => {
  let bot: Bot;
  let runs = 0;
  let calls = 0;

  beforeAll(async () => {
    bot = await openBot();
  });
  afterAll(() => bot?.close());
  beforeEach(async () => {
    bot.github.faults.before = null;
    refRulesOf(bot.github.world).restricted = [];
    await bot.expectQuiet();
    runs = (await bot.runs()).length;
    calls = bot.modelCalls();
  });

  const branchOf = (task: number) => `refs/heads/pawl/issue-${task}`;
  const takeBack = (task: number) => bot.stage.person("alice").unlabel(task, "ready");

  it("to any pull request: the work is safe, and the way on is told", async () => {
    bot.github.faults.before = pullRequests(403, notAllowed, () => true);

    const task = await bot.releaseHandMadeTask();

    const text = await bot.expectText(task, /safe on its branch/);
    expect(text).toContain(`did not let Pawl open the pull request: ${notAllowed}`);
    expect(text).toContain("Allow GitHub Actions to create and approve pull requests");
    expect(text).toContain(`/acme/larder/compare/main...pawl/issue-${task}`);
    expect(await bot.get("/pulls?state=all")).toEqual([]);
    expect(await bot.branches()).toEqual([branchOf(task)]);
    await bot.expectQuiet();
    expect(await bot.labels(task)).toEqual(["task", "ready", "needs-human"]);

    calls = bot.modelCalls();
    bot.github.faults.before = null;
    await bot.comment(task, "/retry");
    const pull = await bot.expectPullRequest(task);
    expect(pull.body).toContain(`Closes #${task}`);
    expect(await bot.expectText(task, /In review/)).toContain(`#${pull.number}`);
    expect(bot.modelCalls()).toBe(calls);
  });

  it("to drafts: the pull request says in its title that it is unfinished", async () => {
    bot.github.faults.before = pullRequests(422, noDrafts, isDraft);

    const task = await bot.releaseHandMadeTask();

    const pull = await bot.expectPullRequest(task);
    expect(pull).toMatchObject({ draft: false, title: expect.stringMatching(/^WIP: .*List products/) });
    expect(await bot.expectText(task, /In review/)).toContain(`#${pull.number}`);
  });

  it("to branches under pawl/: nothing is published, and the task is free", async () => {
    refRulesOf(bot.github.world).restricted = ["refs/heads/pawl/*"];

    const task = await bot.releaseHandMadeTask();

    const text = await bot.expectText(task, /branch-not-allowed/);
    expect(text).toContain(`A rule of the repository forbids the branch \`pawl/issue-${task}\``);
    expect(text).toContain("Next: Let the bot create branches that match `pawl/**`, then comment `/retry`.");
    await bot.expectQuiet();
    expect(await bot.branches()).not.toContain(branchOf(task));
    expect(await bot.labels(task)).toEqual(["task", "ready"]);
    expect((await bot.runs()).length).toBe(runs + 1);
    await takeBack(task);
  });

  it("to every ref of Pawl's: no task is claimed, and the run says why", async () => {
    refRulesOf(bot.github.world).restricted = ["refs/pawl/*", "refs/heads/pawl/*"];

    const task = await bot.releaseHandMadeTask();

    await bot.expectRun("failure");
    await bot.expectQuiet();
    expect(bot.runLogs()).toContain(
      "::error title=Pawl branch-not-allowed::The repository does not let Pawl",
    );
    expect(bot.runLogs()).toContain("Allow the workflow to create refs under");
    expect(await bot.labels(task)).toEqual(["task", "ready"]);
    expect((await bot.runs()).length).toBe(runs + 1);
    expect(bot.modelCalls()).toBe(calls);
    await takeBack(task);
  });

  it("nothing, but a claim stands there that Pawl did not make", async () => {
    const { path } = bot.github.world.repository;
    const git = (...args: readonly string[]) => execFileSync("git", ["-C", path, ...args]);
    const next = Math.max(...bot.github.world.issues.keys()) + 1;
    git("update-ref", `refs/pawl/claims/issue-${next}`, "main");

    const task = await bot.releaseHandMadeTask();

    const text = await bot.expectText(task, /Not started/);
    expect(text).toContain(
      `The claim ref of \`#${task}\` was not made by Pawl: its commit does not hold a claim.`,
    );
    expect(text).toContain(`git push origin --delete refs/pawl/claims/issue-${task}`);
    await bot.expectQuiet();
    const why = await bot.comment(task, "/why");
    expect(await bot.expectEnd(why)).toBe("rocket");
    expect(await bot.expectText(task, /^The claim ref of/)).toContain("git push origin --delete");
    expect(bot.modelCalls()).toBe(calls);

    git("update-ref", "-d", `refs/pawl/claims/issue-${next}`);
    await bot.comment(task, "/retry");
    expect((await bot.expectPullRequest(task)).draft).toBe(true);
  });
});
