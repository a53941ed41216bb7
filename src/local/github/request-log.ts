/** The log of every request, and the rate-limit headers that go with every answer. */
import type { TokenKind } from "./faults.ts";

/** `fields` names the root fields of a GraphQL document. `status` is 0 when the connection was dropped. */
export type RequestRecord = {
  readonly method: string;
  readonly path: string;
  readonly operation: string;
  readonly fields: readonly string[];
  readonly token: TokenKind;
  readonly status: number;
  readonly milliseconds: number;
};

const HOUR = 3600;

type Counted = {
  readonly headers: Readonly<Record<string, string>>;
  readonly exceeded: boolean;
  /** Takes the request back, as for a 304; answers the headers as they are then. */
  readonly uncount: () => Readonly<Record<string, string>>;
};

export type RateLimits = {
  /** Counts one request of this token; answers GitHub's `x-ratelimit-*` headers and whether it was one too many. */
  count(token: string, resource: "core" | "graphql"): Counted;
  /** What is left, without counting. `reset` in seconds since the epoch. */
  left(token: string, resource: "core" | "graphql"): RateLimit;
};

export type RateLimit = {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  readonly reset: number;
};

/** `limit` requests an hour for each token and resource. `clock` answers milliseconds since the epoch. */
export function startRateLimits(limit: number, clock: () => number): RateLimits {
  const windows = new Map<string, { used: number; reset: number }>();
  const windowOf = (token: string, resource: string) => {
    const key = `${resource} ${token}`;
    const now = Math.floor(clock() / 1000);
    const found = windows.get(key);
    if (found !== undefined && found.reset > now) return found;
    const fresh = { used: 0, reset: now + HOUR };
    windows.set(key, fresh);
    return fresh;
  };
  const left = (token: string, resource: string) => {
    const { used, reset } = windowOf(token, resource);
    return { limit, used, remaining: Math.max(0, limit - used), reset };
  };
  return {
    count(token, resource) {
      const window = windowOf(token, resource);
      window.used += 1;
      const headers = () => headersOf(left(token, resource), resource);
      const uncount = () => {
        window.used -= 1;
        return headers();
      };
      return { exceeded: window.used > limit, headers: headers(), uncount };
    },
    left,
  };
}

function headersOf({ limit, used, remaining, reset }: RateLimit, resource: string): Record<string, string> {
  return {
    "x-ratelimit-limit": String(limit),
    "x-ratelimit-remaining": String(remaining),
    "x-ratelimit-used": String(Math.min(used, limit)),
    "x-ratelimit-reset": String(reset),
    "x-ratelimit-resource": resource,
  };
}
