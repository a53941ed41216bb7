import { describe, expect, it } from "vitest";
import { madePlan } from "../../bench/made-plan.ts";
import { Config } from "../../src/config/config.ts";
import { planningWorld } from "./planning-world.ts";

const config = Config.parse({ app: 77, plan: { previewOver: 10_000 } });

/** The progress lines of the status comment, in order; `limitAt` is a creation that GitHub asks to wait for. */
async function progressOf(issues: number, limitAt = Number.POSITIVE_INFINITY) {
  const made = madePlan(issues);
  const world = planningWorld(made.spec, [made.plan]);
  const { editComment, createIssue } = world.tracker;
  const shown: string[] = [];
  const pauses: number[] = [];
  let created = 0;
  const tracker = {
    ...world.tracker,
    editComment: (id: number, body: string) => {
      const line = /(\d+) of (\d+)\.\*\* (\d+) are left; done in about (a minute|\d+ minutes)/.exec(body);
      if (line !== null) shown.push(`${line[1]}/${line[2]}, ${line[3]} left, ${line[4]}`);
      return editComment(id, body);
    },
    createIssue: (issue: Parameters<typeof createIssue>[0]) =>
      ++created === limitAt
        ? Promise.resolve({
            kind: "rejected",
            status: 403,
            text: "secondary limit",
            waitSeconds: 30,
          } as const)
        : createIssue(issue),
  };
  Object.assign(world.ports, { tracker, pause: async (ms: number) => void pauses.push(ms) });
  expect(await world.plan({ config })).toMatchObject({ kind: "done", value: { kind: "published" } });
  return { shown, pauses };
}

describe("while a plan is published", () => {
  it("the status says how many issues are left and when it will be done", async () => {
    const { shown } = await progressOf(100);
    expect(shown).toEqual([
      "0/100, 100 left, 2 minutes",
      "10/100, 90 left, 2 minutes",
      "20/100, 80 left, 2 minutes",
      "30/100, 70 left, 2 minutes",
      "40/100, 60 left, a minute",
      "50/100, 50 left, a minute",
      "60/100, 40 left, a minute",
      "70/100, 30 left, a minute",
      "80/100, 20 left, a minute",
      "90/100, 10 left, a minute",
    ]);
  });

  it("more than 400 issues are spread over the hour, and the time says so", async () => {
    const { shown, pauses } = await progressOf(500);
    expect(shown[0]).toBe("0/500, 500 left, 75 minutes");
    expect(shown.at(-1)).toBe("490/500, 10 left, 2 minutes");
    expect(pauses.filter((milliseconds) => milliseconds === 8_000)).toHaveLength(499);
  });

  it("a limit of GitHub makes the rest slower, and the time longer", async () => {
    const { shown, pauses } = await progressOf(100, 35);
    expect(pauses).toContain(30_000);
    expect(shown).toContain("30/100, 70 left, 2 minutes");
    expect(shown).toContain("40/100, 60 left, 2 minutes");
  });
});
