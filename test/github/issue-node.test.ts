import { describe, expect, test } from "vitest";
import type { IssueNode } from "../../src/github/issue-node.ts";
import { linkedIssueOf } from "../../src/github/issue-node.ts";

const apps = { learn: () => {}, idOf: async (slug: string) => (slug === "pawl" ? 7 : null) };

function node(parts: Partial<IssueNode> = {}): IssueNode {
  return {
    id: "I_1",
    number: 14,
    title: "t",
    body: "b",
    state: "CLOSED",
    stateReason: "NOT_PLANNED",
    createdAt: "2026-11-20T12:00:00Z",
    author: null,
    labels: { nodes: [{ name: "task" }, null] },
    parent: null,
    blockedBy: { nodes: [{ id: "I_2", number: 13 }, null] },
    issueDependenciesSummary: { totalBlockedBy: 3 },
    subIssuesSummary: { total: 0 },
    ...parts,
  };
}

test("state, reason and labels are read, and gaps are left out", async () => {
  expect(await linkedIssueOf(node(), apps)).toMatchObject({
    state: "closed",
    stateReason: "not_planned",
    labels: ["task"],
  });
});

test("blockers that the token cannot see are counted", async () => {
  expect(await linkedIssueOf(node(), apps)).toMatchObject({ blockedBy: [13], unknownBlockers: 2 });
});

describe("the author", () => {
  test.each([
    [null, { login: "ghost", kind: "person", app: null }],
    [
      { __typename: "User", login: "ada", databaseId: 5 },
      { login: "ada", id: 5, kind: "person", app: null },
    ],
    [
      { __typename: "Bot", login: "pawl", databaseId: 6 },
      { login: "pawl[bot]", id: 6, kind: "bot", app: 7 },
    ],
    [
      { __typename: "Bot", login: "other", databaseId: 8 },
      { login: "other[bot]", kind: "bot", app: null },
    ],
    [
      { __typename: "Organization", login: "acme" },
      { login: "acme", kind: "bot", app: null },
    ],
  ])("%j", async (author, expected) => {
    expect((await linkedIssueOf(node({ author }), apps)).author).toMatchObject(expected);
  });
});
