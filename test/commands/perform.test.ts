import { describe, expect, it } from "vitest";
import type { Answers } from "../../src/commands/answers.ts";
import type { CommentEvent } from "../../src/commands/comment-event.ts";
import { perform } from "../../src/commands/perform.ts";
import { receive } from "../../src/commands/receive.ts";
import { defaultConfig } from "../../src/config/config.ts";
import { done, refused } from "../../src/issues/outcome.ts";
import { md } from "../../src/issues/render.ts";
import { anEvent, people, thread } from "./thread.ts";

const trust = { app: 1 };
const planned: Answers = { plan: async () => done({ reply: null }) };

/** Receives and performs one comment, as a host would, and answers the thread. */
async function say(event: CommentEvent, answers: Answers = planned, on = thread(event)) {
  const received = await receive({ people, tracker: on.tracker, log: on.log }, event, defaultConfig);
  if (received.kind !== "accepted") throw new Error("the comment was not accepted");
  const { kind } = await perform({ tracker: on.tracker, answers, log: on.log }, received.request, trust);
  return { kind, ...on, text: on.said.map((each) => each.body).join("\n") };
}

describe("performing a command", () => {
  it("runs its use-case with the typed arguments and ends with a rocket", async () => {
    const guidance: string[] = [];
    const answers: Answers = {
      plan: async (command) => {
        guidance.push(command.guidance);
        return done({ reply: null });
      },
    };
    expect(await say(anEvent("/plan keep it small"), answers)).toMatchObject({
      kind: "answered",
      reactions: ["eyes", "rocket"],
      said: [],
    });
    expect(guidance).toEqual(["keep it small"]);
  });

  it("posts the reply that the use-case gives, marked as the answer to this comment", async () => {
    const { said } = await say(anEvent("/status"), {
      status: async () => done({ reply: [md`All is well.`] }),
    });
    expect(said).toEqual([
      { issue: 12, body: '<!-- pawl:v1 {"kind":"reply","comment":500} -->\n\nAll is well.' },
    ]);
  });

  it("tells a refusal with its next step and ends confused", async () => {
    const answers: Answers = { plan: async () => refused("spec-empty", "The spec is empty.", "Write one.") };
    const { kind, reactions, text } = await say(anEvent("/plan"), answers);
    expect([kind, reactions]).toEqual(["refused", ["eyes", "confused"]]);
    expect(text).toContain("The spec is empty. Write one.");
  });

  it("does not repeat a refusal that a status comment shows", async () => {
    const refusal = { code: "spec-empty", text: "The spec is empty.", next: "Write one.", shown: true };
    const answers: Answers = { plan: async () => ({ kind: "refused", refusal }) };
    expect(await say(anEvent("/plan"), answers)).toMatchObject({
      kind: "refused",
      reactions: ["eyes", "confused"],
      said: [],
    });
  });

  it("tells a fault as a failure, its details only to the log", async () => {
    const answers: Answers = { plan: () => Promise.reject(new Error("secret detail")) };
    const { kind, reactions, text, lines } = await say(anEvent("/plan"), answers);
    expect([kind, reactions]).toEqual(["failed", ["eyes", "confused"]]);
    expect(text).not.toContain("secret detail");
    expect(lines.join("\n")).toContain("secret detail");
  });

  it("says honestly that a command is not available in this version", async () => {
    const { reactions, text } = await say(anEvent("/ask why?"));
    expect(reactions).toEqual(["eyes", "confused"]);
    expect(text).toContain("`/ask` is not available in this version of Pawl.");
  });

  it("answers an unknown command once, with what was probably meant", async () => {
    const { said, text } = await say(anEvent("/plna"));
    expect(said).toHaveLength(1);
    expect(text).toContain("Did you mean `/plan [--preview] [--from PATH]… [guidance]`?");
  });

  it("answers bad arguments with what was wrong and the usage", async () => {
    const { text } = await say(anEvent("/next 0"));
    expect(text).toMatch(/from 1 to 100.*Write it as `\/next \[NUMBER\]`\./);
  });

  it("refuses a command in the wrong place and names the right one", async () => {
    const pull = { number: 12, isPullRequest: true, labels: [], body: "" };
    const { reactions, text } = await say(anEvent("/plan", { issue: pull }));
    expect(reactions).toEqual(["eyes", "confused"]);
    expect(text).toContain("has no meaning on a pull request. Write it on a spec issue");
  });

  it("does nothing when the comment is gone", async () => {
    const event = anEvent("/plan");
    const on = thread(event);
    on.state.comment = null;
    expect(await say(event, planned, on)).toMatchObject({ kind: "gone", reactions: ["eyes"], said: [] });
  });

  it("does nothing when the comment is by somebody else than the one who sent it", async () => {
    const event = anEvent("/plan");
    const on = thread(event);
    const bob = { login: "bob", id: 12, kind: "person", app: null } as const;
    on.state.comment = on.state.comment && { ...on.state.comment, author: bob };
    expect(await say(event, planned, on)).toMatchObject({ kind: "gone", reactions: ["eyes"], said: [] });
  });

  it("does not run a comment that was edited in between", async () => {
    const event = anEvent("/plan");
    const on = thread(event);
    on.state.comment = on.state.comment && { ...on.state.comment, edited: true };
    const { kind, text } = await say(event, { plan: () => Promise.reject(new Error("ran")) }, on);
    expect(kind).toBe("refused");
    expect(text).toContain("an edited comment is never a command");
  });

  it("does not run a comment whose text is no longer what was seen", async () => {
    const event = anEvent("/plan");
    const on = thread(event);
    on.state.comment = on.state.comment && { ...on.state.comment, body: "/plan --preview" };
    expect((await say(event, { plan: () => Promise.reject(new Error("ran")) }, on)).kind).toBe("refused");
  });

  it("does not add a task twice when a delivery is repeated", async () => {
    let added = 0;
    const answers: Answers = {
      add: async () => {
        added += 1;
        return done({ reply: null });
      },
    };
    const event = anEvent("/add an export");
    const on = thread(event);
    await say(event, answers, on);
    expect((await say(event, answers, on)).kind).toBe("gone");
    expect(added).toBe(1);
  });

  it.each(["/why", "/help", "/plna", "/next 0"])(
    "does not answer %s twice when a delivery is repeated",
    async (body) => {
      const event = anEvent(body);
      const on = thread(event);
      await say(event, planned, on);
      expect((await say(event, planned, on)).kind).toBe("gone");
    },
  );

  it("goes on with a plan when a delivery is repeated", async () => {
    const event = anEvent("/plan");
    const on = thread(event);
    await say(event, planned, on);
    expect((await say(event, planned, on)).kind).toBe("answered");
  });

  it("does not post a reply twice when the first answer was lost on the way", async () => {
    const event = anEvent("/plna");
    const { said } = await say(event, planned, thread(event, ["unknown"]));
    expect(said).toHaveLength(1);
  });

  it("still ends with a reaction in a thread that takes no comments", async () => {
    const event = anEvent("/plna");
    const { reactions, lines } = await say(event, planned, thread(event, ["rejected"]));
    expect(reactions).toEqual(["eyes", "confused"]);
    expect(lines).toEqual(["comment on #12 could not be written: locked"]);
  });
});

describe("/help", () => {
  it("lists what works here and now, and who may command", async () => {
    const answers: Answers = { ...planned, why: async () => done({ reply: null }) };
    const { text, reactions } = await say(anEvent("/help"), answers);
    expect(reactions).toEqual(["eyes", "rocket"]);
    expect(text).toContain("- `/plan [--preview] [--from PATH]… [guidance]`");
    expect(text).not.toContain("/interview");
    expect(text).toContain("Elsewhere: `/why`");
    expect(text).toContain("People with write, maintain or admin access");
  });
});
