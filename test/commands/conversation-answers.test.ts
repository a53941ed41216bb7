import { describe, expect, it } from "vitest";
import type { Place } from "../../src/commands/command.ts";
import { changesQueue } from "../../src/commands/conversation-answers.ts";
import { parseComment } from "../../src/commands/parse-comment.ts";

const sent = (body: string, place: Place): boolean => {
  const parsed = parseComment(body);
  if (parsed.kind === "none") throw new Error("no command");
  const by = { login: "alice", id: 1, kind: "person" } as const;
  return changesQueue({ parsed, comment: 1, body, issue: 12, place, by }, place);
};

describe("what labels and runs have to follow", () => {
  it.each(["/revise phase it", "/add a count", "/answer Q1 B"])("%s on a spec issue", (body) => {
    expect(sent(body, "spec")).toBe(true);
  });

  it("every command on a task", () => expect(sent("/retry", "task")).toBe(true));

  it.each(["/ask why", "/plan", "/spec", "/interview", "/log"])("but not %s", (body) => {
    expect(sent(body, "spec")).toBe(false);
  });
});
