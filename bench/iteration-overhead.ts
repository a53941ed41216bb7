/**
 * What the harness itself costs per iteration: the time of a whole task on the sample library, less the time spent in
 * test runs and in the (scripted) driver, divided by its iterations. Limits: 150 ms on the sample, 100 ms with 2,000
 * files, 400 ms with 20,000. Beside it what the floor costs: one start of git, of which an iteration needs about a dozen.
 */

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { noUsage } from "../src/budget/usage.ts";
import type { TaskPacket } from "../src/issues/task.ts";
import type { Behaviour, Edit } from "../src/local/sample/edit.ts";
import { sampleEdits } from "../src/local/sample/edits.ts";
import { samplePlan } from "../src/local/sample/plan.ts";
import { bareFromFolder } from "../src/local/stage/bare-repository.ts";
import type { Driver } from "../src/tdd/driver.ts";
import { collectJavascriptTests } from "../src/tdd/javascript-tests.ts";
import type { TestRunner } from "../src/tdd/test-runner.ts";
import { workTask } from "../src/tdd/work-task.ts";
import { git, gitEnvironment } from "../src/workspace/git.ts";
import { GitWorkTree } from "../src/workspace/git-work-tree.ts";
import { createNodeTestRunner } from "../src/workspace/node-test.ts";
import { createSandbox } from "../src/workspace/sandbox.ts";
import { sandboxAvailability } from "../src/workspace/sandbox-availability.ts";
import { milliseconds, spread } from "./timing.ts";

const library = "src/local/sample/library";

export async function iterationOverhead(): Promise<object> {
  const availability = await sandboxAvailability();
  const mode = availability.kind === "available" ? "bubblewrap" : "off";
  const small = await several(mode, 0);
  const large = await several(mode, 2000);
  const huge = await several(mode, 20_000);
  return {
    ...{ sandbox: mode, limitMilliseconds: { sample: 150, twoThousandFiles: 100, twentyThousandFiles: 400 } },
    ...{ sample: small, twoThousandFiles: large, twentyThousandFiles: huge },
    oneGitProcessMilliseconds: await gitStart(),
  };
}

async function gitStart(): Promise<object> {
  const times = [];
  for (let run = 0; run < 10; run++)
    times.push(await milliseconds(async () => git(["--version"], { cwd: tmpdir(), env: gitEnvironment })));
  return spread(times);
}

async function several(mode: "bubblewrap" | "off", files: number): Promise<object> {
  const runs = [];
  for (let run = 0; run < 3; run++) runs.push(await oneTask(mode, files));
  return {
    overheadMilliseconds: spread(runs.map(({ overhead }) => overhead)),
    testMilliseconds: spread(runs.map(({ tests }) => tests)),
    testRuns: runs[0]?.testRuns,
  };
}

async function oneTask(mode: "bubblewrap" | "off", files: number) {
  const folder = await mkdtemp(join(tmpdir(), "pawl-bench-"));
  const bare = await bareFromFolder(library, folder, "library");
  const checkout = join(folder, "checkout");
  spawnSync("git", ["clone", "--quiet", bare, checkout]);
  if (files > 0) fill(checkout, files);
  const tree = await GitWorkTree.open(checkout);
  try {
    const clock = { tests: 0, driver: 0, testRuns: 0 };
    const sandbox = createSandbox({ mode });
    const base = { sandbox, directory: checkout, node: process.execPath, timeoutMs: 60_000 };
    const runner = timed(createNodeTestRunner({ ...base, collect: collectJavascriptTests }), clock);
    const behaviours = sampleEdits.t1 ?? [];
    const ports = {
      tree,
      runner,
      driver: scripted(checkout, behaviours, clock),
      digest,
      now: Date.now,
      log: () => {},
    };
    const input = { packet: samplePacket, facts: [], limits: { iterations: 12, minutes: 10 }, protect: [] };
    let ended = "";
    const total = await milliseconds(async () => {
      const worked = await workTask(ports, input);
      ended = worked.kind === "done" ? worked.value.exit : worked.refusal.text;
    });
    if (ended !== "done") throw new Error(`The task ended as ${ended}.`);
    const overhead = (total - clock.tests - clock.driver) / behaviours.length;
    return { overhead, tests: clock.tests / behaviours.length, testRuns: clock.testRuns / behaviours.length };
  } finally {
    await tree.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

const planned = samplePlan.tasks[0];

export const samplePacket: TaskPacket = {
  spec: 1,
  number: 4,
  task: "t1",
  title: planned?.title ?? "",
  kind: "tdd",
  goal: planned?.goal ?? "",
  criteria: [
    { id: "AC1", layer: "domain", text: planned?.criteria[0]?.text ?? "" },
    { id: "AC2", layer: "domain", text: planned?.criteria[1]?.text ?? "" },
  ],
  layers: ["domain"],
  files: planned?.files ?? [],
  reuse: planned?.reuse ?? [],
  check: null,
  priority: 1,
  size: 2,
  module: { id: "catalog", name: "Catalog", scope: "", owns: planned?.files ?? [] },
  interfaces: [],
  releasedBy: "alice",
};

type Clock = { tests: number; driver: number; testRuns: number };

function timed(runner: TestRunner, clock: Clock): TestRunner {
  return {
    ...runner,
    run: async (selection) => {
      const start = performance.now();
      const report = await runner.run(selection);
      clock.tests += performance.now() - start;
      clock.testRuns++;
      return report;
    },
  };
}

/** Writes the sample's edits straight to disk: a driver that takes no time. */
function scripted(checkout: string, behaviours: readonly Behaviour[], clock: Clock): Driver {
  let current: Behaviour | undefined;
  const write = ({ path, change }: Edit) => {
    const file = join(checkout, path);
    writeFileSync(file, change(readFileSync(file, "utf8")));
  };
  return {
    turn: async ({ phase, order }) => {
      const start = performance.now();
      const text = /this behaviour: (.+) \(\w+\)/.exec(order)?.[1];
      current = behaviours.find((one) => one.text === text) ?? current;
      if (phase === "red" && current) write(current.red);
      if (phase === "stub" && current?.stub) write(current.stub);
      if (phase === "green" && current) write(current.green);
      clock.driver += performance.now() - start;
      if (phase !== "test-list") return { kind: "ended", notes: [], usage: noUsage };
      const list = behaviours.map(({ text: name, criterion, breaks }) => ({ text: name, criterion, breaks }));
      return { kind: "listed", behaviours: list, notes: [], usage: noUsage };
    },
  };
}

export function fill(checkout: string, files: number): void {
  for (let at = 0; at < files; at++) {
    const folder = join(checkout, `filler-${at % 100}`);
    if (at < 100) mkdirSync(folder);
    writeFileSync(join(folder, `${at}.txt`), `file ${at}\n`);
  }
  const author = ["-c", "user.name=bench", "-c", "user.email=bench@example.com"];
  spawnSync("git", ["-C", checkout, "add", "--all"]);
  spawnSync("git", ["-C", checkout, ...author, "commit", "--quiet", "--message", "filler"]);
}
