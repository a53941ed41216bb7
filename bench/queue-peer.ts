/**
 * Picking the next task of one graph, against `task-master-ai next` in the same run: each as a process that reads a file and
 * ends. The peer is installed by this benchmark into a temporary folder; where that cannot be done it is skipped and said so.
 */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { largeSnapshot } from "./queue-verdicts.ts";
import { milliseconds, spread } from "./timing.ts";

const run = promisify(execFile);
const home = join(import.meta.dirname, "..");
const tasks = 2_000;
const rounds = 3;
const peer = "task-master-ai@0.43.1";

export async function queuePeer(): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), "pawl-bench-"));
  try {
    const snapshot = join(folder, "snapshot.json");
    await writeFile(snapshot, JSON.stringify(largeSnapshot(tasks)));
    const pawl = await timed(() =>
      run(process.execPath, [join(home, "bin/pawl.js"), "ready", snapshot, "--json"], big),
    );
    const fault = await install(folder);
    return { tasks, pawl, peer: fault === null ? await peerTime(folder) : { name: peer, skipped: fault } };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const big = { maxBuffer: 64 * 1024 * 1024 };

/** Answers why it could not be installed (the registry is away), `null` when it was. */
async function install(folder: string): Promise<string | null> {
  await writeFile(join(folder, "package.json"), '{ "private": true }');
  try {
    const flags = ["--ignore-scripts", "--no-audit", "--no-fund"];
    await run("npm", ["install", ...flags, peer], { cwd: folder, timeout: 300_000, ...big });
    return null;
  } catch (fault) {
    const [line] = String(fault instanceof Error ? fault.message : fault).split("\n");
    return line ?? "";
  }
}

async function peerTime(folder: string): Promise<object> {
  const options = { cwd: folder, timeout: 240_000, ...big };
  await mkdir(join(folder, ".taskmaster/tasks"), { recursive: true });
  await writeFile(join(folder, ".taskmaster/tasks/tasks.json"), JSON.stringify(peerTasks()));
  await writeFile(join(folder, ".taskmaster/config.json"), "{}");
  const command = join(folder, "node_modules/.bin/task-master");
  const time = await timed(() => run(command, ["next"], options));
  const { stdout } = await run(command, ["next"], options);
  const next = /Next Task: #(\d+)/.exec(stdout)?.[1];
  if (next === undefined) throw new Error(`${peer} named no next task: ${stdout.slice(0, 500)}`);
  return { name: peer, ...time, next: Number(next) };
}

/** The same graph in the peer's format: every task that is not done is pending, edges are dependencies. */
function peerTasks() {
  const issues = largeSnapshot(tasks).issues.filter(({ isTask }) => isTask);
  const first = issues[0]?.number ?? 1;
  const all = issues.map((issue) => ({
    id: issue.number - first + 1,
    title: `Task ${issue.number}`,
    description: "Wanted.",
    details: "",
    testStrategy: "",
    status: issue.state === "closed" ? "done" : "pending",
    priority: (["high", "high", "medium", "low", "low"] as const)[issue.priority] ?? "medium",
    dependencies: issue.blockedBy.map((number) => number - first + 1),
    subtasks: [],
  }));
  return { master: { tasks: all, metadata: { description: "benchmark" } } };
}

async function timed(work: () => Promise<unknown>): Promise<{ readonly milliseconds: object }> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(await milliseconds(work));
  return { milliseconds: spread(times) };
}
