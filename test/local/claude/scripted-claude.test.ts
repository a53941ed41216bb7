import Anthropic from "@anthropic-ai/sdk";
import type { MessageCreateParamsNonStreaming } from "@anthropic-ai/sdk/resources/messages";
import { afterEach, describe, expect, test } from "vitest";
import type { Scenario } from "../../../src/local/claude/script.ts";
import { type ScriptedClaude, startScriptedClaude } from "../../../src/local/claude/scripted-claude.ts";

let claude: ScriptedClaude | null = null;

afterEach(async () => {
  await claude?.close();
  claude = null;
});

async function open(scenario: Scenario): Promise<{ api: Anthropic; server: ScriptedClaude }> {
  const server = await startScriptedClaude({ scenario });
  claude = server;
  return { api: new Anthropic({ apiKey: server.apiKey, baseURL: server.url, maxRetries: 0 }), server };
}

function hello(more: Partial<MessageCreateParamsNonStreaming> = {}): MessageCreateParamsNonStreaming {
  return {
    model: "claude-opus-5-5",
    max_tokens: 1000,
    messages: [{ role: "user", content: "Hello" }],
    ...more,
  };
}

const tool = {
  name: "look",
  description: "Looks.",
  input_schema: { type: "object" as const, properties: {} },
};

/** Posts any JSON, so that requests the SDK's types forbid can be sent too. */
async function send(server: ScriptedClaude, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${server.url}/v1/messages`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-api-key": server.apiKey,
      "anthropic-version": "2026-10-21",
      ...headers,
    },
    body: JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

describe("answers", () => {
  test("text comes as one message with usage", async () => {
    const { api } = await open(() => ({ text: "Hi there" }));
    const message = await api.messages.create(hello());
    expect(message.content.at(-1)).toEqual({ type: "text", text: "Hi there", citations: null });
    expect(message.stop_reason).toBe("end_turn");
    expect(message.usage.input_tokens).toBeGreaterThan(0);
    expect(message.usage.output_tokens).toBeGreaterThan(0);
  });

  test("the stream gives the same message as JSON does", async () => {
    const answer = {
      thinking: "Let me look. ".repeat(90),
      text: "I look.",
      toolUse: [{ name: "look", input: { deep: "é".repeat(900) } }],
    };
    const plain = await open(() => answer);
    const whole = await plain.api.messages.create(hello({ tools: [tool] }));
    await claude?.close();
    const streamed = await open(() => answer);
    const message = await streamed.api.messages.stream(hello({ tools: [tool] })).finalMessage();
    expect(message.content).toEqual(whole.content);
    expect(message.stop_reason).toBe("tool_use");
    expect(message.usage).toEqual(whole.usage);
  });

  test("JSON is sent as text", async () => {
    const { api } = await open(() => ({ json: { a: [1] } }));
    const message = await api.messages.create(hello());
    expect(message.content.at(-1)).toMatchObject({ text: '{"a":[1]}' });
  });

  test.each([
    "refusal",
    "max_tokens",
    "pause_turn",
    "model_context_window_exceeded",
    "stop_sequence",
  ] as const)("the stop reason %s can be scripted", async (stop) => {
    const { api } = await open(() => ({ text: "So far", stop }));
    expect((await api.messages.create(hello())).stop_reason).toBe(stop);
  });

  test("the scenario sees the conversation it answers", async () => {
    const { api } = await open(({ firstText, text, userTexts, toolResults, turn, tools, system }) => {
      if (turn === 0) return { toolUse: [{ name: "look", input: { at: 1 } }] };
      return { json: { firstText, text, userTexts, toolResults, turn, tools, system } };
    });
    const first = await api.messages.create(hello({ tools: [tool], system: "Be short." }));
    const call = first.content.find((block) => block.type === "tool_use");
    const second = await api.messages.create(
      hello({
        tools: [tool],
        system: "Be short.",
        messages: [
          { role: "user", content: "Hello" },
          { role: "assistant", content: first.content },
          {
            role: "user",
            content: [
              { type: "tool_result", tool_use_id: call?.id ?? "", content: "seen", is_error: true },
              { type: "text", text: "Go on" },
            ],
          },
        ],
      }),
    );
    const text = second.content.find((block) => block.type === "text")?.text ?? "";
    expect(JSON.parse(text)).toEqual({
      firstText: "Hello",
      text: "Go on",
      userTexts: ["Hello", "Go on"],
      toolResults: [{ name: "look", input: { at: 1 }, text: "seen", isError: true }],
      turn: 1,
      tools: ["look"],
      system: "Be short.",
    });
  });

  test("tokens can be counted without a call", async () => {
    const { api } = await open(() => ({ text: "never" }));
    const { max_tokens: _, ...rest } = hello({ system: "x".repeat(400) });
    const count = await api.messages.countTokens(rest);
    expect(count.input_tokens).toBeGreaterThan(100);
  });

  test("models are listed", async () => {
    const { api } = await open(() => ({ text: "never" }));
    const page = await api.models.list();
    expect(page.data.map((model) => model.id)).toContain("claude-opus-5-5");
  });

  test("two runs of one scenario give the same bytes", async () => {
    const bodies = [];
    for (let run = 0; run < 2; run += 1) {
      const { server } = await open(() => ({ text: "Same", thinking: "Same too" }));
      bodies.push((await send(server, hello())).body);
      await claude?.close();
    }
    expect(bodies[0]).toEqual(bodies[1]);
  });
});

describe("the prompt cache", () => {
  const long = (text: string) => ({
    type: "text" as const,
    text: text.repeat(2000),
    cache_control: { type: "ephemeral" as const },
  });

  test("a marked prefix is written once and read the next time", async () => {
    const { api } = await open(() => ({ text: "ok" }));
    const first = await api.messages.create(hello({ system: [long("abc ")] }));
    const again = await api.messages.create(hello({ system: [long("abc ")] }));
    expect(first.usage.cache_read_input_tokens).toBe(0);
    expect(first.usage.cache_creation_input_tokens).toBeGreaterThan(1024);
    expect(again.usage.cache_read_input_tokens).toBe(first.usage.cache_creation_input_tokens);
    expect(again.usage.cache_creation_input_tokens).toBe(0);
  });

  test("a prefix that differs in one byte is not read", async () => {
    const { api } = await open(() => ({ text: "ok" }));
    await api.messages.create(hello({ system: [long("abc ")] }));
    const other = await api.messages.create(hello({ system: [long("abd ")] }));
    expect(other.usage.cache_read_input_tokens).toBe(0);
  });

  test("a prefix of fewer than 1,024 tokens is not cached", async () => {
    const { api } = await open(() => ({ text: "ok" }));
    const system = [{ type: "text" as const, text: "short", cache_control: { type: "ephemeral" as const } }];
    await api.messages.create(hello({ system }));
    const again = await api.messages.create(hello({ system }));
    expect(again.usage).toMatchObject({ cache_read_input_tokens: 0, cache_creation_input_tokens: 0 });
  });

  test("a prefix that nobody marked is not cached", async () => {
    const { api } = await open(() => ({ text: "ok" }));
    await api.messages.create(hello({ system: "abc ".repeat(2000) }));
    const again = await api.messages.create(hello({ system: "abc ".repeat(2000) }));
    expect(again.usage.cache_read_input_tokens).toBe(0);
    expect(again.usage.cache_creation_input_tokens).toBe(0);
  });
});

describe("requests it refuses", () => {
  const schema = (properties: Record<string, unknown>) => ({
    output_config: {
      format: { type: "json_schema", schema: { type: "object", additionalProperties: false, properties } },
    },
  });
  test.each([
    ["an unknown field", { betas: ["x"] }, "betas: Extra inputs are not permitted"],
    ["a temperature", { temperature: 0 }, "temperature"],
    ["top_p", { top_p: 1 }, "top_p"],
    ["top_k", { top_k: 1 }, "top_k"],
    ["no max_tokens", { max_tokens: undefined }, "max_tokens: Field required"],
    ["no model", { model: undefined }, "model: Field required"],
    ["no messages", { messages: undefined }, "messages: Field required"],
    ["a forced tool", { tools: [tool], tool_choice: { type: "tool", name: "look" } }, "tool_choice"],
    ["any tool forced", { tools: [tool], tool_choice: { type: "any" } }, "tool_choice"],
    ["thinking switched off", { thinking: { type: "disabled" } }, "thinking"],
    ["two tools of one name", { tools: [tool, tool] }, "unique"],
    ["a schema with a minimum", schema({ n: { type: "integer", minimum: 1 } }), "'minimum' is not supported"],
    ["an open schema", schema({ o: { type: "object", properties: {} } }), "additionalProperties"],
    [
      "an empty text",
      { messages: [{ role: "user", content: [{ type: "text", text: " " }] }] },
      "non-whitespace",
    ],
    [
      "a prefilled answer",
      {
        messages: [
          { role: "user", content: "a" },
          { role: "assistant", content: "b" },
        ],
      },
      "prefill",
    ],
    [
      "a tool result without its call",
      {
        messages: [
          { role: "user", content: [{ type: "tool_result", tool_use_id: "toolu_1", content: "x" }] },
        ],
      },
      "corresponding `tool_use`",
    ],
    [
      "a tool call left unanswered",
      {
        messages: [
          { role: "user", content: "a" },
          { role: "assistant", content: [{ type: "tool_use", id: "toolu_1", name: "look", input: {} }] },
          { role: "user", content: "b" },
        ],
      },
      "without `tool_result`",
    ],
    [
      "five cache marks",
      {
        system: Array.from({ length: 5 }, () => ({
          type: "text",
          text: "x",
          cache_control: { type: "ephemeral" },
        })),
      },
      "maximum of 4",
    ],
  ])("%s is a 400 that names it", async (_, more, text) => {
    const { server } = await open(() => ({ text: "never" }));
    const answer = await send(server, { ...hello(), ...more });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      type: "error",
      error: { type: "invalid_request_error", message: expect.stringContaining(text) },
    });
  });

  test("a wrong key is a 401", async () => {
    const { server } = await open(() => ({ text: "never" }));
    const answer = await send(server, hello(), { "x-api-key": "sk-other" });
    expect(answer).toMatchObject({ status: 401, body: { error: { type: "authentication_error" } } });
  });

  test("a missing anthropic-version is a 400", async () => {
    const { server } = await open(() => ({ text: "never" }));
    const answer = await send(server, hello(), { "anthropic-version": "" });
    expect(answer).toMatchObject({ status: 400, body: { error: { type: "invalid_request_error" } } });
  });

  test("an unknown model is a 404", async () => {
    const { server } = await open(() => ({ text: "never" }));
    const answer = await send(server, hello({ model: "claude-nobody" }));
    expect(answer).toMatchObject({ status: 404, body: { error: { type: "not_found_error" } } });
  });

  test("a refused request is in the journal with its status", async () => {
    const { server } = await open(() => ({ text: "never" }));
    await send(server, { model: "claude-opus-5-5" });
    expect(server.requests).toEqual([
      { path: "/v1/messages", body: { model: "claude-opus-5-5" }, status: 400 },
    ]);
  });
});

describe("thinking that comes back", () => {
  async function answered() {
    const { api, server } = await open(({ turn }) =>
      turn === 0 ? { thinking: "Look first", toolUse: [{ name: "look", input: {} }] } : { text: "done" },
    );
    const first = await api.messages.create(hello({ tools: [tool] }));
    const call = first.content.find((block) => block.type === "tool_use");
    const result = { type: "tool_result", tool_use_id: call?.id ?? "", content: "seen" };
    const follow = (content: unknown, opening = "Hello") => ({
      ...hello({ tools: [tool] }),
      messages: [
        { role: "user", content: opening },
        { role: "assistant", content },
        { role: "user", content: [result] },
      ],
    });
    return { server, content: first.content, follow };
  }

  test("is taken when untouched", async () => {
    const { server, content, follow } = await answered();
    expect((await send(server, follow(content))).status).toBe(200);
  });

  test("is refused when its text was changed", async () => {
    const { server, content, follow } = await answered();
    const changed = content.map((block) =>
      block.type === "thinking" ? { ...block, thinking: "Other" } : block,
    );
    expect((await send(server, follow(changed))).body).toMatchObject({
      error: { message: expect.stringContaining("cannot be modified") },
    });
  });

  test("is refused when it was dropped beside its tool call", async () => {
    const { server, content, follow } = await answered();
    const dropped = content.filter((block) => block.type !== "thinking");
    expect((await send(server, follow(dropped))).status).toBe(400);
  });

  test("is refused when the history before it was edited", async () => {
    const { server, content, follow } = await answered();
    expect((await send(server, follow(content, "Hello!"))).status).toBe(400);
  });
});

test("a scenario that throws is a 400 with its text, so that nobody asks again", async () => {
  const { server } = await open(() => {
    throw new Error("no answer for this request");
  });
  const answer = await send(server, hello());
  expect(answer).toMatchObject({
    status: 400,
    body: { error: { message: "The scenario failed: no answer for this request" } },
  });
  expect(server.requests.map(({ status }) => status)).toEqual([400]);
});

describe("faults", () => {
  test.each([
    [{ kind: "overloaded" }, 529, "overloaded_error"],
    [{ kind: "rate-limit" }, 429, "rate_limit_error"],
    [{ kind: "server-error" }, 500, "api_error"],
  ] as const)("%o answers its status once", async (fault, status, type) => {
    const { server } = await open(() => ({ text: "ok" }));
    server.faults.add(fault);
    expect(await send(server, hello())).toMatchObject({ status, body: { type: "error", error: { type } } });
    expect((await send(server, hello())).status).toBe(200);
  });

  test("a rate limit says how long to wait", async () => {
    const { server } = await open(() => ({ text: "ok" }));
    server.faults.add({ kind: "rate-limit", retryAfter: 7 });
    expect((await send(server, hello())).headers.get("retry-after")).toBe("7");
  });

  test.each(["socket", "end", "error-event"] as const)("a stream cut by %s gives no message", async (how) => {
    const { api, server } = await open(() => ({ text: "a long answer" }));
    server.faults.add({ kind: "cut", after: 4, how });
    await expect(api.messages.stream(hello()).finalMessage()).rejects.toThrow();
  });

  test("malformed JSON does not parse", async () => {
    const { api, server } = await open(() => ({ json: { a: 1 } }));
    server.faults.add({ kind: "malformed" });
    const message = await api.messages.create(hello());
    const text = message.content.find((block) => block.type === "text")?.text ?? "{}";
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  });

  test("a refusal says so with its category", async () => {
    const { api, server } = await open(() => ({ text: "ok" }));
    server.faults.add({ kind: "refusal" });
    const message = await api.messages.create(hello());
    expect(message).toMatchObject({ stop_reason: "refusal", stop_details: { type: "refusal" } });
  });

  test("latency answers as scripted", async () => {
    const { api, server } = await open(() => ({ text: "late" }));
    server.faults.add({ kind: "latency", milliseconds: 5 });
    expect((await api.messages.create(hello())).content.at(-1)).toMatchObject({ text: "late" });
    expect(server.faults.pending).toBe(0);
  });
});
