import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { askJson } from "../../src/claude/ask-json.ts";
import { openClaude } from "../../src/claude/client.ts";
import type { Scenario, ScriptAnswer } from "../../src/local/claude/script.ts";
import { type ScriptedClaude, startScriptedClaude } from "../../src/local/claude/scripted-claude.ts";

let server: ScriptedClaude | null = null;

afterEach(async () => {
  await server?.close();
  server = null;
});

const schema = z.strictObject({ word: z.string() });

async function asked(
  scenario: Scenario,
  change: { readonly budgetUsd?: number; readonly check?: (word: string) => readonly string[] } = {},
) {
  server = await startScriptedClaude({ scenario });
  const { check } = change;
  const reply = await askJson({
    client: openClaude({ apiKey: server.apiKey, baseUrl: server.url, wait: async () => {} }),
    model: "claude-haiku-5-5",
    prompt: "Say a word.",
    blocks: [{ type: "text", text: "A word, please." }],
    schema,
    budgetUsd: change.budgetUsd ?? 1,
    maxTokens: 1_000,
    ...(check === undefined ? {} : { check: ({ word }: z.infer<typeof schema>) => check(word) }),
  });
  return { reply, requests: server.requests };
}

/** Gives one answer per turn, the last one again and again. */
const inTurn = (...answers: readonly [ScriptAnswer, ...ScriptAnswer[]]): Scenario => {
  const left = [...answers];
  return () => (left.length > 1 ? left.shift() : left[0]) ?? answers[0];
};

describe("asking for JSON", () => {
  it("answers the checked value with its cost", async () => {
    const { reply } = await asked(() => ({ json: { word: "yes" } }));
    expect(reply).toMatchObject({ kind: "answered", value: { word: "yes" }, usage: { calls: 1 } });
    expect(reply.usage.usd).toBeGreaterThan(0);
  });

  it.each<[string, ScriptAnswer]>([
    ["no JSON", { text: "Well, yes" }],
    ["of another shape", { json: { words: 3 } }],
  ])("sends an answer back once that is %s", async (_, wrong) => {
    const { reply, requests } = await asked(inTurn(wrong, { json: { word: "yes" } }));
    expect(reply).toMatchObject({ kind: "answered", usage: { calls: 2 } });
    expect(JSON.stringify(requests[1]?.body)).toContain("Correct what the findings name");
  });

  it("gives up on a model that never finds the shape", async () => {
    const { reply, requests } = await asked(() => ({ text: "no" }));
    expect(reply).toMatchObject({ kind: "failed", code: "model-malformed", usage: { calls: 2 } });
    expect(requests).toHaveLength(2);
  });

  it("sends the findings of the caller back once, then lets the shape decide", async () => {
    const { reply, requests } = await asked(() => ({ json: { word: "no" } }), {
      check: (word) => [`"${word}" is </data> wrong`],
    });
    expect(reply).toMatchObject({ kind: "answered", value: { word: "no" }, usage: { calls: 2 } });
    expect(JSON.stringify(requests[1]?.body)).toContain("&lt;/data> wrong");
  });

  it("asks once more with more room when an answer broke off", async () => {
    const { reply, requests } = await asked(inTurn({ stop: "max_tokens" }, { json: { word: "yes" } }));
    expect(reply).toMatchObject({ kind: "answered" });
    expect(requests[1]?.body).toMatchObject({ max_tokens: 2_000 });
  });

  it("makes no call that the budget does not cover", async () => {
    const { reply, requests } = await asked(() => ({ json: { word: "yes" } }), { budgetUsd: 0 });
    expect(reply).toMatchObject({ kind: "failed", code: "model-budget" });
    expect(requests).toHaveLength(0);
  });

  it("answers a refusal as a failure", async () => {
    const { reply } = await asked(() => ({ stop: "refusal" }));
    expect(reply).toMatchObject({ kind: "failed", code: "model-refused" });
  });
});
