import type {
  ContentBlock,
  Message,
  StopReason,
  TextBlock,
  Usage,
} from "@anthropic-ai/sdk/resources/messages";
import { idOf } from "./api-error.ts";
import { countOutput } from "./count-usage.ts";
import { digestOf } from "./given.ts";
import { tokensIn } from "./json.ts";
import type { ScriptAnswer } from "./script.ts";

function textBlock(text: string): TextBlock {
  return { type: "text", text, citations: null };
}

function contentOf(answer: ScriptAnswer, call: number): readonly ContentBlock[] {
  if ("json" in answer) return [textBlock(JSON.stringify(answer.json))];
  const text = "text" in answer && answer.text ? [textBlock(answer.text)] : [];
  if (!("toolUse" in answer)) return text;
  const uses = answer.toolUse.map(
    ({ name, input }, index): ContentBlock => ({
      type: "tool_use",
      id: idOf("toolu", call * 1000 + index),
      name,
      input,
      caller: { type: "direct" },
    }),
  );
  return [...text, ...uses];
}

function stopOf(answer: ScriptAnswer): StopReason {
  if ("stop" in answer && answer.stop) return answer.stop;
  return "toolUse" in answer && answer.toolUse.length > 0 ? "tool_use" : "end_turn";
}

/** The answer as a Message. `prefix` names the conversation; the thinking signature is made from it. */
export function writeMessage(
  answer: ScriptAnswer,
  from: { readonly call: number; readonly model: string; readonly prefix: string },
  input: Pick<Usage, "input_tokens" | "cache_read_input_tokens" | "cache_creation_input_tokens">,
): Message {
  const thinking = answer.thinking ?? "";
  const signature = digestOf(`${from.prefix}${from.call}${thinking}`);
  const content: ContentBlock[] = [
    { type: "thinking", thinking, signature },
    ...contentOf(answer, from.call),
  ];
  const stop = stopOf(answer);
  return {
    id: idOf("msg", from.call),
    type: "message",
    role: "assistant",
    model: from.model,
    content,
    container: null,
    diagnostics: null,
    stop_reason: stop,
    stop_sequence: null,
    stop_details:
      stop === "refusal"
        ? { type: "refusal", category: "general_harms", explanation: "The scripted Claude refuses." }
        : null,
    usage: {
      ...input,
      output_tokens: countOutput(content),
      output_tokens_details: { thinking_tokens: tokensIn(thinking) },
      cache_creation: {
        ephemeral_5m_input_tokens: input.cache_creation_input_tokens ?? 0,
        ephemeral_1h_input_tokens: 0,
      },
      inference_geo: null,
      server_tool_use: null,
      service_tier: "standard",
      speed: "standard",
    },
  };
}
