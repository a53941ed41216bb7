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
    const look = whenSomethingHappened(bot, async () => {
      const issues = await sightsOf(bot);
      for (const { number, state, isPull } of issues) {
        if (!isPull || state !== "open" || merged.has(number)) continue;
        await bot.merge(number);
        merged.add(number);
      }
      const closed = new Set(issues.flatMap(({ number, state }) => (state === "closed" ? [number] : [])));
      const stopped = issues.find(({ number }) => number === numberOf(failing));
      const isStopped = stopped?.labels.includes("needs-human") === true;
      return fine.every((id) => closed.has(numberOf(id))) && isStopped ? true : undefined;
    });
    await waitFor(
      "all tasks but those behind the failing one",
      () => bot.stage.app.output().slice(-2_000) + bot.runLogs().slice(-4_000),
      look,
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

/** Looks only after something happened on GitHub: to look all the time would take the machine from the runs. */
function whenSomethingHappened<Value>(bot: Bot, look: () => Promise<Value | undefined>) {
  let happened = true;
  bot.github.world.onEvent(() => {
    happened = true;
  });
  return async () => {
    if (!happened) return undefined;
    happened = false;
    return look();
  };
}

type Sight = {
  readonly number: number;
  readonly state: string;
  readonly isPull: boolean;
  readonly labels: readonly string[];
};

/** All issues and pull requests, in one request. */
async function sightsOf(bot: Bot): Promise<readonly Sight[]> {
  const found = await bot.get("/issues?state=all&per_page=100");
  if (!Array.isArray(found)) return [];
  return found.map(({ number, state, pull_request, labels }) => ({
    number: Number(number),
    state: String(state),
    isPull: pull_request !== undefined,
    labels: Array.isArray(labels) ? labels.map(({ name }) => String(name)) : [],
  }));
}

async function stateOf(bot: Bot, issue: number): Promise<string> {
  const found = await bot.get(`/issues/${issue}`);
  return typeof found === "object" && found !== null && "state" in found ? String(found.state) : "";
}
