import { describe, expect, it } from "vitest";
import { answerReady, answerRetry, answerStop, answerWhy } from "../../src/commands/answer-task.ts";
import type { Answered } from "../../src/commands/answers.ts";
import type { Place } from "../../src/commands/command.ts";
import type { CommandRequest } from "../../src/commands/receive.ts";
import { defaultConfig } from "../../src/config/config.ts";
import type { Outcome } from "../../src/issues/outcome.ts";
import { document } from "../../src/issues/render.ts";
import { firstClaim } from "../../src/queue/claim-state.ts";
import { aTask } from "../queue/queue-issue.ts";
import { fakeIssues } from "./fake-issues.ts";
import { alice } from "./thread.ts";

const asked = (kind: "ready" | "why" | "stop" | "retry", place: Place = "task"): CommandRequest => ({
  parsed: { kind: "command", command: { kind } },
  comment: 500,
  body: `/${kind}`,
  issue: 1,
  place,
  by: alice,
});

const textOf = (outcome: Outcome<Answered>) =>
  outcome.kind === "done" ? document(null, outcome.value.reply ?? []) : outcome.refusal.code;

const claimed = firstClaim(1, { runId: 7, runAttempt: 1 }, "b".repeat(40));

describe("/why", () => {
  const whyOf = (...issues: Parameters<typeof fakeIssues>[0]) =>
    answerWhy(fakeIssues(issues), defaultConfig)({ kind: "why" }, asked("why"));

  it("answers in one sentence and links what it waits for", async () => {
    const text = textOf(await whyOf(aTask(1, { blockedBy: [2] }), aTask(2)));
    expect(text).toMatch(/^It waits for `#2`.* See #2\.$/);
  });

  it("says that it is ready and when it comes", async () => {
    expect(textOf(await whyOf(aTask(1)))).toContain("it is the next to run");
  });

  it("says what to do about a claim that Pawl did not make", async () => {
    const world = fakeIssues([aTask(1)]);
    world.claims.spoil(1);
    const text = textOf(await answerWhy(world, defaultConfig)({ kind: "why" }, asked("why")));
    expect(text).toContain("git push origin --delete refs/pawl/claims/issue-1");
  });

  it("is refused on an issue outside the queue", async () => {
    expect(textOf(await whyOf(aTask(2)))).toBe("not-in-queue");
  });
});

describe("/ready", () => {
  const readyOf = (...issues: Parameters<typeof fakeIssues>[0]) =>
    answerReady(fakeIssues(issues), defaultConfig)({ kind: "ready" }, asked("ready"));

  it("says yes with the place in the queue", async () => {
    expect(textOf(await readyOf(aTask(1)))).toMatch(/^\*\*Yes\.\*\* It is ready: it is the next to run/);
  });

  it("says no with the first reason", async () => {
    expect(textOf(await readyOf(aTask(1, { release: null })))).toMatch(
      /^\*\*No\.\*\* Nobody with write access/,
    );
  });
});

describe("/stop", () => {
  const stop = (world: ReturnType<typeof fakeIssues>, place: Place = "task") =>
    answerStop(world, defaultConfig)({ kind: "stop" }, asked("stop", place));

  it("holds the task before it stops the run, so that no other run takes it", async () => {
    const world = fakeIssues([aTask(1)]);
    world.claims.put(claimed);
    expect(textOf(await stop(world))).toContain("The run is stopped.");
    expect(world.story).toEqual(["+needs-human on 1", "-ready on 1", "cancel 7", "-in-progress on 1"]);
    expect(world.claims.chain(1).at(-1)?.state).toBe("stopped");
  });

  it("holds a task that nobody works on", async () => {
    const world = fakeIssues([aTask(1)]);
    expect(textOf(await stop(world))).toContain("No run was working on it.");
    expect(world.story).toContain("+needs-human on 1");
  });

  it("on its pull request stops the task", async () => {
    const world = fakeIssues([aTask(14, { openPullRequest: 1 })]);
    world.claims.put({ ...claimed, issue: 14 });
    expect(textOf(await stop(world, "pull-request"))).toContain("The run is stopped.");
    expect(world.story).toEqual(["+needs-human on 14", "-ready on 14", "cancel 7", "-in-progress on 14"]);
  });

  it("is refused on a pull request that is not ours", async () => {
    expect(textOf(await stop(fakeIssues([aTask(1)]), "pull-request"))).toBe("not-ours");
  });

  it("cancels the run where the claim cannot be written", async () => {
    const world = fakeIssues([aTask(1)]);
    world.claims.put(claimed);
    world.claims.forbid("Resource not accessible by integration");
    expect(textOf(await stop(world))).toContain("The run is stopped.");
    expect(world.story).toContain("cancel 7");
  });
});

describe("/retry", () => {
  const retry = (world: ReturnType<typeof fakeIssues>) =>
    answerRetry(world, defaultConfig)({ kind: "retry" }, asked("retry"));

  it("counts tries anew and takes the hold off", async () => {
    const world = fakeIssues([aTask(1)]);
    world.claims.put({ ...claimed, state: "free", tries: 3, spentUsd: 4 });
    await retry(world);
    expect(world.claims.chain(1).at(-1)).toMatchObject({ state: "free", tries: 0, spentUsd: 4 });
    expect(world.story).toEqual(["-needs-human on 1", "start"]);
  });

  it("says it by the label alone where the claim cannot be written", async () => {
    const world = fakeIssues([aTask(1)]);
    world.claims.put({ ...claimed, state: "free", tries: 3 });
    world.claims.forbid("Resource not accessible by integration");
    expect(textOf(await retry(world))).toContain("Tries are counted anew");
    expect(world.story).toEqual(["-needs-human on 1", "start"]);
  });

  it("frees a claim whose run ended without a word", async () => {
    const world = fakeIssues([aTask(1)]);
    world.claims.put({ ...claimed, tries: 3 });
    await retry(world);
    expect(world.claims.chain(1).at(-1)).toMatchObject({ state: "free", tries: 0 });
  });

  it("is refused while a run works on it", async () => {
    const world = fakeIssues([aTask(1)]);
    world.claims.put(claimed);
    world.claims.alive.add("7/1");
    expect(textOf(await retry(world))).toBe("claimed");
  });

  it("takes the hold off a task that was never claimed", async () => {
    const world = fakeIssues([aTask(1)]);
    expect(textOf(await retry(world))).toContain("Tries are counted anew");
  });
});
