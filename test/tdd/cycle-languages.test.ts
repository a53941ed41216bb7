import { createHash } from "node:crypto";
import { mkdirSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createClaudeDriver } from "../../src/claude/claude-driver.ts";
import { openClaude } from "../../src/claude/client.ts";
import type { TaskPacket } from "../../src/issues/task.ts";
import { type ScriptedClaude, startScriptedClaude } from "../../src/local/claude/scripted-claude.ts";
import { workingWith } from "../../src/local/demo/scenario.ts";
import { type Worked, type WorkedStep, workTask } from "../../src/tdd/work-task.ts";
import { openBench } from "../../src/workspace/bench.ts";
import { GitWorkTree } from "../../src/workspace/git-work-tree.ts";
import { sandboxAvailability } from "../../src/workspace/sandbox-availability.ts";
import { verifyReport } from "../../src/workspace/verify-report.ts";
import { missingProgram } from "../workspace/runner-options.ts";
import { cartTask } from "./cart.ts";
import { type Shop, shops } from "./cycle-languages.ts";
import { commit, type History, history } from "./verify/history.ts";

const boxed = (await sandboxAvailability()).kind === "available";
const modules = realpathSync("node_modules");

let claude: ScriptedClaude;

beforeAll(async () => {
  const byLanguage = workingWith((task) => shops.find(({ language }) => language === task)?.behaviours ?? []);
  claude = await startScriptedClaude({ scenario: byLanguage });
});

afterAll(() => claude.close());

function packetOf({ language, files }: Shop): TaskPacket {
  const criterion = (id: string, text: string) => ({ id, layer: "domain" as const, text });
  const criteria = [
    criterion("AC1", "THE shop SHALL add 19 percent"),
    criterion("AC2", "THE total SHALL count"),
  ];
  return { ...cartTask, task: language, criteria, files: Object.keys(files) };
}

/** The shop as a repository with one commit, its packages installed as links. */
function open(shop: Shop): History {
  const repository = history([{ subject: "chore: start", files: shop.files }]);
  for (const name of shop.packages) {
    mkdirSync(join(repository.directory, "node_modules"), { recursive: true });
    symlinkSync(join(modules, name), join(repository.directory, "node_modules", name));
  }
  return repository;
}

/** Works the shop's task with the scripted Claude, its tools and every test run in the sandbox. */
async function work(shop: Shop, directory: string): Promise<Worked> {
  const tree = await GitWorkTree.open(directory);
  try {
    const mode = boxed ? "bubblewrap" : "off";
    const bench = await openBench({ directory, tree, mode, services: null, probe: false });
    if (bench.kind === "refused") throw new Error(bench.refusal.text);
    const { runner, tools } = bench.value;
    const client = openClaude({ apiKey: claude.apiKey, baseUrl: claude.url });
    const driver = createClaudeDriver({ client, model: "claude-opus-5-5", tools, budgetUsd: 50 });
    const lines: string[] = [];
    const digest = (text: string) => createHash("sha256").update(text).digest("hex");
    const ports = { driver, tree, runner, digest, now: Date.now, log: (line: string) => lines.push(line) };
    const limits = { iterations: 4, minutes: 10 };
    const outcome = await workTask(ports, { packet: packetOf(shop), facts: [], limits, protect: [] });
    if (outcome.kind === "refused") throw new Error(outcome.refusal.text);
    expect(outcome.value.exit, lines.join("\n")).toBe("done");
    return outcome.value;
  } finally {
    await tree.close();
  }
}

/** Commits what the step says, and nothing that happens to lie on the disk. */
function put(repository: History, { message, tests, stub, code }: WorkedStep): void {
  const last = new Map([...tests, ...stub, ...code].map(({ path, content }) => [path, content]));
  const texts = [...last].map(
    ([path, content]) => [path, content && Buffer.from(content).toString()] as const,
  );
  commit(repository, { subject: message, files: Object.fromEntries(texts) });
}

describe.each(shops)("a task in $language", (shop) => {
  const [command, ...args] = shop.program;
  const missing = missingProgram(command, ...args);

  test.skipIf(missing !== null)(
    "is worked from list to proof, and its commits verify from outside",
    async () => {
      const repository = open(shop);
      try {
        const { steps } = await work(shop, repository.directory);
        expect(
          steps.map(({ stub, evidence }) => [evidence.red?.class, stub.length, evidence.green.passed]),
        ).toEqual([
          ["assertion", 1, 2],
          ["assertion", 0, 3],
        ]);
        repository.git("checkout", "-q", "--", ".");
        for (const step of steps) put(repository, step);
        const sandbox = boxed ? [] : ["--dangerously-disable-sandbox"];
        const { json, text } = await verifyReport(["base..main", "--repo", repository.directory, ...sandbox]);
        expect(
          json?.commits.map(({ red, verdict }) => [red, verdict]),
          text,
        ).toEqual([
          ["missing-symbol", "proved"],
          ["assertion", "proved"],
        ]);
      } finally {
        rmSync(repository.directory, { recursive: true });
      }
    },
  );
});
