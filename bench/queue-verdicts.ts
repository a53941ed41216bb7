/**
 * Time and memory of judging 100,000 tasks with 200,000 edges; promise: under 400 ms and 250 MB in process. In a process
 * of its own, so that no other benchmark's memory counts.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { verdicts } from "../src/queue/readiness.ts";
import type { QueueIssue, QueueSnapshot } from "../src/queue/snapshot.ts";
import { milliseconds, spread } from "./timing.ts";

const tasks = 100_000;
const rounds = 5;

export async function queueVerdicts(): Promise<object> {
  const { stdout } = await promisify(execFile)(process.execPath, [import.meta.filename]);
  return JSON.parse(stdout);
}

async function judged() {
  const snapshot = largeSnapshot(tasks);
  const edges = snapshot.issues.reduce((sum, issue) => sum + issue.blockedBy.length, 0);
  const times: number[] = [];
  let ready = 0;
  let megabytes = 0;
  for (let round = 0; round < rounds; round++) {
    const time = await milliseconds(() => {
      ready = verdicts(snapshot).ready.length;
    });
    times.push(time);
    // Of the first judgement: later ones only add what the collector has not taken away yet.
    if (round === 0) megabytes = Math.round(process.memoryUsage().rss / 1_000_000);
  }
  const milli = spread(times);
  return {
    tasks,
    edges,
    ready,
    milliseconds: milli,
    megabytes,
    within: milli.median < 400 && megabytes < 250,
  };
}

/** Sprints of 100 tasks below one spec; each task waits for two of the ten before it, a third is done. */
export function largeSnapshot(count: number): QueueSnapshot {
  const issues: QueueIssue[] = [];
  const sprints = Math.ceil(count / 100);
  const release = { by: "ada", hasWrite: true, at: "2026-11-10T12:00:00Z" };
  const first = sprints + 2;
  issues.push(
    anIssue(1, { isTask: false, children: Array.from({ length: sprints }, (_, at) => at + 2), release }),
  );
  for (let sprint = 0; sprint < sprints; sprint++) {
    const children = Array.from({ length: 100 }, (_, at) => first + sprint * 100 + at);
    issues.push(anIssue(sprint + 2, { isTask: false, parent: 1, children }));
  }
  for (let at = 0; at < count; at++) {
    const isDone = at % 3 === 0;
    issues.push(
      anIssue(first + at, {
        parent: 2 + Math.floor(at / 100),
        blockedBy: at < 10 ? [] : [first + at - 1 - (at % 5), first + at - 6 - (at % 4)],
        priority: at % 5,
        state: isDone ? "closed" : "open",
        stateReason: isDone ? "completed" : null,
      }),
    );
  }
  return { now: "2026-11-20T12:00:00Z", issues };
}

function anIssue(number: number, change: Partial<QueueIssue>): QueueIssue {
  return {
    number,
    title: "",
    state: "open",
    stateReason: null,
    labels: [],
    isTask: true,
    hasCriteria: true,
    planned: true,
    parent: null,
    children: [],
    blockedBy: [],
    unknownBlockers: 0,
    priority: 2,
    sprint: null,
    createdAt: "2026-11-01T00:00:00Z",
    release: null,
    changedAt: null,
    claim: null,
    openPullRequest: null,
    deferUntil: null,
    tries: 0,
    budgetLeft: true,
    ...change,
  };
}

if (import.meta.main) console.log(JSON.stringify(await judged()));
