import { describe, expect, it } from "vitest";
import type { CommentEvent } from "../../src/commands/comment-event.ts";
import type { People } from "../../src/commands/people.ts";
import { placeOf, receive } from "../../src/commands/receive.ts";
import { defaultConfig } from "../../src/config/config.ts";
import { anEvent, people, thread } from "./thread.ts";

async function received(event: CommentEvent, who: People = people) {
  const { tracker, reactions, said, log, lines } = thread(event);
  const answer = await receive({ people: who, tracker, log }, event, defaultConfig);
  return { kind: answer.kind, answer, reactions, said, lines };
}

const from = (sender: CommentEvent["sender"]) => anEvent("/plan", { sender });

describe("receiving a comment", () => {
  it("marks a command of a person with write access as seen", async () => {
    expect(await received(anEvent("/plan"))).toMatchObject({ kind: "accepted", reactions: ["eyes"] });
  });

  it("accepts one of an administrator", async () => {
    const carol = { login: "carol", id: 13, kind: "person" } as const;
    expect((await received(from(carol))).kind).toBe("accepted");
  });

  it("asks nobody about a comment that is no command", async () => {
    const asked: string[] = [];
    const counting: People = {
      access: async (login) => {
        asked.push(login);
        return null;
      },
    };
    expect((await received(anEvent("nice work"), counting)).kind).toBe("ignored");
    expect(asked).toEqual([]);
  });

  const strangers: readonly (readonly [string, CommentEvent["sender"], People?])[] = [
    ["someone who may only read", { login: "bob", id: 12, kind: "person" }],
    ["someone unknown", { login: "mallory", id: 66, kind: "person" }],
    ["a bot, even one named like a person with access", { login: "alice", id: 11, kind: "bot" }],
    ["someone who took over the login of a person with access", { login: "alice", id: 77, kind: "person" }],
    [
      "a person whose access cannot be read",
      { login: "alice", id: 11, kind: "person" },
      { access: () => Promise.reject(new Error("502")) },
    ],
  ];
  for (const [who, sender, access] of strangers) {
    it(`gives nothing at all to ${who}, only a line in the log`, async () => {
      const { kind, reactions, said, lines } = await received(from(sender), access);
      expect({ kind, reactions, said, lines: lines.length }).toEqual({
        kind: "denied",
        reactions: [],
        said: [],
        lines: 1,
      });
    });
  }

  it("gives nothing at all to a stranger who mistypes", async () => {
    const stranger = { login: "bob", id: 12, kind: "person" } as const;
    expect(await received(anEvent("/plna", { sender: stranger }))).toMatchObject({ reactions: [], said: [] });
  });

  it("does not lose the command when it cannot be marked as seen", async () => {
    const event = anEvent("/plan");
    const tracker = { react: () => Promise.reject(new Error("502")) };
    const answer = await receive({ people, tracker, log: () => {} }, event, defaultConfig);
    expect(answer.kind).toBe("accepted");
  });

  it("hands on what is needed to answer it", async () => {
    const { answer } = await received(anEvent("/plan --preview"));
    expect(answer).toEqual({
      kind: "accepted",
      request: {
        parsed: { kind: "command", command: { kind: "plan", preview: true, from: [], guidance: "" } },
        comment: 500,
        body: "/plan --preview",
        issue: 12,
        place: "spec",
        by: { login: "alice", id: 11, kind: "person" },
      },
    });
  });
});

describe("the place of a comment", () => {
  const issue = { number: 12, isPullRequest: false, labels: [], body: "" };

  it("is a pull request where the thread is one", () => {
    expect(placeOf({ ...issue, isPullRequest: true, labels: ["task"] }, defaultConfig)).toBe("pull-request");
  });

  it("is a task by its label or its marker", () => {
    const marker = `<!-- pawl:v1 {"kind":"task","spec":1,"task":"t1","plan":"${"a".repeat(64)}"} -->`;
    expect(placeOf({ ...issue, labels: ["task"] }, defaultConfig)).toBe("task");
    expect(placeOf({ ...issue, body: marker }, defaultConfig)).toBe("task");
  });

  it("is a spec issue else", () => {
    expect(placeOf(issue, defaultConfig)).toBe("spec");
  });
});
