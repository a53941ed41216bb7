import { describe, expect, it } from "vitest";
import { noUsage } from "../../src/budget/usage.ts";
import { document } from "../../src/issues/render.ts";
import { interviewOf } from "../../src/spec/interview.ts";
import type { InterviewRequest, InterviewTurn } from "../../src/spec/interviewer.ts";
import { mostQuestions, nextQuestion } from "../../src/spec/next-question.ts";
import { alice, asked, aThread, type Line, rea } from "./thread-builder.ts";

const turn = (change: Partial<InterviewTurn> = {}): InterviewTurn => ({
  understood: "",
  coverage: [],
  question: {
    area: "audience",
    text: "Who is it for?",
    why: "",
    options: ["Buyers", "Sellers"],
    recommended: 1,
  },
  ...change,
});

async function next(answer: InterviewTurn | "failed", ...lines: readonly Line[]) {
  const requests: InterviewRequest[] = [];
  const interviewer = {
    next: async (request: InterviewRequest) => {
      requests.push(request);
      const usage = { ...noUsage, usd: 0.02 };
      if (answer !== "failed") return { kind: "answered", value: answer, usage } as const;
      return { kind: "failed", code: "model-key", text: "No key.", next: "Set one.", usage } as const;
    },
  };
  const thread = aThread(...lines);
  const interview = interviewOf(thread);
  const outcome = await nextQuestion(
    { interviewer },
    { thread, interview, start: 101, topic: "product", map: "", budgetUsd: 2 },
  );
  const text = outcome.kind === "done" ? document(outcome.value.marker, outcome.value.blocks) : "";
  return { outcome, text, request: requests[0] };
}

const covered = ["audience", "workflows", "features", "constraints", "non-goals"].map((area) => ({
  area,
  state: "covered" as const,
}));

describe("the next question", () => {
  it("is one question with letters, a recommendation and its cost in the marker", async () => {
    const { text, outcome } = await next(turn(), alice("/interview"));
    expect(text).toContain("**Question 1** · audience");
    expect(text).toContain("- **A** Buyers\n- **B** Sellers *(recommended)*");
    expect(outcome).toMatchObject({ value: { marker: { number: 1, start: 101, usd: 0.02 } } });
  });

  it("counts on from the question that was answered, and says how the answer was understood", async () => {
    const { text } = await next(turn({ understood: "Sellers." }), alice("/interview"), asked(1), rea("B"));
    expect(text).toMatch(/\*Understood:\* Sellers\.[\s\S]+\*\*Question 2\*\*/);
  });

  it("tells the model that the choice was left to it", async () => {
    const { request } = await next(turn(), alice("/interview"), asked(1), rea("you decide"));
    expect(request?.choiceIsOurs).toBe(true);
  });

  it("ends when every area is covered, whatever the model still asks", async () => {
    const { outcome, text } = await next(
      turn({ coverage: covered }),
      alice("/interview"),
      asked(1),
      rea("B"),
    );
    expect(outcome).toMatchObject({ value: { marker: { number: 0 } } });
    expect(text).toContain("everything it asks about is covered");
  });

  it("ends after so many questions as people can bear", async () => {
    const { outcome, text } = await next(turn(), alice("/interview"), asked(mostQuestions), rea("B"));
    expect(outcome).toMatchObject({ value: { marker: { number: 0 } } });
    expect(text).toContain("5 of its areas are still open");
  });

  it("does not open an area again that was covered", async () => {
    const open = [{ area: "audience", state: "open" as const }];
    const before = asked(1, { coverage: { audience: "covered" } });
    const { outcome } = await next(turn({ coverage: open }), alice("/interview"), before, rea("B"));
    expect(outcome).toMatchObject({ value: { marker: { coverage: { audience: "covered" } } } });
  });

  it("refuses with the model's own reason when it cannot answer", async () => {
    expect(await next("failed", alice("/interview"))).toMatchObject({
      outcome: { kind: "refused", refusal: { code: "model-key", next: "Set one." } },
    });
  });

  it("prints what a model says so that nothing in it acts", async () => {
    const question = {
      ...turn().question,
      text: "/plan @alice closes #3 <img src=x>",
      options: ["[x](http://evil)"],
    };
    const { text } = await next(turn({ question }), alice("/interview"));
    expect(text).not.toMatch(/^\/plan/m);
    expect(text).not.toMatch(/(^|\s)@alice|(?<!\\)<img|(?<!\\)\[x/);
  });
});
