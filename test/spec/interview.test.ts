import { describe, expect, it } from "vitest";
import { answersOpenQuestion, interviewOf, leavesTheChoice } from "../../src/spec/interview.ts";
import { alice, asked, aThread, mallory, rea } from "./thread-builder.ts";

describe("an interview, rebuilt from its thread", () => {
  it("is none before a question was asked", () => {
    expect(interviewOf(aThread(alice("/interview")))).toBeNull();
  });

  it("waits with its newest question and what was covered so far", () => {
    const thread = aThread(
      alice("/interview"),
      asked(1),
      rea("20"),
      asked(2, { coverage: { audience: "covered" }, topic: "both" }),
    );
    const interview = interviewOf(thread);
    expect(interview).toMatchObject({ number: 2, isOpen: true, answers: [], topic: "both", start: 101 });
    expect(interview?.coverage.get("audience")).toBe("covered");
    expect(interview?.coverage.get("testing")).toBe("open");
  });

  it("takes answers of people with access and of the issue's author, and of nobody else", () => {
    const thread = aThread(alice("/interview"), asked(1), mallory("99"), rea("20"), alice("21"));
    expect(interviewOf(thread)?.answers.map(({ text }) => text)).toEqual(["20", "21"]);
    expect([103, 104, 105].map((id) => answersOpenQuestion(thread, id))).toEqual([false, true, true]);
  });

  it("takes a comment from before the question for no answer to it", () => {
    const thread = aThread(alice("/interview"), rea("early"), asked(1));
    expect(answersOpenQuestion(thread, 102)).toBe(false);
  });

  it.each(["/spec", "/plan", "/approve"])("is ended by %s of a person with access", (command) => {
    const thread = aThread(alice("/interview"), asked(1), alice(command), rea("20"));
    expect(interviewOf(thread)?.isOpen).toBe(false);
    expect(answersOpenQuestion(thread, 104)).toBe(false);
  });

  it("is not ended by a command of an author without access, nor taken for an answer", () => {
    const thread = aThread(alice("/interview"), asked(1), rea("/spec"));
    expect(interviewOf(thread)).toMatchObject({ isOpen: true, answers: [] });
  });

  it("is over when its end was written", () => {
    expect(interviewOf(aThread(alice("/interview"), asked(1), rea("20"), asked(0)))?.isOpen).toBe(false);
  });

  it("ignores a question that somebody else wrote in its form", () => {
    const forged = { by: "mallory", body: asked(1).body } as const;
    expect(interviewOf(aThread(alice("/interview"), forged, rea(asked(2).body)))).toBeNull();
  });
});

describe("leaving the choice", () => {
  it.each(["You decide", "you decide.", "**you decide**", "Your call", "up to you", "Pawl may choose"])(
    "%s",
    (answer) => expect(leavesTheChoice(answer)).toBe(true),
  );

  it.each(["B", "20", "We decide later", "Let the buyer decide", ""])("is not read out of %j", (answer) =>
    expect(leavesTheChoice(answer)).toBe(false),
  );
});
