import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Comment } from "../../src/issues/issue.ts";
import { canonicalJson, PlanRecord, printRecord, readRecord } from "../../src/issues/plan-record.ts";
import { approvedEdges, taskPacketOf } from "../../src/issues/recorded-task.ts";

const digest = (text: string) => createHash("sha256").update(text).digest("hex");

const task = (id: string, blockedBy: string[], module = "m") => ({
  id,
  title: `Task ${id}`,
  module,
  sprint: "S1",
  kind: "tdd",
  goal: "goal with ``` and <!-- --> and @team and é🙂\u0007",
  criteria: [{ id: "AC1", text: "WHEN x THE y SHALL z" }],
  layers: ["entry"],
  files: ["a.js"],
  blockedBy,
  priority: 2,
  size: 1,
});

const record = (tasks = [task("t1", [], "base"), task("t2", ["t1"]), task("t3", ["t2", "t1"])]) =>
  PlanRecord.parse({
    version: 1,
    spec: 12,
    specDigest: "d",
    commit: "c",
    plan: {
      title: "Plan",
      modules: [
        { id: "base", name: "Base", scope: "s", owns: [], provides: ["open(path)"] },
        { id: "m", name: "M", scope: "s", owns: [], provides: ["run()"] },
      ],
      sprints: [{ id: "S1", goal: "g" }],
      tasks,
      kept: "fields of the plan the queue does not read",
    },
  });

const comment = (body: string, id: number): Comment => ({
  id,
  body,
  author: { login: "pawl[bot]", id: 1, kind: "bot", app: 7 },
  createdAt: "2026-11-20T12:00:00Z",
  edited: false,
});
const written = (bodies: readonly string[]) => bodies.map((body, index) => comment(body, index + 1));

describe("plan record", () => {
  const long = record(Array.from({ length: 400 }, (_, index) => task(`t${index}`, [])));

  it("comes back whole from its comments, each small enough for GitHub", () => {
    const { hash, comments } = printRecord(long, digest);
    expect(comments.length).toBeGreaterThan(1);
    expect(Math.max(...comments.map(({ length }) => length))).toBeLessThanOrEqual(60_000);
    expect(readRecord(written(comments), 12, digest)).toEqual({ record: long, hash });
  });

  it("does not count while a part is missing", () => {
    const { comments } = printRecord(long, digest);
    expect(readRecord(written(comments.slice(1)), 12, digest)).toBeNull();
  });

  it("does not count after somebody changed a part", () => {
    const { comments } = printRecord(record(), digest);
    expect(
      readRecord(written(comments.map((body) => body.replace("Task t1", "Task t9"))), 12, digest),
    ).toBeNull();
  });

  it("counts once when a part was written twice", () => {
    const { hash, comments } = printRecord(long, digest);
    expect(readRecord(written([...comments.slice(0, 1), ...comments]), 12, digest)?.hash).toBe(hash);
  });

  it("is the newest complete one of several", () => {
    const old = printRecord(record([task("t1", [])]), digest);
    const newer = printRecord(record(), digest);
    expect(readRecord(written([...old.comments, ...newer.comments]), 12, digest)?.hash).toBe(newer.hash);
  });

  it("of another spec issue does not count", () => {
    expect(readRecord(written(printRecord(record(), digest).comments), 13, digest)).toBeNull();
  });

  it("has the same hash whatever the order of its keys", () => {
    expect(canonicalJson({ b: [{ y: 1, x: 2 }], a: null })).toBe('{"a":null,"b":[{"x":2,"y":1}]}');
  });
});

describe("recorded task", () => {
  const numbers = new Map([
    ["t1", 21],
    ["t2", 22],
    ["t3", 23],
  ]);

  it("becomes a packet with what its blockers' modules provide", () => {
    const packet = taskPacketOf(record(), "t3", numbers, "alice");
    expect(packet).toMatchObject({ number: 23, spec: 12, task: "t3", check: null, releasedBy: "alice" });
    expect(packet?.module.name).toBe("M");
    expect(packet?.interfaces).toEqual(["open(path)", "run()"]);
  });

  it("is nothing without an issue number", () => {
    expect(taskPacketOf(record(), "t3", new Map())).toBeNull();
  });

  it("gives the approved edges by issue number", () => {
    expect([...approvedEdges(record(), numbers)]).toEqual([
      [21, []],
      [22, [21]],
      [23, [21, 22]],
    ]);
  });
});
