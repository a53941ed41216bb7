/** Twelve tasks are released at once and two lanes work them; a person only merges. One task fails three times. */
import { cp, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readSubIssues } from "../../src/local/demo/final-state.ts";
import { type Bot, library, openBot } from "./bot-tester.ts";
import { failing, filesAtFirst, plan, scenario, spec as specText, taskIds } from "./queue-plan.ts";
import { waitFor } from "./wait-for.ts";

const behind = ["t8", "t11"];
const fine = taskIds.filter((id) => id !== failing && !behind.includes(id));

describe("a whole plan released at once", { timeout: 600_000 }, () => {
  let bot: Bot;
  let spec: number;
  let numbers: ReadonlyMap<string, number>;
  const numberOf = (id: string) => numbers.get(id) ?? 0;

  beforeAll(async () => {
    bot = await openBot({
      scenario,
      files: await libraryWithParts(),
      config: "run:\n  parallel: 2\n",
      workflow: (text) => text.replace("concurrency: pawl\n", ""),
    });
    spec = await bot.openIssue("Words", specText);
    const command = await bot.comment(spec, "/plan");
    expect(await bot.expectEnd(command)).toBe("rocket");
    const issues = await readSubIssues(bot.stage.person("alice"), spec);
    numbers = new Map(issues.flatMap(({ task, number }) => (task === null ? [] : [[task, number] as const])));
  }, 120_000);
  afterAll(() => bot?.close());

  it("runs to the end with no further word than merging", async () => {
    expect(numbers.size).toBe(plan.tasks.length);
    await bot.label(spec, "ready");
    const merged = new Set<number>();
    await waitFor(
      "all tasks but those behind the failing one",
      () => bot.stage.app.output().slice(-2_000) + bot.runLogs().slice(-4_000),
      async () => {
        for (const pull of await openPulls(bot)) {
          if (merged.has(pull)) continue;
          await bot.merge(pull);
          merged.add(pull);
        }
        const states = await Promise.all(fine.map((id) => stateOf(bot, numberOf(id))));
        const isStopped = (await bot.labels(numberOf(failing))).includes("needs-human");
        return states.every((state) => state === "closed") && isStopped ? true : undefined;
      },
      540_000,
    );
    expect(merged.size).toBe(fine.length);
  });

  it("stops the line after three failures and shows what waits behind it", async () => {
    const status = await bot.expectText(numberOf(failing), /The line is stopped here/);
    expect(status).toContain("Failed tries: 3 of 3.");
    expect(status).toContain("Waiting behind it:");
    for (const id of behind) expect(status).toContain(`- #${numberOf(id)}`);
    await bot.expectQuiet();
    expect(await stateOf(bot, spec)).toBe("open");
  });

  it("says on each waiting task in one sentence why it waits", async () => {
    expect(await whyOf(failing)).toContain("It is held: a person must look at it");
    expect(await whyOf("t8")).toContain(`It waits for \`#${numberOf(failing)}\`, which is not completed`);
    expect(await whyOf("t11")).toContain(`It waits for \`#${numberOf("t8")}\`, which is not completed`);
    expect(await whyOf("t1")).toContain("The issue is closed");
  });

  async function whyOf(id: string): Promise<string> {
    const command = await bot.comment(numberOf(id), "/why");
    expect(await bot.expectEnd(command)).toBe("rocket");
    return (await bot.comments(numberOf(id))).at(-1)?.text ?? "";
  }
});

/** The sample library with a file and a test for each part; both are read before they are written. */
async function libraryWithParts(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "pawl-library-"));
  await cp(library, folder, { recursive: true });
  for (const [path, text] of Object.entries(filesAtFirst)) await writeFile(join(folder, path), text);
  return folder;
}

async function openPulls(bot: Bot): Promise<readonly number[]> {
  const found = await bot.get("/pulls?state=open&per_page=100");
  return Array.isArray(found) ? found.map((pull) => Number(pull.number)) : [];
}

async function stateOf(bot: Bot, issue: number): Promise<string> {
  const found = await bot.get(`/issues/${issue}`);
  return typeof found === "object" && found !== null && "state" in found ? String(found.state) : "";
}
