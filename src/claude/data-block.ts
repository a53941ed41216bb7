import type { TextBlockParam } from "@anthropic-ai/sdk/resources/messages";

/**
 * Untrusted text as a block of a user turn. It is fenced by a tag that it cannot close itself; the system prompts say
 * that what stands inside is data. The same text always gives the same bytes.
 */
export function dataBlock(name: string, text: string): TextBlockParam {
  const inside = text.replace(/<(\s*\/?\s*data\b)/gi, "&lt;$1");
  return { type: "text", text: `<data name="${name}">\n${inside}\n</data>` };
}

/** The same block, marked as the end of a prefix worth caching. */
export function cached(block: TextBlockParam): TextBlockParam {
  return { ...block, cache_control: { type: "ephemeral" } };
}
