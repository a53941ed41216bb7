import { afterEach, describe, expect, test } from "vitest";
import { openLedger } from "../../src/budget/ledger.ts";
import { ask, type ModelCall, openClaude } from "../../src/claude/client.ts";
import type { Fault } from "../../src/local/claude/faults.ts";
import type { Scenario } from "../../src/local/claude/script.ts";
import { type ScriptedClaude, startScriptedClaude } from "../../src/local/claude/scripted-claude.ts";

let server: ScriptedClaude | null = null;

afterEach(async () => {
  await server?.close();
  server = null;
});

const call: ModelCall = {
  model: "claude-opus-5-5",
  max_tokens: 1000,
  messages: [{ role: "user", content: "Hello" }],
};

/** A client that notes how long it would have waited instead of waiting. */
async function open(scenario: Scenario, ...faults: readonly Fault[]) {
  const started = await startScriptedClaude({ scenario });
  server = started;
  started.faults.add(...faults);
  const waits: number[] = [];
  const lines: string[] = [];
  const claude = openClaude({
    apiKey: started.apiKey,
    baseUrl: started.url,
    wait: async (milliseconds) => void waits.push(milliseconds),
    log: (line) => void lines.push(line),
  });
  return { claude, started, waits, lines };
}

describe("a call that succeeds", () => {
  test("gives the whole message with its usage in tokens and dollars", async () => {
    const { claude } = await open(() => ({ text: "Hi" }));
    const answer = await ask(claude, call, openLedger(1));
    expect(answer).toMatchObject({
      kind: "answered",
      message: { stop_reason: "end_turn" },
      usage: { calls: 1 },
    });
    expect(answer.usage.usd).toBeGreaterThan(0);
  });

  test("settles the ledger at what it really cost", async () => {
    const { claude } = await open(() => ({ text: "Hi" }));
    const answer = await ask(claude, call, openLedger(1));
    expect(answer.ledger).toEqual({ limitUsd: 1, reservedUsd: 0, spentUsd: answer.usage.usd });
  });

  test.each(["max_tokens", "pause_turn", "stop_sequence"] as const)(
    "hands a message that stopped for %s to the caller",
    async (stop) => {
      const { claude } = await open(() => ({ text: "So far", stop }));
      expect(await ask(claude, call, openLedger(1))).toMatchObject({ message: { stop_reason: stop } });
    },
  );
});

describe("a call that is not made", () => {
  test("without a key fails as model-key", async () => {
    const answer = await ask(openClaude({ apiKey: undefined }), call, openLedger(1));
    expect(answer).toMatchObject({ kind: "failed", failure: { code: "model-key" }, usage: { calls: 0 } });
  });

  test("with a key that holds a line break fails as model-key and does not repeat the key", async () => {
    const answer = await ask(openClaude({ apiKey: "sk-secret\nsk-other" }), call, openLedger(1));
    expect(answer).toMatchObject({ failure: { code: "model-key" } });
    expect(JSON.stringify(answer)).not.toContain("sk-secret");
  });

  test("whose worst case does not fit fails as model-budget without a request", async () => {
    const { claude, started } = await open(() => ({ text: "Hi" }));
    const answer = await ask(claude, call, openLedger(0.001));
    expect(answer).toMatchObject({ kind: "failed", failure: { code: "model-budget" } });
    expect(started.requests).toHaveLength(0);
  });
});

describe("waiting", () => {
  test.each([[{ kind: "overloaded" }], [{ kind: "server-error" }], [{ kind: "drop" }]] as const)(
    "after %o the same call is made again",
    async (fault) => {
      const { claude, started, waits } = await open(() => ({ text: "Hi" }), fault, fault);
      expect(await ask(claude, call, openLedger(1))).toMatchObject({ kind: "answered" });
      expect(started.requests).toHaveLength(3);
      expect(waits).toEqual([1000, 2000]);
    },
  );

  test.each([
    { kind: "overloaded", retryAfter: 7 },
    { kind: "rate-limit", retryAfter: 7 },
  ] as const)("lasts as long as %o asks for", async (fault) => {
    const { claude, waits } = await open(() => ({ text: "Hi" }), fault);
    expect(await ask(claude, call, openLedger(1))).toMatchObject({ kind: "answered" });
    expect(waits).toEqual([7000]);
  });

  test("ends after the fourth retry as model-overloaded", async () => {
    const { claude, started } = await open(
      () => ({ text: "Hi" }),
      ...Array<Fault>(9).fill({ kind: "overloaded" }),
    );
    const answer = await ask(claude, call, openLedger(1));
    expect(answer).toMatchObject({ failure: { code: "model-overloaded" }, usage: { calls: 0 } });
    expect(started.requests).toHaveLength(5);
  });

  test("is not done when the API asks for more than a minute", async () => {
    const { claude, waits } = await open(() => ({ text: "Hi" }), { kind: "overloaded", retryAfter: 3600 });
    expect(await ask(claude, call, openLedger(1))).toMatchObject({ failure: { code: "model-overloaded" } });
    expect(waits).toEqual([]);
  });

  test("an API that cannot be reached is model-unreachable", async () => {
    const { started } = await open(() => ({ text: "Hi" }));
    await started.close();
    const claude = openClaude({ apiKey: "sk-x", baseUrl: started.url, wait: async () => {} });
    expect(await ask(claude, call, openLedger(1))).toMatchObject({
      failure: { code: "model-unreachable", text: expect.stringContaining(new URL(started.url).host) },
    });
  });

  test("an address that is none is named as the cause, without a wait", async () => {
    const waits: number[] = [];
    const wait = async (milliseconds: number) => void waits.push(milliseconds);
    const claude = openClaude({ apiKey: "sk-x", baseUrl: "not a url", wait });
    expect(await ask(claude, call, openLedger(1))).toMatchObject({
      failure: { code: "model-unreachable", text: "The address of the model API is not a URL." },
    });
    expect(waits).toEqual([]);
  });

  test("each wait leaves a line in the log", async () => {
    const { claude, lines } = await open(() => ({ text: "Hi" }), { kind: "overloaded" });
    await ask(claude, call, openLedger(1));
    expect(lines).toEqual(["model call: model-overloaded, asking again in 1000 ms"]);
  });
});

describe("an answer that is final", () => {
  test("a wrong key is model-key after one request", async () => {
    const { started } = await open(() => ({ text: "Hi" }));
    const claude = openClaude({ apiKey: "sk-wrong", baseUrl: started.url });
    expect(await ask(claude, call, openLedger(1))).toMatchObject({ failure: { code: "model-key" } });
    expect(started.requests).toHaveLength(1);
  });

  test("a spend limit is model-spend-limit after one request", async () => {
    const { claude, started } = await open(() => ({ text: "Hi" }), { kind: "spend-limit" });
    expect(await ask(claude, call, openLedger(1))).toMatchObject({ failure: { code: "model-spend-limit" } });
    expect(started.requests).toHaveLength(1);
  });

  test("a rate limit that gives no time is not asked again", async () => {
    const { claude, started } = await open(() => ({ text: "Hi" }), { kind: "rate-limit" });
    expect(await ask(claude, call, openLedger(1))).toMatchObject({ failure: { code: "model-overloaded" } });
    expect(started.requests).toHaveLength(1);
  });

  test("a model the API does not know is named", async () => {
    const { claude, started } = await open(() => ({ text: "Hi" }));
    const answer = await ask(claude, { ...call, model: "claude-nobody" }, openLedger(1));
    expect(answer).toMatchObject({
      failure: { code: "model-rejected", text: expect.stringContaining("claude-nobody") },
    });
    expect(started.requests).toHaveLength(1);
  });

  test("a refusal is model-refused and is paid for", async () => {
    const { claude } = await open(() => ({ stop: "refusal" }));
    const answer = await ask(claude, call, openLedger(1));
    expect(answer).toMatchObject({ failure: { code: "model-refused" }, usage: { calls: 1 } });
    expect(answer.ledger.spentUsd).toBeGreaterThan(0);
  });

  test("a full context is model-cut", async () => {
    const { claude } = await open(() => ({ text: "So", stop: "model_context_window_exceeded" }));
    expect(await ask(claude, call, openLedger(1))).toMatchObject({ failure: { code: "model-cut" } });
  });
});

describe("a cut stream", () => {
  test.each(["socket", "end", "error-event"] as const)("by %s is asked again and paid for", async (how) => {
    const { claude, started } = await open(() => ({ text: "A long answer" }), { kind: "cut", after: 4, how });
    const answer = await ask(claude, call, openLedger(1));
    expect(answer).toMatchObject({ kind: "answered", usage: { calls: 2 } });
    expect(started.requests).toHaveLength(2);
  });

  test("is asked again at most twice, then fails as model-cut", async () => {
    const { claude, started } = await open(
      () => ({ text: "Hi" }),
      ...Array<Fault>(9).fill({ kind: "cut", after: 3 }),
    );
    expect(await ask(claude, call, openLedger(1))).toMatchObject({ failure: { code: "model-cut" } });
    expect(started.requests).toHaveLength(3);
  });

  test("that stays silent is cut by us", async () => {
    const { started } = await open(() => ({ text: "Hi" }), { kind: "latency", milliseconds: 400 });
    const claude = openClaude({
      apiKey: started.apiKey,
      baseUrl: started.url,
      silenceMs: 50,
      maxRetries: 0,
      wait: async () => {},
    });
    expect(await ask(claude, call, openLedger(1))).toMatchObject({ failure: { code: "model-unreachable" } });
  });

  test("is not asked again when what is left does not cover the worst case", async () => {
    const { claude, started } = await open(() => ({ text: "word ".repeat(2000) }), {
      kind: "cut",
      after: 20,
    });
    const answer = await ask(claude, call, openLedger(0.0202));
    expect(answer).toMatchObject({ failure: { code: "model-budget" } });
    expect(started.requests).toHaveLength(1);
  });
});
