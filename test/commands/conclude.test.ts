import { describe, expect, it } from "vitest";
import { begin } from "../../src/commands/begin.ts";
import { conclude } from "../../src/commands/conclude.ts";
import { type Ended, endedBy } from "../../src/commands/ended.ts";
import { endingOf } from "../../src/commands/ending.ts";
import { defaultConfig } from "../../src/config/config.ts";
import { done, refused } from "../../src/issues/outcome.ts";
import type { ClaimState } from "../../src/queue/claim.ts";
import { firstClaim } from "../../src/queue/claim-state.ts";
import type { QueueIssue } from "../../src/queue/snapshot.ts";
import { aTask } from "../queue/queue-issue.ts";
import { fakeIssues } from "./fake-issues.ts";

const trust = { app: null };
const run = { url: "https://github.test/o/r/actions/runs/7", home: "https://github.test/o/r" };
const first = { ...firstClaim(1, { runId: 7, runAttempt: 1 }, "b".repeat(40)), spentUsd: 1 };
const failedBy = (code: string): Ended => ({
  kind: "failed",
  refusal: refused(code, "The suite stayed red.", "Look at the log.").refusal,
});

/** Ends the work on task 1, with other tasks around it. */
async function end(ended: Ended, others: readonly QueueIssue[] = [], change: Partial<ClaimState> = {}) {
  const world = fakeIssues([aTask(1, { labels: ["in-progress"], release: null }), ...others]);
  const claim = world.claims.put({ ...first, ...change });
  const input = { claim, ended, spentUsd: 0.5, run, config: defaultConfig, trust };
  const go = () => conclude(world, input);
  return {
    world,
    claim,
    go,
    last: () => world.claims.chain(1).at(-1),
    text: () => world.texts(1).join("\n"),
  };
}

describe("a failed task", () => {
  it("is given back with one more try and what it cost", async () => {
    const { go, last } = await end(failedBy("gave-up"));
    expect(await go()).toMatchObject({ claim: "freed", needsHuman: false });
    expect(last()).toMatchObject({ state: "free", tries: 1, spentUsd: 1.5 });
  });

  it("shows what happened, in which run, the cost and the next step", async () => {
    const { go, text } = await end(failedBy("gave-up"));
    await go();
    expect(text()).toContain(
      "**The suite stayed red.** (`gave-up`, in [this run](https://github.test/o/r/actions/runs/7))",
    );
    expect(text()).toContain("Next: Look at the log.");
    expect(text()).toContain("Failed tries: 1 of 3. Spent: `$0.50` now, `$1.50` in all.");
  });

  it("shows the changes that only a person may make as a difference", async () => {
    const { refusal } = refused("needs-human", 'A person must:\n- ci "Makefile": change it', "Do it.");
    const { go, text } = await end({ kind: "failed", refusal: { ...refusal, diff: "--- Makefile\n+all:" } });
    await go();
    expect(text()).toContain("**A person must:** (`needs-human`");
    expect(text()).toContain("```diff\n--- Makefile\n+all:\n```");
  });

  it("loses the label of work in progress", async () => {
    const { go, world } = await end(failedBy("gave-up"));
    await go();
    expect(world.story).toContain("-in-progress on 1");
  });

  it("stops the line after the last try and shows what waits behind it", async () => {
    const behind = [aTask(2, { blockedBy: [1] }), aTask(3, { blockedBy: [2] })];
    const { go, world, text } = await end(failedBy("gave-up"), behind, { tries: 2 });
    expect(await go()).toMatchObject({ needsHuman: true });
    expect(world.story).toContain("+needs-human on 1");
    expect(text()).toContain("Waiting behind it:\n\n- #2\n- #3");
  });

  it("waits for a person at once when only a person can decide, without counting a try", async () => {
    const { go, last } = await end(failedBy("spec-conflict"));
    expect(await go()).toMatchObject({ needsHuman: true });
    expect(last()?.tries).toBe(0);
  });

  it("lets the next ready task start", async () => {
    const { go, world } = await end(failedBy("gave-up"), [aTask(2)]);
    expect(await go()).toMatchObject({ started: true });
    expect(world.story.at(-1)).toBe("start");
  });

  it("counts no try and starts nothing where the cause would meet every task", async () => {
    const { go, last, world } = await end(failedBy("sandbox-unavailable"), [aTask(2)]);
    expect(await go()).toMatchObject({ started: false, needsHuman: false });
    expect([last()?.tries, world.story.includes("start")]).toEqual([0, false]);
  });

  it.each(["cancelled", "changed-after-release"])(
    "counts no try for %s, and lets the next task start",
    async (code) => {
      const { go, last } = await end(failedBy(code), [aTask(2)]);
      expect(await go()).toMatchObject({ started: true, needsHuman: false });
      expect(last()?.tries).toBe(0);
    },
  );

  it("has one status comment, edited in place", async () => {
    const { go, world, claim } = await end(failedBy("gave-up"));
    await begin(world, { claim: claim.state, releasedBy: "alice", run, config: defaultConfig, trust });
    expect(world.texts(1)).toEqual([expect.stringContaining("**Working on it** in [this run]")]);
    await go();
    expect(world.texts(1)).toEqual([expect.stringContaining("The suite stayed red.")]);
  });
});

it("goes on when it cannot be shown that a task is under way", async () => {
  const { world, claim } = await end(failedBy("gave-up"));
  const tracker = { ...world.tracker, addLabels: () => Promise.reject(new Error("502")) };
  const input = { claim: claim.state, releasedBy: "alice", run, config: defaultConfig, trust };
  await expect(begin({ ...world, tracker }, input)).resolves.toBeUndefined();
});

describe("a published task", () => {
  it("points to its pull request and keeps its claim as it is", async () => {
    const { go, world, text, last } = await end({ kind: "published", pullRequest: 40, notice: null });
    expect(await go()).toMatchObject({ claim: "published", needsHuman: false });
    expect(text()).toContain("**In review**: #40");
    expect(last()).toEqual(first);
    expect(world.story).toEqual(["+in-review on 1", "-in-progress on 1", "comment on 1"]);
  });

  it("lets the next ready task start", async () => {
    const { go } = await end({ kind: "published", pullRequest: 40, notice: null }, [aTask(2)]);
    expect(await go()).toMatchObject({ started: true });
  });

  it("without a pull request says where the work is and what to change, and starts nothing", async () => {
    const refusal = refused("pull-request-not-allowed", "GitHub refused it.", "Allow it in the settings.");
    const { go, text, world } = await end(endedBy(refusal), [aTask(2)]);
    expect(await go()).toMatchObject({ claim: "published", started: false });
    expect(text()).toContain("safe on its branch");
    expect(text()).toContain("Allow it in the settings.");
    expect(world.story).not.toContain("+in-review on 1");
  });
});

describe("a claim that was lost", () => {
  it("leaves labels and status to the new holder", async () => {
    const { go, world } = await end(failedBy("gave-up"), [aTask(2)]);
    world.claims.put({ ...first, runId: 8, fence: 2 });
    expect(await go()).toEqual({ claim: "lost", needsHuman: false, started: false });
    expect(world.story).toEqual([]);
  });

  it("to a person who stopped it is shown as stopped", async () => {
    const { go, world, text } = await end(endedBy(refused("stopped", "Stopped.", "Nothing.")));
    world.claims.put({ ...first, state: "stopped" });
    expect(await go()).toMatchObject({ claim: "lost" });
    expect(text()).toContain("**Stopped by a person**");
  });
});

describe("a run that broke after it had published", () => {
  it("says that the work is safe, and what broke", async () => {
    const { go, world, text } = await end(failedBy("fault"));
    world.claims.put({ ...first, state: "published" });
    expect(await go()).toMatchObject({ claim: "published" });
    expect(text()).toContain("safe on its branch");
    expect(text()).toContain("The suite stayed red. Look at the log.");
  });
});

describe("what a failed end means", () => {
  const meanings = {
    "gave-up": { isTry: true, needsHuman: false, goOn: true },
    "something-new": { isTry: true, needsHuman: false, goOn: true },
    "out-of-budget": { isTry: false, needsHuman: true, goOn: true },
    "branch-moved": { isTry: false, needsHuman: true, goOn: true },
    "model-key": { isTry: false, needsHuman: false, goOn: false },
    "environment-broken": { isTry: false, needsHuman: false, goOn: false },
  };
  for (const [code, meaning] of Object.entries(meanings)) {
    it(`is for ${code}: ${JSON.stringify(meaning)}`, () => {
      expect(endingOf(refused(code, "x", "y").refusal)).toEqual(meaning);
    });
  }
});

describe("the answer of a publication", () => {
  it("is published when there is a pull request", () => {
    expect(endedBy(done({ pullRequest: { number: 40 } }))).toEqual({
      kind: "published",
      pullRequest: 40,
      notice: null,
    });
  });

  it("is lost when the claim was", () => {
    expect(endedBy(refused("claim-lost", "Lost.", "Nothing.")).kind).toBe("lost");
  });

  it("is a failure with any other refusal", () => {
    expect(endedBy(refused("change-set-rejected", "No.", "Look.")).kind).toBe("failed");
  });
});
