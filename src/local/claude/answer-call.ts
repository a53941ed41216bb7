import { setTimeout as pause } from "node:timers/promises";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context } from "hono";
import { idOf } from "./api-error.ts";
import { cacheInput } from "./count-usage.ts";
import type { Fault } from "./faults.ts";
import { type Given, nothingGiven, prefixDigest, remember } from "./given.ts";
import type { JsonObject } from "./json.ts";
import { readScript } from "./read-script.ts";
import type { Scenario, ScriptAnswer } from "./script.ts";
import { sendStream } from "./send-stream.ts";
import { writeMessage } from "./write-message.ts";

export type Env = { Bindings: HttpBindings };
/** A call that passed every check, and the fault that hits it. */
export type Call = { readonly c: Context<Env>; readonly body: JsonObject; readonly fault: Fault | null };
export type Answerer = { readonly given: Given; answer(call: Call): Promise<Response> };

function spoil(answer: ScriptAnswer, fault: Fault | null): ScriptAnswer {
  if (fault?.kind === "refusal") return { stop: "refusal" };
  if (fault?.kind !== "malformed") return answer;
  const text = "json" in answer ? JSON.stringify(answer.json) : "text" in answer ? (answer.text ?? "{") : "{";
  return { text: text.slice(0, Math.max(1, Math.floor(text.length / 2))) };
}

/** Runs the scenario for each call and remembers what it gave and what it cached. */
export function openAnswerer(scenario: Scenario): Answerer {
  const given = nothingGiven();
  const written = new Set<string>();
  let calls = 0;
  async function answer({ c, body, fault }: Call): Promise<Response> {
    if (fault?.kind === "drop") {
      c.env.outgoing.destroy();
      return RESPONSE_ALREADY_SENT;
    }
    calls += 1;
    const call = calls;
    const said = spoil(await scenario(readScript(body, call)), fault);
    if (fault?.kind === "latency") await pause(fault.milliseconds);
    const messages = Array.isArray(body.messages) ? body.messages : [];
    const prefix = prefixDigest(body, messages, messages.length);
    const message = writeMessage(
      said,
      { call, model: String(body.model), prefix },
      cacheInput(body, written),
    );
    remember(given, message, prefix);
    c.header("request-id", idOf("req", call));
    if (body.stream !== true) return c.json(message);
    return sendStream(c.env.outgoing, message, fault?.kind === "cut" ? fault : null);
  }
  return { given, answer };
}
