import { describe, expect, it } from "vitest";
import { claimTasks } from "../../src/commands/claim-tasks.ts";
import { defaultConfig } from "../../src/config/config.ts";
import { aTask } from "../queue/queue-issue.ts";
import { fakeIssues } from "./fake-issues.ts";

const page = { url: "https://github.test/o/r/actions/runs/7", home: "https://github.test/o/r" };
const input = {
  run: { runId: 7, runAttempt: 1 },
  page,
  config: defaultConfig,
  trust: { app: null },
  most: 1,
};

/** One task that a person wrote and released; `meanwhile` happens while its text is read. */
function handMade(meanwhile: (world: ReturnType<typeof fakeIssues>) => void = () => {}) {
  const world = fakeIssues([aTask(1, { planned: false, sprint: null })]);
  const author = { login: "rita", id: 5, kind: "person", app: null } as const;
  const issue = async (number: number) => {
    meanwhile(world);
    const body = "Do it.\n\n## Acceptance criteria\n\n- WHEN asked THE shop SHALL answer";
    const text = { number, id: "I_1", title: "Task 1", body, author, labels: ["task"] };
    return { ...text, state: "open", stateReason: null, createdAt: "2026-11-01T00:00:00Z" } as const;
  };
  const baseBranch = { defaultBranch: async () => ({ name: "main", head: "b".repeat(40) }) };
  const go = () => claimTasks({ ...world, baseBranch, tracker: { ...world.tracker, issue } }, input);
  return { world, go };
}

describe("claiming a task that a person wrote", () => {
  it("takes the text that was released", async () => {
    const { go } = handMade();

    expect(await go()).toMatchObject({ kind: "done", value: { claimed: [{ packet: { number: 1 } }] } });
  });

  it("works no text that was changed just when it was claimed, and says so on the task", async () => {
    const { go, world } = handMade((now) => now.change(1, { changedAt: "2026-11-20T12:00:00Z" }));

    expect(await go()).toMatchObject({ kind: "done", value: { claimed: [] } });
    expect(world.texts(1).join()).toContain("changed-after-release");
    expect(world.claims.chain(1).at(-1)).toMatchObject({ state: "free", tries: 0 });
  });

  it("works nothing when the release was taken back meanwhile", async () => {
    const { go } = handMade((now) => now.change(1, { release: null }));

    expect(await go()).toMatchObject({ kind: "done", value: { claimed: [] } });
  });
});
