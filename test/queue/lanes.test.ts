import { describe, expect, it } from "vitest";
import { defaultConfig } from "../../src/config/config.ts";
import { claimTasks } from "../../src/queue/claim-next.ts";
import { affordable } from "../../src/queue/lanes.ts";
import { fakeClaims } from "./fake-claims.ts";
import { aTask, snapshotOf } from "./queue-issue.ts";

describe("the day's budget", () => {
  it.each([
    [0, 50, 5, 10],
    [44, 50, 5, 1],
    [45, 50, 5, 1],
    [45.01, 50, 5, 0],
    [60, 50, 5, 0],
    [0, 0, 5, 0],
    [0, 50, 0, Number.POSITIVE_INFINITY],
  ])("with $%d of $%d spent and $%d a task has room for %d more", (spentToday, dayUsd, budgetUsd, room) => {
    expect(affordable({ spentToday }, { dayUsd, budgetUsd })).toBe(room);
  });

  const claim = (spentToday: number, most: number) => {
    const board = { snapshot: async () => ({ ...snapshotOf(aTask(1), aTask(2), aTask(3)), spentToday }) };
    const baseBranch = { defaultBranch: async () => ({ name: "main", head: "b".repeat(40) }) };
    const config = { ...defaultConfig, run: { ...defaultConfig.run, parallel: 3 } };
    const input = { run: { runId: 7, runAttempt: 1 }, config, most };
    return claimTasks({ board, claims: fakeClaims(), baseBranch }, input);
  };

  it("lets no task be claimed that could cross it", async () => {
    expect(await claim(46, 3)).toEqual({
      kind: "done",
      value: { kind: "day-spent", spentUsd: 46, dayUsd: 50 },
    });
  });

  it("lets as many be claimed as it has room for", async () => {
    expect(await claim(40, 3)).toMatchObject({
      value: { tasks: [{ issue: { number: 1 } }, { issue: { number: 2 } }] },
    });
  });
});
