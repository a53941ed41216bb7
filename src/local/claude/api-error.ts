import { createHash } from "node:crypto";
import type { ErrorResponse, ErrorType } from "@anthropic-ai/sdk/resources/shared";

/** An answer that is an error: HTTP status, the type the API names it by, and the text for people. */
export type ApiError = {
  readonly status: number;
  readonly type: ErrorType;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly details?: Readonly<Record<string, unknown>>;
};

export function badRequest(message: string): ApiError {
  return { status: 400, type: "invalid_request_error", message };
}

/** Ids are made from a counter, so that two runs of one scenario give the same bytes. */
export function idOf(prefix: string, count: number): string {
  const digest = createHash("sha256").update(`${prefix}${count}`).digest("hex");
  return `${prefix}_01${digest.slice(0, 22)}`;
}

/** The body of an error answer, in the shape the API publishes (an unknown `details` is added where there is one). */
export function errorBody(
  error: ApiError,
  requestId: string,
): Pick<ErrorResponse, "type" | "request_id"> & {
  readonly error: Readonly<Record<string, unknown>>;
} {
  const { type, message, details } = error;
  return {
    type: "error",
    error: details ? { type, message, details } : { type, message },
    request_id: requestId,
  };
}
