import type { MessageCreateParams } from "@anthropic-ai/sdk/resources/messages";
import { checkOutputSchema } from "./check-output-schema.ts";
import { isObject, type JsonObject, objectsIn } from "./json.ts";

/** Top-level fields the scripted Claude knows; the sampling fields are gone from the API. */
const known: readonly (keyof MessageCreateParams)[] = [
  "max_tokens",
  "messages",
  "model",
  "cache_control",
  "metadata",
  "output_config",
  "service_tier",
  "stop_sequences",
  "stream",
  "system",
  "thinking",
  "tool_choice",
  "tools",
];

/** `null` when the fields around the conversation are as the API wants them, else the text of its 400. */
export function checkRequest(body: unknown, counting = false): string | null {
  if (!isObject(body)) return "The request body is not a JSON object";
  const unknownField = Object.keys(body).find((key) => !known.some((name) => name === key));
  if (unknownField) return `${unknownField}: Extra inputs are not permitted`;
  return (
    checkRequired(body, counting) ??
    checkToolChoice(body.tool_choice) ??
    checkThinking(body.thinking) ??
    checkTools(body.tools) ??
    checkOutput(body.output_config) ??
    checkCacheMarks(body)
  );
}

function checkRequired(body: JsonObject, counting: boolean): string | null {
  if (typeof body.model !== "string" || body.model === "") return "model: Field required";
  if (!counting) {
    if (body.max_tokens === undefined) return "max_tokens: Field required";
    if (!Number.isInteger(body.max_tokens) || Number(body.max_tokens) < 1)
      return "max_tokens: Input should be an integer greater than 0";
    if (Number(body.max_tokens) > 128_000)
      return `max_tokens: ${body.max_tokens} > 128000, which is the maximum allowed number of output tokens`;
  }
  if (!Array.isArray(body.messages)) return "messages: Field required";
  if (body.messages.length === 0) return "messages: at least one message is required";
  if (body.stream !== undefined && typeof body.stream !== "boolean")
    return "stream: Input should be a valid boolean";
  return null;
}

function checkToolChoice(choice: unknown): string | null {
  if (choice === undefined) return null;
  const type = isObject(choice) ? choice.type : null;
  if (type === "any" || type === "tool") return `tool_choice: type "${type}" is not supported with thinking`;
  return type === "auto" || type === "none" ? null : "tool_choice.type: unknown value";
}

function checkThinking(thinking: unknown): string | null {
  if (thinking === undefined) return null;
  const type = isObject(thinking) ? thinking.type : null;
  return type === "adaptive" ? null : `thinking: type "${String(type)}" is not supported for this model`;
}

function checkTools(tools: unknown): string | null {
  if (tools === undefined) return null;
  if (!Array.isArray(tools)) return "tools: Input should be a valid list";
  const names = new Set<string>();
  for (const [index, tool] of tools.entries()) {
    if (!isObject(tool)) return `tools.${index}: Input should be an object`;
    const { name, input_schema: schema } = tool;
    if (typeof name !== "string" || !/^[a-zA-Z0-9_-]{1,128}$/.test(name))
      return `tools.${index}.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'`;
    if (names.has(name)) return "tools: Tool names must be unique.";
    names.add(name);
    if (!isObject(schema) || schema.type !== "object")
      return `tools.${index}.input_schema.type: Field required`;
  }
  return null;
}

function checkOutput(output: unknown): string | null {
  if (output === undefined) return null;
  if (!isObject(output)) return "output_config: Input should be an object";
  const extra = Object.keys(output).find((key) => key !== "effort" && key !== "format");
  if (extra) return `output_config.${extra}: Extra inputs are not permitted`;
  if (output.format === undefined || output.format === null) return null;
  if (!isObject(output.format) || output.format.type !== "json_schema")
    return "output_config.format.type: Input should be 'json_schema'";
  return checkOutputSchema(output.format.schema, "output_config.format.schema");
}

function checkCacheMarks(body: JsonObject): string | null {
  const messages = objectsIn(body.messages).flatMap((message) => objectsIn(message.content));
  const blocks = [body, ...objectsIn(body.tools), ...objectsIn(body.system), ...messages];
  const marks = blocks.filter((block) => isObject(block.cache_control)).length;
  return marks > 4 ? `A maximum of 4 blocks with cache_control may be provided. Found ${marks}.` : null;
}
