import type { TextBlockParam } from "@anthropic-ai/sdk/resources/messages";
import type { z } from "zod";
import { openLedger } from "../budget/ledger.ts";
import { addUsage, noUsage, type Usage } from "../budget/usage.ts";
import type { ModelReply } from "../spec/model-reply.ts";
import { ask, type Claude, type ModelCall } from "./client.ts";
import { emptyConversation, hear, say, textOf, toSend } from "./conversation.ts";
import { cached } from "./data-block.ts";
import { type Failure, failures } from "./failure.ts";
import { outputFormat } from "./output-schema.ts";
import { readJson } from "./read-json.ts";

/** One question whose answer is JSON. `blocks` are the user's turn; what never changes between calls stands first. */
export type Question<Value> = {
  readonly client: Claude;
  readonly model: string;
  readonly prompt: string;
  readonly blocks: readonly TextBlockParam[];
  readonly schema: z.ZodType<Value>;
  readonly budgetUsd: number;
  readonly maxTokens: number;
  /** Findings by code about an answer of the right shape; it is sent back with them once. */
  readonly check?: (value: Value) => readonly string[];
};

/** Pauses, one answer that was cut, one that was no JSON or had findings. */
const callsAtMost = 5;

/**
 * Asks until there is an answer of the asked shape: one that breaks off is asked for once more with twice the tokens, one
 * that is not of the shape, or that `check` finds fault with, is sent back once. After that the shape decides alone.
 */
export async function askJson<Value>(question: Question<Value>): Promise<ModelReply<Value>> {
  const { client, schema, check } = question;
  let conversation = say(emptyConversation, ...question.blocks);
  let ledger = openLedger(question.budgetUsd);
  let usage = noUsage;
  let limit = question.maxTokens;
  let sentBack = false;
  let text = "";
  for (let calls = 0; calls < callsAtMost; calls++) {
    const answer = await ask(client, callOf(question, limit, toSend(conversation)), ledger);
    ledger = answer.ledger;
    usage = addUsage(usage, answer.usage);
    if (answer.kind === "failed") return failed(answer.failure, usage);
    if (answer.message.stop_reason === "max_tokens") {
      if (limit > question.maxTokens) return failed(failures.cut, usage);
      limit *= 2;
      continue;
    }
    conversation = hear(conversation, answer.message);
    text += textOf(answer.message);
    if (answer.message.stop_reason === "pause_turn") continue;
    const read = readValue(text, schema);
    text = "";
    const findings = read.kind === "value" ? (check?.(read.value) ?? []) : read.findings;
    if (read.kind === "value" && (findings.length === 0 || sentBack)) {
      return { kind: "answered", value: read.value, usage };
    }
    if (sentBack) return failed(failures.malformed, usage);
    sentBack = true;
    conversation = say(conversation, { type: "text", text: sendBack(findings) });
  }
  return failed(failures.cut, usage);
}

function callOf<Value>(
  { model, prompt, schema }: Question<Value>,
  maxTokens: number,
  messages: ModelCall["messages"],
): ModelCall {
  return {
    model,
    max_tokens: maxTokens,
    system: [cached({ type: "text", text: prompt })],
    messages,
    output_config: { format: outputFormat(schema) },
  };
}

type Reading<Value> =
  | { readonly kind: "value"; readonly value: Value }
  | { readonly kind: "wrong"; readonly findings: readonly string[] };

function readValue<Value>(text: string, schema: z.ZodType<Value>): Reading<Value> {
  const json = readJson(text);
  if (!json.ok) return { kind: "wrong", findings: [`The answer was not JSON: ${json.reason}`] };
  const parsed = schema.safeParse(json.value);
  if (parsed.success) return { kind: "value", value: parsed.data };
  const findings = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  return { kind: "wrong", findings: findings.slice(0, 20) };
}

function sendBack(findings: readonly string[]): string {
  const lines = findings.map((line) => `- ${line.replace(/</g, "&lt;")}`).join("\n");
  return `The answer was checked. Correct what the findings name and answer again, whole.\n<data name="findings">\n${lines}\n</data>`;
}

function failed(failure: Failure, usage: Usage): Extract<ModelReply<never>, { kind: "failed" }> {
  return { kind: "failed", ...failure, usage };
}
