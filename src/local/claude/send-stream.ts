import type { ServerResponse } from "node:http";
import type { Message } from "@anthropic-ai/sdk/resources/messages";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Fault } from "./faults.ts";
import { sseText, streamEvents } from "./stream-events.ts";

type Outgoing = Pick<ServerResponse, "writeHead" | "write" | "end" | "destroy">;

/** Writes the message as server-sent events, cut where a fault says so. */
export async function sendStream(
  outgoing: Outgoing,
  message: Message,
  cut: Extract<Fault, { kind: "cut" }> | null,
): Promise<Response> {
  outgoing.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache",
    "request-id": message.id.replace("msg", "req"),
  });
  const events = streamEvents(message);
  const sent = cut ? events.slice(0, cut.after) : events;
  for (const event of sent) await write(outgoing, sseText(event.type, event));
  if (cut?.how === "error-event") {
    const error = { type: "overloaded_error", message: "Overloaded" };
    await write(outgoing, sseText("error", { type: "error", error }));
  }
  if (cut && (cut.how ?? "socket") === "socket") outgoing.destroy();
  else outgoing.end();
  return RESPONSE_ALREADY_SENT;
}

/** Resolves when the bytes were handed to the socket, so that a cut after them cannot overtake them. */
function write(outgoing: Outgoing, text: string): Promise<void> {
  return new Promise((resolve) => {
    outgoing.write(text, () => resolve());
  });
}
