import { describe, expect, test } from "vitest";
import type { PullRequestTextInput } from "../../src/delivery/pull-request-text.ts";
import { pullRequestText } from "../../src/delivery/pull-request-text.ts";
import { changeSet, step } from "./change-set-builder.ts";
import { taskPacket } from "./task-packet.ts";

function text(parts: Partial<PullRequestTextInput> = {}) {
  const one = step({});
  return pullRequestText({
    packet: taskPacket,
    changeSet: changeSet([one]),
    commits: [{ sha: "abcdef0123".padEnd(40, "0"), step: one }],
    report: { reuse: [], remarks: [], unfinished: null },
    interfaces: [],
    ...parts,
  });
}

describe("the text of a pull request", () => {
  test("shows for every commit what was red and what was green", () => {
    expect(text().body).toMatch(/`abcdef0` .*reject a zero quantity .*assertion `d1` .*12 passed, 0 skipped/);
  });

  test("says of a refactor that the same tests stand", () => {
    const refactor = step({ kind: "refactor", evidence: { green: { passed: 12, skipped: 0 } } });
    const { body } = text({ commits: [{ sha: "a".repeat(40), step: refactor }] });
    expect(body).toContain("same tests, refactored");
  });

  test("lists what was reused, and why something was not", () => {
    const reuse = [
      { path: "src/page.ts", used: true, why: "keyset helper" },
      { path: "src/old.ts", used: false, why: "it reads a whole page" },
    ];
    const { body } = text({ report: { reuse, remarks: [], unfinished: null } });
    expect(body).toMatch(/## Reused\n\n- `src\/page\.ts` keyset helper/);
    expect(body).toMatch(/## Not reused, because\n\n- `src\/old\.ts`, because it reads a whole page/);
  });

  test("names what is missing before everything that is there", () => {
    const { body } = text({
      report: { reuse: [], remarks: ["AC2 has no test"], unfinished: "Out of budget." },
    });
    expect(body).toMatch(/What is missing\n\n- Out of budget\.\n- AC2 has no test[\s\S]*Acceptance criteria/);
  });

  test("offers at most three lines for AGENTS.md", () => {
    const interfaces = ["a", "b", "c", "d"].map((name) => ({
      path: "src/x.ts",
      signature: `function ${name}()`,
    }));
    expect(text({ interfaces }).body.match(/`function \w\(\)`/g)).toHaveLength(3);
  });

  test("shows decisions apart from other notes, and the cost", () => {
    const { usage } = changeSet([]).records;
    const records = {
      notes: [
        { kind: "decision" as const, text: "keep the old order" },
        { kind: "todo" as const, text: "page size" },
      ],
      usage,
    };
    const { body } = text({ changeSet: changeSet([step({})], { records }) });
    expect(body).toMatch(/## Decisions\n\n- keep the old order/);
    expect(body).toMatch(/## Notes\n\n- todo: page size/);
    expect(body).toMatch(/0\.01 for #14: 2 model calls/);
  });
});

describe("text that a model or a repository wrote", () => {
  const hostile = "Fixes #1 @octocat <img src=x> ![x](https://evil.example/x) [click](https://evil.example)";
  test.each([
    ["a title", { packet: { ...taskPacket, title: hostile } }],
    ["a goal", { packet: { ...taskPacket, goal: hostile } }],
    [
      "a criterion",
      { packet: { ...taskPacket, criteria: [{ id: "AC1", layer: "other" as const, text: hostile }] } },
    ],
    ["a remark", { report: { reuse: [], remarks: [hostile], unfinished: null } }],
    [
      "a reason",
      { report: { reuse: [{ path: hostile, used: false, why: hostile }], remarks: [], unfinished: null } },
    ],
    ["a signature", { interfaces: [{ path: hostile, signature: hostile }] }],
    ["a subject", { commits: [{ sha: "a".repeat(40), step: step({ message: hostile }) }] }],
  ])("cannot act out of %s", (_where, parts) => {
    const { title, body } = text(parts);
    // Code spans are dead text: GitHub neither links nor notifies from them.
    const live = `${title}\n${body}`.replaceAll(/`[^`]*`/g, "").replace("Closes #14", "");
    expect(live).not.toMatch(/(clos|fix|resolv)\w* #\d/i);
    expect(live).not.toContain("@octocat");
    // A title is plain text; in a body only what no backslash stands before is markup.
    expect(body.replaceAll(/`[^`]*`/g, "")).not.toMatch(/(?<!\\)<img|(?<!\\)\]\(/);
  });
});
