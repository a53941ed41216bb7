import { digestOf, type Given, plainJson, prefixDigest } from "./given.ts";
import { isObject, type JsonObject, objectsIn } from "./json.ts";

const fieldsOf: Readonly<Record<string, readonly string[]>> = {
  text: ["type", "text", "cache_control", "citations"],
  tool_use: ["type", "id", "name", "input", "cache_control", "caller", "toolset_name"],
  tool_result: ["type", "tool_use_id", "content", "is_error", "cache_control", "toolset_name"],
  thinking: ["type", "thinking", "signature"],
};

const rolesOf: Readonly<Record<string, string>> = {
  tool_use: "assistant",
  thinking: "assistant",
  tool_result: "user",
};

/** `null` when the conversation holds together and gives our own answers back untouched, else the text of the 400. */
export function checkConversation(body: JsonObject, given: Given): string | null {
  const messages = Array.isArray(body.messages) ? body.messages : [];
  for (const [index, message] of messages.entries()) {
    const problem =
      checkMessage(message, index) ?? checkPairs(messages, index) ?? checkGiven(body, messages, index, given);
    if (problem) return problem;
  }
  return checkLast(messages.at(-1), given);
}

function checkMessage(message: unknown, index: number): string | null {
  if (!isObject(message)) return `messages.${index}: Input should be an object`;
  const extra = Object.keys(message).find((key) => key !== "role" && key !== "content");
  if (extra) return `messages.${index}.${extra}: Extra inputs are not permitted`;
  if (message.role !== "user" && message.role !== "assistant")
    return `messages.${index}.role: Input should be 'user' or 'assistant'`;
  if (index === 0 && message.role !== "user") return 'messages: first message must use the "user" role';
  if (typeof message.content === "string")
    return message.content.trim() ? null : `messages.${index}: user messages must have non-empty content`;
  if (!Array.isArray(message.content) || message.content.length === 0)
    return `messages.${index}.content: Input should be a non-empty list`;
  for (const [at, block] of message.content.entries()) {
    const problem = checkBlock(block, message.role);
    if (problem) return `messages.${index}.content.${at}${problem}`;
  }
  return null;
}

function checkBlock(block: unknown, role: string): string | null {
  if (!isObject(block) || typeof block.type !== "string") return ".type: Field required";
  const fields = fieldsOf[block.type];
  if (!fields) return `.type: '${block.type}' is not a block the scripted Claude knows`;
  const extra = Object.keys(block).find((key) => !fields.includes(key));
  if (extra) return `.${block.type}.${extra}: Extra inputs are not permitted`;
  if (rolesOf[block.type] && rolesOf[block.type] !== role)
    return `: \`${block.type}\` blocks can only be in \`${rolesOf[block.type]}\` messages`;
  if (block.type === "text" && (typeof block.text !== "string" || block.text.trim() === ""))
    return ".text: text content blocks must contain non-whitespace text";
  if (block.type === "tool_use" && !isObject(block.input))
    return ".tool_use.input: Input should be an object";
  return null;
}

function idsOf(message: unknown, type: string, field: string): readonly unknown[] {
  const content = isObject(message) ? objectsIn(message.content) : [];
  return content.filter((block) => block.type === type).map((block) => block[field]);
}

function checkPairs(messages: readonly unknown[], index: number): string | null {
  const results = idsOf(messages[index], "tool_result", "tool_use_id");
  const asked = idsOf(messages[index - 1], "tool_use", "id");
  const stray = results.find((id) => !asked.includes(id));
  if (stray !== undefined)
    return `messages.${index}.content: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${stray}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`;
  if (new Set(results).size < results.length)
    return `messages.${index}.content: each tool_use must have a single result`;
  const open = asked.filter((id) => !results.includes(id));
  if (open.length > 0)
    return `messages.${index - 1}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${open.join(", ")}`;
  return null;
}

function checkGiven(
  body: JsonObject,
  messages: readonly unknown[],
  index: number,
  given: Given,
): string | null {
  const message = messages[index];
  if (!isObject(message) || message.role !== "assistant") return null;
  const altered = `messages.${index}.content: \`thinking\` blocks in an assistant message cannot be modified. They must remain as they were in the original response.`;
  const prefix = prefixDigest(body, messages, index);
  for (const block of objectsIn(message.content)) {
    if (block.type !== "thinking") continue;
    const known = given.thinking.get(String(block.signature));
    if (!known || known.text !== block.thinking || known.prefix !== prefix) return altered;
  }
  const signatures = idsOf(message, "thinking", "signature");
  for (const id of idsOf(message, "tool_use", "id")) {
    const expected = given.calls.get(String(id)) ?? [];
    if (expected.some((signature) => !signatures.includes(signature))) return altered;
  }
  return null;
}

function checkLast(message: unknown, given: Given): string | null {
  if (!isObject(message) || message.role === "user") return null;
  const open = idsOf(message, "tool_use", "id");
  if (open.length > 0)
    return `messages: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${open.join(", ")}`;
  if (given.paused.has(digestOf(plainJson(message.content)))) return null;
  return "This model does not support assistant message prefill. The conversation must end with a user message.";
}
