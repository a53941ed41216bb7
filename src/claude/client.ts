import { setTimeout as sleep } from "node:timers/promises";
import Anthropic from "@anthropic-ai/sdk";
import type { Message, MessageCreateParamsNonStreaming } from "@anthropic-ai/sdk/resources/messages";
import { type Ledger, reserve, settle } from "../budget/ledger.ts";
import { usageOf, worstCaseUsd } from "../budget/prices.ts";
import { addUsage, noUsage, type Usage } from "../budget/usage.ts";
import { type Failure, failures, sortTrouble, type Trouble } from "./failure.ts";

export type ClaudeOptions = {
  readonly apiKey: string | undefined;
  /** Another Messages API endpoint, without `/v1`. Absent: `ANTHROPIC_BASE_URL`, else the vendor's. */
  readonly baseUrl?: string | undefined;
  /** How often one call is made again after 5xx, a broken connection or a rate limit. Default 4. */
  readonly maxRetries?: number;
  /** A stream that stays silent for so many milliseconds is cut. Default ten minutes: long thinking is silent too. */
  readonly silenceMs?: number;
  /** One line about each wait and each cut stream; never the key, never content. */
  readonly log?: (line: string) => void;
  /** How to wait, in milliseconds; tests hand in one that does not. */
  readonly wait?: (milliseconds: number) => Promise<unknown>;
};

export type Claude = Required<Pick<ClaudeOptions, "maxRetries" | "silenceMs" | "log" | "wait">> & {
  /** A client that cannot work (no usable key, no usable address) fails every call in the same way. */
  readonly line:
    | { readonly kind: "open"; readonly api: Anthropic }
    | { readonly kind: "closed"; readonly failure: Failure };
};

/** One call, as the SDK takes it; it is always streamed. */
export type ModelCall = Omit<MessageCreateParamsNonStreaming, "stream">;

/**
 * `answered` may still be incomplete: look at `message.stop_reason` (`max_tokens`, `pause_turn`). A refusal and a full
 * context are `failed`. `usage` and `ledger` hold what was spent in each case.
 */
export type Answer = { readonly usage: Usage; readonly ledger: Ledger } & (
  | { readonly kind: "answered"; readonly message: Message }
  | { readonly kind: "failed"; readonly failure: Failure }
);

const cutsRepaired = 2;

/** Opens the client. Makes no request; a missing or unusable key shows at the first call. */
export function openClaude(options: ClaudeOptions): Claude {
  return {
    line: openLine(options),
    maxRetries: options.maxRetries ?? 4,
    silenceMs: options.silenceMs ?? 600_000,
    log: options.log ?? (() => {}),
    wait: options.wait ?? sleep,
  };
}

function openLine({ apiKey, baseUrl }: ClaudeOptions): Claude["line"] {
  const key = apiKey?.trim() ?? "";
  if (key === "") return { kind: "closed", failure: failures.noKey };
  // A key with spaces or line breaks cannot be a header value, and the error would quote it.
  if (!/^[\x21-\x7e]+$/.test(key)) return { kind: "closed", failure: failures.key };
  const api = new Anthropic({
    apiKey: key,
    authToken: null,
    ...(baseUrl ? { baseURL: baseUrl } : {}),
    maxRetries: 0,
    logLevel: "off",
    openTelemetry: false,
  });
  return URL.canParse(api.baseURL) ? { kind: "open", api } : { kind: "closed", failure: failures.badAddress };
}

/** An upper estimate of a request's tokens: three bytes a token. */
function estimateInput(call: ModelCall): number {
  return Math.ceil(Buffer.byteLength(JSON.stringify(call), "utf8") / 3);
}

/**
 * Makes one call and waits for the whole answer. The worst case is reserved before each attempt. 5xx, lost connections
 * and rate limits with a time are waited for; a stream cut in the middle is asked again at most twice; everything else
 * the API says no to, spend limits first, is final. Only faults of our own making are thrown.
 */
export async function ask(claude: Claude, call: ModelCall, ledger: Ledger): Promise<Answer> {
  const { line } = claude;
  if (line.kind === "closed") return { kind: "failed", failure: line.failure, usage: noUsage, ledger };
  let spent = { usage: noUsage, ledger };
  for (let waits = 0, cuts = 0; ; ) {
    const worst = worstCaseUsd(call.model, estimateInput(call), call.max_tokens);
    const reserved = reserve(spent.ledger, worst);
    if (!reserved) return { kind: "failed", failure: failures.budget, ...spent };
    const tried = await attempt(claude, line.api, call);
    spent = {
      usage: addUsage(spent.usage, tried.usage),
      ledger: settle(reserved, worst, tried.usage.usd),
    };
    if (tried.kind === "message") return { ...judge(tried.message), ...spent };
    const { trouble } = tried;
    const again =
      trouble.kind === "wait" ? waits++ < claude.maxRetries : trouble.kind === "cut" && cuts++ < cutsRepaired;
    if (!again) return { kind: "failed", failure: plainFailure(trouble, line.api), ...spent };
    const pause = trouble.kind === "wait" ? (trouble.afterMs ?? 1000 * 2 ** (waits - 1)) : 0;
    claude.log(`model call: ${trouble.code}, asking again${pause ? ` in ${pause} ms` : ""}`);
    await claude.wait(pause);
  }
}

function plainFailure({ code, text, next }: Trouble, api: Anthropic): Failure {
  if (code !== failures.unreachable.code) return { code, text, next };
  return { code, text: `The model API at ${new URL(api.baseURL).host} could not be reached.`, next };
}

function judge(
  message: Message,
):
  | { readonly kind: "answered"; readonly message: Message }
  | { readonly kind: "failed"; readonly failure: Failure } {
  switch (message.stop_reason) {
    case "refusal":
      return { kind: "failed", failure: failures.refused };
    case "model_context_window_exceeded":
      return { kind: "failed", failure: failures.tooLong };
    case null:
      return { kind: "failed", failure: failures.cut };
    default:
      return { kind: "answered", message };
  }
}

type Attempt = { readonly usage: Usage } & (
  | { readonly kind: "message"; readonly message: Message }
  | { readonly kind: "trouble"; readonly trouble: Trouble }
);

async function attempt(claude: Claude, api: Anthropic, call: ModelCall): Promise<Attempt> {
  const stream = api.messages.stream(call);
  let received = 0;
  let partial: Message | null = null;
  const silence = setTimeout(() => stream.abort(), claude.silenceMs);
  stream.on("streamEvent", (event, snapshot) => {
    silence.refresh();
    received += JSON.stringify(event).length;
    partial = snapshot;
  });
  try {
    const message = await stream.finalMessage();
    return { kind: "message", message, usage: usageOfMessage(call.model, message) };
  } catch (error) {
    const trouble = sortTrouble(error, received > 0);
    return { kind: "trouble", trouble, usage: usageOfCut(call.model, partial, received) };
  } finally {
    clearTimeout(silence);
  }
}

function usageOfMessage(model: string, { usage }: Pick<Message, "usage">): Usage {
  return usageOf(model, {
    inputTokens: usage.input_tokens,
    outputTokens: usage.output_tokens,
    cacheReadTokens: usage.cache_read_input_tokens ?? 0,
    cacheWriteTokens: usage.cache_creation_input_tokens ?? 0,
  });
}

/** What a cut answer cost: the input as reported, and the output from the bytes that had arrived. */
function usageOfCut(model: string, partial: Message | null, received: number): Usage {
  if (!partial) return noUsage;
  const output = Math.max(partial.usage.output_tokens, Math.ceil(received / 3));
  return usageOfMessage(model, { usage: { ...partial.usage, output_tokens: output } });
}
