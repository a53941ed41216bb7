/** Token usage from bytes, with the prompt cache as real prefixes: the same conversation always costs the same. */
import type { ContentBlock, Usage } from "@anthropic-ai/sdk/resources/messages";
import { digestOf, plainJson } from "./given.ts";
import { isObject, type JsonObject, objectsIn, tokensIn } from "./json.ts";

/** A prefix shorter than this is not cached, and a mark looks this many blocks back for one that is. */
const leastCached = 1024;
const lookBack = 20;

type Part = { readonly digest: string; readonly tokensSoFar: number; readonly marked: boolean };

/** The request as a chain of blocks in the order the cache matches them: tools, system, messages. */
function chainOf(body: JsonObject): readonly Part[] {
  const system =
    typeof body.system === "string" ? [{ type: "text", text: body.system }] : objectsIn(body.system);
  const messages: readonly JsonObject[] = objectsIn(body.messages).flatMap(
    (message): readonly JsonObject[] =>
      typeof message.content === "string"
        ? [{ role: message.role, text: message.content }]
        : objectsIn(message.content).map((block) => ({ role: message.role, ...block })),
  );
  const blocks: readonly JsonObject[] = [...objectsIn(body.tools), ...system, ...messages];
  const chain: Part[] = [];
  let digest = String(body.model);
  let tokensSoFar = 0;
  for (const block of blocks) {
    const text = plainJson(block);
    digest = digestOf(digest + text);
    tokensSoFar += tokensIn(text);
    chain.push({ digest, tokensSoFar, marked: isObject(block.cache_control) });
  }
  const last = chain.pop();
  if (last) chain.push({ ...last, marked: last.marked || isObject(body.cache_control) });
  return chain;
}

export function countInput(body: JsonObject): number {
  return chainOf(body).at(-1)?.tokensSoFar ?? 0;
}

/** Reads the longest prefix written before at or near a cache mark, and writes the prefixes this request marks. */
export function cacheInput(
  body: JsonObject,
  written: Set<string>,
): Pick<Usage, "input_tokens" | "cache_read_input_tokens" | "cache_creation_input_tokens"> {
  const chain = chainOf(body);
  const total = chain.at(-1)?.tokensSoFar ?? 0;
  let read = 0;
  let reach = 0;
  for (const [index, part] of chain.entries()) {
    if (!part.marked || part.tokensSoFar < leastCached) continue;
    reach = part.tokensSoFar;
    const near = chain.slice(Math.max(0, index - lookBack), index + 1);
    read = Math.max(read, ...near.map((one) => (written.has(one.digest) ? one.tokensSoFar : 0)));
  }
  for (const part of chain) if (part.marked && part.tokensSoFar >= leastCached) written.add(part.digest);
  return {
    input_tokens: total - Math.max(reach, read),
    cache_read_input_tokens: read,
    cache_creation_input_tokens: Math.max(0, reach - read),
  };
}

export function countOutput(content: readonly ContentBlock[]): number {
  return Math.max(
    1,
    content.reduce((sum, block) => sum + tokensIn(JSON.stringify(block)), 0),
  );
}
