/** GitHub's error answers. Thrown by handlers, turned into a REST body or a GraphQL error by the server. */
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** One entry of `errors[]` in a 422 answer. */
export type FieldError = {
  readonly resource: string;
  readonly field: string;
  readonly code: "missing" | "missing_field" | "invalid" | "already_exists" | "unprocessable" | "custom";
  readonly message?: string;
};

export type RejectionDetail = { readonly errors?: readonly FieldError[] | readonly string[] };

export function rejection(
  status: ContentfulStatusCode,
  message: string,
  detail: RejectionDetail = {},
): HTTPException {
  return new HTTPException(status, { message, cause: detail });
}

export function notFound(): HTTPException {
  return rejection(404, "Not Found");
}

/** GraphQL's way to say that something is not there: `NOT_FOUND`. */
export function unresolved(what: string): HTTPException {
  return rejection(404, `Could not resolve to ${what}.`);
}

/** 422 `Validation Failed` with the fields at fault. */
export function invalid(...errors: readonly FieldError[]): HTTPException {
  return rejection(422, "Validation Failed", { errors });
}

/** The JSON body of an error answer (`basic-error`, or `validation-error` with `errors`). */
export function rejectionBody(error: HTTPException): Readonly<Record<string, unknown>> {
  const errors = errorsOf(error.cause);
  return {
    message: error.message,
    ...(errors === undefined ? {} : { errors }),
    documentation_url: "https://docs.github.com/rest",
    status: String(error.status),
  };
}

function errorsOf(cause: unknown): unknown {
  return typeof cause === "object" && cause !== null && "errors" in cause ? cause.errors : undefined;
}
