/** What the scripted Claude remembers of its own answers, so that it can see whether they came back untouched. */
import { createHash } from "node:crypto";
import type { Message } from "@anthropic-ai/sdk/resources/messages";
import type { JsonObject } from "./json.ts";

export type Given = {
  /** Thinking blocks by signature: the bytes given, and the conversation they were given in. */
  readonly thinking: Map<string, { readonly text: string; readonly prefix: string }>;
  /** Tool calls by id: the signatures of the thinking blocks of the same answer. */
  readonly calls: Map<string, readonly string[]>;
  /** Digests of answers that ended with `pause_turn`: only these may come back as the last message. */
  readonly paused: Set<string>;
};

export function nothingGiven(): Given {
  return { thinking: new Map(), calls: new Map(), paused: new Set() };
}

/** JSON without cache marks, which say where to cache and are no part of what is said. */
export function plainJson(value: unknown): string {
  return JSON.stringify(value, (key, part: unknown) => (key === "cache_control" ? undefined : part));
}

export function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Names the conversation before message `index`: thinking is bound to the model, the system text and all before it. */
export function prefixDigest(body: JsonObject, messages: readonly unknown[], index: number): string {
  return digestOf(plainJson([body.model, body.system ?? null, messages.slice(0, index)]));
}

export function remember(given: Given, message: Message, prefix: string): void {
  const signatures: string[] = [];
  for (const block of message.content) {
    if (block.type === "thinking") {
      signatures.push(block.signature);
      given.thinking.set(block.signature, { text: block.thinking, prefix });
    }
    if (block.type === "tool_use") given.calls.set(block.id, signatures);
  }
  if (message.stop_reason === "pause_turn") given.paused.add(digestOf(plainJson(message.content)));
}
