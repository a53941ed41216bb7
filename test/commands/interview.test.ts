import { describe, expect, it } from "vitest";
import { noUsage } from "../../src/budget/usage.ts";
import { answerInterview } from "../../src/commands/answer-interview.ts";
import { hearAnswer, takeAnswer } from "../../src/commands/hear-answer.ts";
import type { Author } from "../../src/issues/issue.ts";
import type { InterviewTurn } from "../../src/spec/interviewer.ts";
import { writes } from "../issues/fake-tracker.ts";
import { alice, answered, config, conversationWorld, mallory, rea } from "./conversation-world.ts";

const turn: InterviewTurn = {
  understood: "",
  coverage: [],
  question: { area: "audience", text: "Who is it for?", why: "", options: [], recommended: -1 },
};

async function interviewing() {
  const world = conversationWorld();
  const broken = { now: false };
  let asked = 0;
  const failed = {
    kind: "failed",
    code: "model-overloaded",
    text: "It is overloaded.",
    next: "Wait.",
    usage: noUsage,
  } as const;
  const interviewer = {
    next: async () => {
      asked++;
      return broken.now ? failed : answered(turn);
    },
  };
  const ports = { ...world.ports, interviewer };
  const start = world.say("/interview product");
  const begin = () =>
    answerInterview(ports, config)(
      { kind: "interview", topic: "product" },
      world.request("interview", start),
    );
  await begin();
  const hear = (comment: number, body: string, by: Author = rea, labels: readonly string[] = []) =>
    hearAnswer(
      world.ports,
      {
        comment,
        body,
        sender: { login: by.login, id: by.id, kind: by.kind },
        issue: { number: world.issue, isPullRequest: false, labels, body: "" },
      },
      config,
    );
  const take = (comment: number) => takeAnswer(ports, config, { issue: world.issue, comment });
  return { ...world, begin, hear, take, broken, asked: () => asked };
}

describe("an interview in its thread", () => {
  it("asks its first question once, however often the command is delivered", async () => {
    const world = await interviewing();
    await world.begin();
    expect(await world.ours()).toHaveLength(1);
    expect(world.asked()).toBe(1);
  });

  it.each([
    ["of the issue's author", rea, true],
    ["of a person with write access", alice, true],
    ["of a stranger", mallory, false],
  ])("hears an answer %s", async (_who, by, heard) => {
    const world = await interviewing();
    const comment = world.say("Buyers.", by);
    const since = world.tracker.log.length;
    expect(await world.hear(comment, "Buyers.", by)).toBe(heard);
    expect(writes(world.tracker, since)).toEqual(heard ? ["react!"] : []);
  });

  it("does not hear a command, a bot, a task, or an issue without a question", async () => {
    const world = await interviewing();
    const comment = world.say("Buyers.", rea);
    expect(await world.hear(comment, "/spec")).toBe(false);
    expect(await world.hear(comment, "Buyers.", { ...rea, kind: "bot" })).toBe(false);
    expect(await world.hear(comment, "Buyers.", rea, ["task"])).toBe(false);
    expect(await conversationWorldHears()).toBe(false);
  });

  it("takes several answers at once with one more question", async () => {
    const world = await interviewing();
    const [first, second] = [world.say("Buyers.", rea), world.say("And sellers.", alice)];
    await world.take(first);
    await world.take(second);
    expect(await world.ours()).toHaveLength(2);
    expect(await world.tracker.ownReactions(second)).toContain("rocket");
  });

  it("says what went wrong and goes on with the next answer", async () => {
    const world = await interviewing();
    world.broken.now = true;
    const lost = world.say("Buyers.", rea);
    await world.take(lost);
    expect((await world.ours()).at(-1)?.body).toMatch(/It is overloaded\. Wait\..+answer once more/);
    expect(await world.tracker.ownReactions(lost)).toEqual(["confused"]);
    world.broken.now = false;
    await world.take(world.say("Buyers, I said.", rea));
    expect((await world.ours()).at(-1)?.body).toContain("**Question 2**");
  });

  it("posts its question once although the answer to posting got lost", async () => {
    const world = await interviewing();
    const comment = world.say("Buyers.", rea);
    world.tracker.fault = (operation) => (operation === "createComment!" ? "lost-after" : null);
    await world.take(comment);
    expect(await world.ours()).toHaveLength(2);
  });
});

async function conversationWorldHears(): Promise<boolean> {
  const world = conversationWorld();
  const comment = world.say("Just talking.", alice);
  const issue = { number: world.issue, isPullRequest: false, labels: [], body: "" };
  const sender = { login: "alice", id: 9001, kind: "person" } as const;
  return hearAnswer(world.ports, { comment, body: "Just talking.", sender, issue }, config);
}
