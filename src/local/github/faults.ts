/** Faults on purpose: one hook before and one after each operation. */

/**
 * `operation` is GitHub's operation id (`issues/create-comment`), `graphql` for a whole document, `graphql/<mutation>` for
 * one mutation field of it, or a mount's own name. `body` is the parsed JSON body, or the field's arguments.
 */
export type Operation = {
  readonly operation: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly token: TokenKind;
    readonly body: unknown;
  };
};

export type TokenKind = "person" | "installation" | "workflow" | "app-jwt" | "anonymous" | "unknown";

/**
 * `answer` takes the place of the real answer (before: nothing happens; after: it happened, and nobody learns it).
 * `drop` breaks the connection without an answer; after the operation that is a lost acknowledgement. `delay` waits,
 * then goes on. In a mutation field, `answer` is an error of that field only.
 */
export type Fault =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly body: object | null;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: "drop" }
  | { readonly kind: "delay"; readonly milliseconds: number };

/**
 * GitHub's answer to too much at once: 403 (or 429) with `retry-after` in seconds. Its text is GitHub's own, because
 * clients look for the words.
 */
export function secondaryLimit(seconds: number, status: 403 | 429 = 403): Fault {
  const message =
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again. If you reach out to GitHub Support for help, please include the request ID.";
  const documentation_url =
    "https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits";
  return {
    kind: "answer",
    status,
    body: { message, documentation_url },
    headers: { "retry-after": String(seconds) },
  };
}

export type FaultHook = (operation: Operation) => Fault | undefined;

/** Both may be set and cleared at any time. */
export type Faults = { before: FaultHook | null; after: FaultHook | null };

/** Thrown through a request to break its connection. */
export const dropped = Symbol("the connection is dropped");

/** Runs a hook; waits out a delay. Throws `dropped` for a drop. Answers the answer to give instead, if any. */
export async function faultOf(
  hook: FaultHook | null,
  operation: Operation,
): Promise<Extract<Fault, { kind: "answer" }> | null> {
  const fault = hook?.(operation);
  if (fault === undefined || fault === null) return null;
  if (fault.kind === "drop") throw dropped;
  if (fault.kind === "answer") return fault;
  await new Promise((resolve) => setTimeout(resolve, fault.milliseconds));
  return null;
}
