import { createHash } from "node:crypto";
import { noUsage } from "../../src/budget/usage.ts";
import type { CommandName } from "../../src/commands/command.ts";
import type { ConversationPorts } from "../../src/commands/conversation-ports.ts";
import type { People } from "../../src/commands/people.ts";
import type { CommandRequest } from "../../src/commands/receive.ts";
import { Config } from "../../src/config/config.ts";
import type { Author } from "../../src/issues/issue.ts";
import { fakeTracker } from "../issues/fake-tracker.ts";

export const config = Config.parse({ app: 77 });

export const alice: Author = { login: "alice", id: 9001, kind: "person", app: null };
export const rea: Author = { login: "rea", id: 5, kind: "person", app: null };
export const mallory: Author = { login: "mallory", id: 6, kind: "person", app: null };

const people: People = {
  access: async (login) =>
    login === "alice"
      ? { userId: 9001, permission: "write" }
      : { userId: login === "rea" ? 5 : 6, permission: "read" },
};

/** An issue of rea, who only reads, on the fake tracker; alice may write. */
export function conversationWorld(body = "Buyers can browse the products.") {
  const tracker = fakeTracker();
  const issue = tracker.addIssue({ title: "Browse", body, author: rea }).number;
  const lines: string[] = [];
  const ports: ConversationPorts = {
    tracker,
    people,
    codeBase: {
      head: async () => "c".repeat(40),
      files: async () => [{ path: "src/page.ts", size: 20 }],
      texts: async () => new Map([["src/page.ts", "export function page() {}"]]),
    },
    digest: (text) => createHash("sha256").update(text).digest("hex"),
    log: (line) => void lines.push(line),
    pause: async () => {},
  };
  const say = (text: string, by: Author = alice) => tracker.addComment(issue, text, by).id;
  const request = (name: CommandName, comment: number): CommandRequest => ({
    parsed: { kind: "unknown", word: name, suggestion: null },
    comment,
    body: `/${name}`,
    issue,
    place: "spec",
    by: { login: "alice", id: 9001, kind: "person" },
  });
  return {
    tracker,
    issue,
    ports,
    lines,
    say,
    request,
    ours: async () => (await tracker.comments(issue)).filter(({ author }) => author.app === 77),
  };
}

export const answered = <Value>(value: Value) =>
  ({ kind: "answered", value, usage: { ...noUsage, calls: 1, usd: 0.1 } }) as const;
