import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { queueSchemaText } from "../../src/queue/queue-schema.ts";
import { printReady, readyReport } from "../../src/queue/ready-report.ts";
import { aTask, snapshotOf } from "./queue-issue.ts";

const messageOf = (data: unknown) => {
  const report = readyReport(typeof data === "string" ? data : JSON.stringify(data));
  return report.exitCode === 2 ? report.message : "";
};

describe("the report of `pawl ready`", () => {
  it("holds the verdicts of a good snapshot", () => {
    const report = readyReport(JSON.stringify(snapshotOf(aTask(2), aTask(3, { blockedBy: [2] }))));
    expect(report).toMatchObject({
      exitCode: 0,
      output: { ready: [2], waiting: [{ number: 3, code: "blocked-by", ref: 2 }] },
    });
  });

  it("reads a snapshot that starts with a byte order mark", () => {
    expect(readyReport(`\uFEFF${JSON.stringify(snapshotOf())}`).exitCode).toBe(0);
  });

  it("accepts a moment as well as a date for a deferral", () => {
    const text = JSON.stringify(snapshotOf(aTask(2, { deferUntil: "2026-11-19T00:00:00+01:00" })));
    expect(readyReport(text)).toMatchObject({ exitCode: 0, output: { ready: [2] } });
  });

  const complaints: readonly (readonly [string, unknown, RegExp])[] = [
    ["text that is no JSON", "{", /not JSON/],
    ["nothing at all", "", /not JSON/],
    ["a list instead of an object", [], /\$: expected object/],
    ["a missing key", { now: "2026-11-20T12:00:00Z" }, /\$\.issues: missing; expected array/],
    ["an unknown key", { ...snapshotOf(), extra: 1 }, /\$: unknown key "extra"/],
    [
      "an unknown key of an issue",
      snapshotOf(Object.assign(aTask(2), { assignee: "x" })),
      /\$\.issues\[0\]: unknown key "assignee"/,
    ],
    [
      "a wrong type",
      { ...snapshotOf(), issues: [{ ...aTask(2), tries: "0" }] },
      /\$\.issues\[0\]\.tries: expected number/,
    ],
    [
      "a wrong word",
      { ...snapshotOf(), issues: [{ ...aTask(2), state: "OPEN" }] },
      /\$\.issues\[0\]\.state: .*"open"/,
    ],
    ["a date that is none", { ...snapshotOf(), now: "yesterday" }, /\$\.now: .*ISO datetime/],
    [
      "a deferral that is no date",
      snapshotOf(aTask(2, { deferUntil: "soon" })),
      /\$\.issues\[0\]\.deferUntil/,
    ],
    ["a day that does not exist", { ...snapshotOf(), now: "2026-02-30T00:00:00Z" }, /\$\.now/],
    [
      "the same number twice",
      snapshotOf(aTask(2), aTask(2)),
      /\$\.issues\[1\]\.number: 2 is taken by \$\.issues\[0\]/,
    ],
  ];
  for (const [what, data, expected] of complaints) {
    it(`complains about ${what} and says where`, () => {
      expect(messageOf(data)).toMatch(expected);
    });
  }

  it("shows ten problems and counts the rest", () => {
    const lines = messageOf({ now: 1, issues: Array.from({ length: 12 }, () => 1) }).split("\n");
    expect([lines.length, lines.at(-1)]).toEqual([12, "  and 3 more"]);
  });

  it("prints ready tasks in order and the reason of each waiting one", () => {
    const report = readyReport(JSON.stringify(snapshotOf(aTask(2), aTask(3, { blockedBy: [2] }))));
    const text = report.exitCode === 0 ? printReady(report.output) : "";
    expect(text).toMatch(/^Ready, in order: #2\n\nWaiting:\n {2}#3 {2}blocked-by #2 {2}It waits for #2.*\n$/);
  });

  it("says so when nothing is ready", () => {
    expect(printReady({ ready: [], waiting: [] })).toBe("Nothing is ready.\n");
  });
});

describe("schema/queue.schema.json", () => {
  it("is what the code makes", () => {
    const path = new URL("../../schema/queue.schema.json", import.meta.url);
    expect(readFileSync(path, "utf8")).toBe(queueSchemaText());
  });
});
