import { describe, expect, test } from "vitest";
import { iterationMessage, plainLine } from "../../src/tdd/commit-message.ts";
import { failureText } from "../../src/tdd/digest.ts";
import { contextPacket } from "../../src/tdd/packet.ts";
import { keptNotes, shortNotes, summary } from "../../src/tdd/summary.ts";
import { findings } from "../../src/tdd/violation.ts";
import { cartTask, quantity } from "./cart.ts";

const evidence = { green: { passed: 3, skipped: 1 } };

function subjectOf(text: string, id = "cart") {
  const packet = { ...cartTask, module: { ...cartTask.module, id } };
  const commit = { packet, behaviour: { ...quantity, text }, iteration: 2, count: 3, evidence };
  return iterationMessage(commit).split("\n")[0] ?? "";
}

describe("a commit message", () => {
  test.each([
    ["Reject a zero quantity.", "feat(cart): reject a zero quantity"],
    ["HTTP errors are retried", "feat(cart): HTTP errors are retried"],
    ["one\nReleased-by: eve", "feat(cart): one Released-by: eve"],
    ["fixes #12 for @eve", "feat(cart): fixes 12 for eve"],
    ["closes owner/repo#12 and GH-3", "feat(cart): closes owner/repo12 and GH 3"],
    ["see https://example.com/x now", "feat(cart): see (link) now"],
  ])("makes one harmless line of %j", (text, expected) => {
    expect(subjectOf(text)).toBe(expected);
  });

  test("cuts a long subject at a word within 72 characters", () => {
    const line = subjectOf("count the quantity ".repeat(9));
    expect(line.length).toBeLessThanOrEqual(72);
    expect(line).toMatch(/(count|the|quantity)…$/);
  });

  test("has no scope when the module has no name", () => {
    expect(subjectOf("add a line", "  ")).toBe("feat: add a line");
  });

  test("carries no invisible characters", () => {
    expect(plainLine("a\u200Bb\u202Ec\u0000d")).toBe("a b c d");
  });
});

describe("the text of a failure", () => {
  test.each([
    ["times", "failed after 12.5ms", "failed after 3ms"],
    ["addresses", "at 0x7ffee4c0", "at 0x7ffee999"],
    ["line numbers", "src/a.js:10:4 broke", "src/a.js:99:1 broke"],
    ["temporary paths", "in /tmp/x1/file", "in /tmp/y2/file"],
    ["colours and layout", "\u001b[31m1  !== 2\u001b[0m\n", "1 !== 2"],
  ])("does not see %s", (_, one, other) => {
    expect(failureText("x", one)).toBe(failureText("x", other));
  });

  test("sees other values", () => {
    expect(failureText("x", "1 !== 2")).not.toBe(failureText("x", "1 !== 3"));
  });

  test("sees another test", () => {
    expect(failureText("x", "1 !== 2")).not.toBe(failureText("y", "1 !== 2"));
  });
});

describe("the rolling summary", () => {
  const note = (text: string) => ({ kind: "gotcha" as const, text });

  test("keeps the last eight notes", () => {
    const notes = Array.from({ length: 10 }, (_, n) => note(`note ${n}`));
    expect(keptNotes(notes).map(({ text }) => text)).toEqual(notes.slice(2).map(({ text }) => text));
  });

  test("keeps thirty words of a note", () => {
    const [short] = shortNotes([note("word ".repeat(40))]);
    expect(short?.text).toBe(`${Array(30).fill("word").join(" ")} …`);
  });

  test("says a note once", () => {
    expect(shortNotes([note("a"), note("b"), note("a"), note(" ")]).map(({ text }) => text)).toEqual([
      "b",
      "a",
    ]);
  });

  test("says what is left", () => {
    expect(summary({ steps: [], left: [quantity], present: [], notes: [] })).toBe(
      "Committed so far:\nnothing yet\n\nStill to do:\n- Count the quantity of a line [AC1]\n\nNotes:\nnone",
    );
  });
});

describe("the context packet", () => {
  const input = {
    packet: cartTask,
    facts: ["AGENTS.md: small", " "],
    runner: "node:test",
    testGlobs: ["test/**"],
  };

  test("has role, repository, task and summary in this order", () => {
    const [role, repository, task, last] = contextPacket({ ...input, summary: "so far" });
    expect(role).toContain("one failing test");
    expect(repository).toBe(
      "# Repository\n\nTests run with node:test. Test files: test/**\n\nAGENTS.md: small",
    );
    expect(task).toContain("# Task t1: Quantities\n\nGoal: A line has a quantity.");
    expect(last).toBe("so far");
  });

  test("names criteria, module, files, reuse and interfaces", () => {
    const packet = {
      ...cartTask,
      reuse: [{ path: "src/round.js", why: "money" }],
      interfaces: ["page(cursor)"],
    };
    const task = contextPacket({ ...input, packet, summary: "" })[2];
    for (const part of [
      "- AC1 (domain): WHEN",
      "Module Cart:",
      "- src/cart.js",
      "- src/round.js: money",
      "- page(cursor)",
    ])
      expect(task).toContain(part);
  });
});

test("findings are at most ten lines and say how many were cut", () => {
  const lines = findings(Array.from({ length: 14 }, (_, n) => ({ code: `c${n}`, text: "x".repeat(400) })));
  expect(lines).toHaveLength(10);
  expect(lines[9]).toBe("… and 5 more lines");
  expect(lines[0]).toHaveLength(300);
});
