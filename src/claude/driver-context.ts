import { z } from "zod";
import type { Behaviour, DriverOrder } from "../tdd/driver.ts";
import { type Conversation, emptyConversation, say } from "./conversation.ts";
import { cached, dataBlock } from "./data-block.ts";
import { outputFormat } from "./output-schema.ts";
import { readJson } from "./read-json.ts";

const TestList = z.strictObject({
  behaviours: z.array(
    z.strictObject({
      text: z.string().min(1).describe("One behaviour in one line."),
      criterion: z.string().min(1).describe("Id of the criterion it serves."),
      breaks: z.string().min(1).describe("The change to the code that its test would catch."),
    }),
  ),
});

/** What a test-list order asks for, as structured output. */
export const testListFormat = outputFormat(TestList);

export type ReadTestList =
  | { readonly ok: true; readonly behaviours: readonly Behaviour[] }
  | { readonly ok: false; readonly reason: string };

export function readTestList(text: string): ReadTestList {
  const json = readJson(text);
  if (!json.ok) return json;
  const parsed = TestList.safeParse(json.value);
  return parsed.success
    ? { ok: true, behaviours: parsed.data.behaviours }
    : { ok: false, reason: z.prettifyError(parsed.error) };
}

/**
 * Adds an order to the conversation. A fresh one starts anew from the packet, whose last block (the rolling summary)
 * changes with each iteration; what stands before it is marked for the cache.
 */
export function takeOrder(conversation: Conversation, order: DriverOrder): Conversation {
  const anew = order.fresh || (conversation.messages.length === 0 && conversation.pending.length === 0);
  const start = anew ? say(emptyConversation, ...packetBlocks(order.packet)) : conversation;
  const findings =
    order.findings.length > 0
      ? [dataBlock("why the last attempt was sent back", order.findings.join("\n"))]
      : [];
  return say(start, ...findings, { type: "text", text: `Phase: ${order.phase}\n${order.order}` });
}

function packetBlocks(packet: readonly string[]) {
  const stable = Math.max(0, packet.length - 2);
  return packet.map((text, index) => {
    const block = dataBlock(`packet ${index + 1} of ${packet.length}`, text);
    return index === stable ? cached(block) : block;
  });
}
