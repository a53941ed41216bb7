import { describe, expect, it } from "vitest";
import { type RecentComment, unansweredCommands } from "../../src/commands/unanswered.ts";
import type { Reaction } from "../../src/issues/issue.ts";

const alice = { login: "alice", id: 1, kind: "person", app: null } as const;
const rea = { login: "rea", id: 2, kind: "person", app: null } as const;

const said = (change: Partial<RecentComment> = {}): RecentComment => ({
  id: 500,
  body: "/plan",
  author: alice,
  createdAt: "2026-11-20T12:00:00Z",
  edited: false,
  issue: 7,
  isPullRequest: false,
  reacted: false,
  ...change,
});

async function found(comments: readonly RecentComment[], own: readonly Reaction[] = []) {
  const events = await unansweredCommands(
    {
      recent: { since: async () => comments },
      tracker: { issue: async () => null, ownReactions: async () => own },
      people: {
        access: async (login) => ({
          userId: login === "alice" ? 1 : 2,
          permission: login === "alice" ? "write" : "read",
        }),
      },
    },
    "2026-11-20T00:00:00Z",
  );
  return events.map(({ comment }) => comment);
}

describe("the sweep", () => {
  it("finds a command that was never answered", async () => {
    expect(await found([said()])).toEqual([500]);
  });

  it("finds one that was only seen before a restart", async () => {
    expect(await found([said({ reacted: true })], ["eyes"])).toEqual([500]);
  });

  it.each<Reaction>(["rocket", "confused"])("leaves one that ended with %s", async (reaction) => {
    expect(await found([said({ reacted: true })], [reaction])).toEqual([]);
  });

  it("does not take another's reaction for our answer", async () => {
    expect(await found([said({ reacted: true })], [])).toEqual([500]);
  });

  it.each<[string, Partial<RecentComment>]>([
    ["of somebody without write access", { author: rea }],
    ["that was edited", { edited: true }],
    ["of a bot", { author: { ...alice, kind: "bot" } }],
    ["that is no command", { body: "I would plan this" }],
  ])("leaves a comment %s", async (_what, change) => {
    expect(await found([said(change)])).toEqual([]);
  });
});
