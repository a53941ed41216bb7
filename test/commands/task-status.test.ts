import { describe, expect, it } from "vitest";
import { putTaskStatus } from "../../src/commands/task-status.ts";
import type { Comment } from "../../src/issues/issue.ts";
import { document, md } from "../../src/issues/render.ts";
import type { Written } from "../../src/issues/tracker.ts";

const us = { login: "github-actions[bot]", id: 99, kind: "bot", app: null } as const;
const mallory = { login: "mallory", id: 66, kind: "person", app: null } as const;
const status = document({ kind: "status", issue: 1 }, [md`Working.`]);

/** Puts "Working." as the status of task 1 into a thread that holds these comments. */
async function put(before: readonly Pick<Comment, "author" | "body">[]) {
  const done: string[] = [];
  const comments = before.map((each, index) => ({
    ...each,
    id: 700 + index,
    createdAt: "2026-11-20T12:00:00Z",
    edited: false,
  }));
  const tracker = {
    comments: async () => comments,
    createComment: async (issue: number): Promise<Written<Comment>> => {
      done.push(`create on ${issue}`);
      return { kind: "rejected", status: 403, text: "locked" };
    },
    editComment: async (id: number) => void done.push(`edit ${id}`),
  };
  await putTaskStatus({ tracker, log: () => {} }, { app: null }, 1, [md`Working.`]);
  return done;
}

describe("the status comment of a task", () => {
  it("is written where there is none", async () => {
    expect(await put([])).toEqual(["create on 1"]);
  });

  it("is edited in place where it says something else", async () => {
    const old = document({ kind: "status", issue: 1 }, [md`Waiting.`]);
    expect(await put([{ author: us, body: old }])).toEqual(["edit 700"]);
  });

  it("is left alone where it says this already", async () => {
    expect(await put([{ author: us, body: status }])).toEqual([]);
  });

  it("is not mistaken for one that somebody else forged", async () => {
    expect(await put([{ author: mallory, body: status }])).toEqual(["create on 1"]);
  });

  it("is not mistaken for the status of another issue", async () => {
    const other = document({ kind: "status", issue: 2 }, [md`Working.`]);
    expect(await put([{ author: us, body: other }])).toEqual(["create on 1"]);
  });
});
