import type { MessageParam } from "@anthropic-ai/sdk/resources/messages";
import { isObject, type JsonObject, objectsIn } from "./json.ts";
import type { ScriptRequest, ScriptToolResult } from "./script.ts";

function isMessage(value: unknown): value is MessageParam {
  return isObject(value) && (value.role === "user" || value.role === "assistant");
}

function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  const texts = objectsIn(content).filter((block) => block.type === "text");
  return texts.map((block) => String(block.text)).join("\n");
}

function resultsOf(messages: readonly MessageParam[]): readonly ScriptToolResult[] {
  const calls = new Map<unknown, JsonObject>();
  for (const block of objectsIn(messages.at(-2)?.content))
    if (block.type === "tool_use") calls.set(block.id, block);
  const results = objectsIn(messages.at(-1)?.content).filter((block) => block.type === "tool_result");
  return results.map((block) => {
    const call = calls.get(block.tool_use_id);
    return {
      name: String(call?.name),
      input: call?.input,
      text: textOf(block.content),
      isError: block.is_error === true,
    };
  });
}

/** The request as a scenario reads it; the body has passed the strict checks. */
export function readScript(body: JsonObject, call: number): ScriptRequest {
  const messages = Array.isArray(body.messages) ? body.messages.filter(isMessage) : [];
  const format = isObject(body.output_config) ? body.output_config.format : null;
  const schema = isObject(format) && isObject(format.schema) ? format.schema : null;
  return {
    call,
    model: String(body.model),
    system: textOf(body.system),
    tools: objectsIn(body.tools).map((tool) => String(tool.name)),
    schema,
    maxTokens: Number(body.max_tokens),
    messages,
    firstText: textOf(messages[0]?.content),
    text: textOf(messages.at(-1)?.content),
    userTexts: messages
      .filter(({ role }) => role === "user")
      .map(({ content }) => textOf(content))
      .filter((text) => text !== ""),
    toolResults: resultsOf(messages),
    turn: messages.filter((message) => message.role === "assistant").length,
  };
}
