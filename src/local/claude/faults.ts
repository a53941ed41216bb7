import type { ApiError } from "./api-error.ts";

/**
 * One thing that goes wrong with one call of `/v1/messages`. `cut` ends the stream after so many events: the socket
 * breaks, the stream simply ends, or the API sends an error event. `malformed` cuts the answer's text in half.
 * `latency` answers as scripted, after so many milliseconds.
 */
export type Fault =
  | { readonly kind: "overloaded"; readonly retryAfter?: number }
  | { readonly kind: "rate-limit"; readonly retryAfter?: number }
  | { readonly kind: "spend-limit" }
  | { readonly kind: "server-error"; readonly retryAfter?: number }
  | { readonly kind: "drop" }
  | { readonly kind: "cut"; readonly after: number; readonly how?: "socket" | "end" | "error-event" }
  | { readonly kind: "malformed" }
  | { readonly kind: "refusal" }
  | { readonly kind: "latency"; readonly milliseconds: number };

/** The knobs: each fault added hits one later call, in order. */
export type Faults = {
  add(...faults: readonly Fault[]): void;
  clear(): void;
  /** Faults that have not hit yet. */
  readonly pending: number;
};

export function faultQueue(): Faults & { take(): Fault | null } {
  const queue: Fault[] = [];
  return {
    add: (...faults) => void queue.push(...faults),
    clear: () => void queue.splice(0),
    take: () => queue.shift() ?? null,
    get pending() {
      return queue.length;
    },
  };
}

/** The error answer of a fault that is one, or `null`. `retryAfter` is in seconds. */
export function faultError(fault: Fault | null): ApiError | null {
  if (fault === null) return null;
  const wait = "retryAfter" in fault ? fault.retryAfter : undefined;
  const headers: Readonly<Record<string, string>> = wait === undefined ? {} : { "retry-after": String(wait) };
  switch (fault.kind) {
    case "overloaded":
      return { status: 529, type: "overloaded_error", message: "Overloaded", headers };
    case "rate-limit":
      return {
        status: 429,
        type: "rate_limit_error",
        message: "This request would exceed your organization's rate limit of input tokens per minute.",
        headers,
      };
    case "spend-limit":
      return {
        status: 429,
        type: "rate_limit_error",
        message: "Your organization has reached its spend limit.",
        details: { error_code: "enforced_spend_limit_reached" },
      };
    case "server-error":
      return { status: 500, type: "api_error", message: "Internal server error", headers };
    default:
      return null;
  }
}
