import { describe, expect, it } from "vitest";
import { defaultConfig } from "../../src/config/config.ts";
import { whyReport } from "../../src/queue/why-report.ts";
import { aTask, snapshotOf } from "./queue-issue.ts";

const report = (text: string) => {
  const board = { snapshot: async () => snapshotOf(aTask(2), aTask(3, { blockedBy: [2] })) };
  return whyReport({ board }, { text, config: defaultConfig });
};

describe("pawl why", () => {
  it("answers 0 for a task that is ready", async () => {
    expect(await report("#2")).toMatchObject({
      exitCode: 0,
      output: expect.stringMatching(/^#2 {2}ready\nIt is/),
    });
  });

  it("answers 1 with code and sentence for one that waits", async () => {
    const output = expect.stringMatching(/^#3 {2}blocked-by #2\nIt waits for #2/);
    expect(await report("3")).toMatchObject({ exitCode: 1, output });
  });

  it.each(["99", "0", "-1", "three", "", "3.5"])("answers 2 and says why for %j", async (text) => {
    const { exitCode, output } = await report(text);
    expect(exitCode).toBe(2);
    expect(output).toMatch(/#99 is no issue|is not the number of an issue/);
  });
});
