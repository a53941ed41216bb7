import { z } from "zod";
import type { Written } from "../issues/tracker.ts";

/**
 * What a failed call means. `refused`: GitHub answered no and did nothing. `unclear`: it may have been done (5xx,
 * time-out, broken connection, or an answer that says something went wrong half-way). `status` is 0 where there is none.
 */
export type Failure = {
  readonly kind: "refused" | "unclear";
  readonly status: number;
  readonly text: string;
  /** Seconds until GitHub takes requests again, where the answer was a rate limit. */
  readonly waitSeconds?: number;
  /** For a GraphQL document: the aliases of the fields that failed. */
  readonly fields: readonly string[];
};

const Headers = z.record(z.string(), z.union([z.string(), z.number()]).optional()).optional();

/** As Octokit throws it; without `response` the answer never came. */
const HttpError = z.object({
  status: z.number(),
  message: z.string(),
  response: z.looseObject({ headers: Headers }).optional(),
});

const GraphqlError = z.object({
  headers: Headers,
  errors: z.array(
    z.object({
      type: z.string().optional(),
      message: z.string(),
      path: z.array(z.union([z.string(), z.number()])).optional(),
    }),
  ),
});

export function failureOf(error: unknown): Failure {
  const graphql = GraphqlError.safeParse(error);
  const http = HttpError.safeParse(error);
  if (http.success && http.data.response !== undefined) {
    const { status, message } = http.data;
    const refused = status >= 400 && status < 500 && status !== 408;
    // Octokit puts the address of GitHub's documentation behind what GitHub said.
    const text = firstLine(message).replace(/ - (?:https:\/\/\S*)?$/, "");
    const wait = waitOf(status, text, http.data.response.headers ?? {});
    return { kind: refused ? "refused" : "unclear", status, text, fields: [], ...wait };
  }
  if (graphql.success) return graphqlFailure(graphql.data.errors, graphql.data.headers ?? {});
  const text = error instanceof Error ? firstLine(error.message) : String(error);
  return { kind: "unclear", status: 0, text, fields: [] };
}

/** Runs a create that must not be repeated blindly and answers what is known about it. */
export async function written<Value>(create: () => Promise<Value>): Promise<Written<Value>> {
  try {
    return { kind: "written", value: await create() };
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === "unclear") return { kind: "unknown", text: failure.text };
    const { status, text, waitSeconds } = failure;
    return { kind: "rejected", status, text, ...(waitSeconds === undefined ? {} : { waitSeconds }) };
  }
}

/** A read of something that may not be there. */
export async function orNull<Value>(read: () => Promise<Value>): Promise<Value | null> {
  try {
    return await read();
  } catch (error) {
    const { status } = failureOf(error);
    if (status === 404 || status === 410) return null;
    throw error;
  }
}

/** GitHub's kinds of GraphQL errors, with the REST status they stand for. */
const statuses: Readonly<Record<string, number>> = {
  NOT_FOUND: 404,
  FORBIDDEN: 403,
  INSUFFICIENT_SCOPES: 403,
  UNPROCESSABLE: 422,
  RATE_LIMITED: 429,
  STALE_DATA: 409,
};

/** What GitHub asks to wait at least when it names no time (its own advice for secondary limits). */
const unnamedWait = 60;

/**
 * `retry-after` counts; without it, a used-up hour ends at `x-ratelimit-reset`. A 403 for missing rights is no limit.
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
function waitOf(
  status: number,
  text: string,
  headers: NonNullable<z.infer<typeof Headers>>,
): { readonly waitSeconds?: number } {
  const after = Number(headers["retry-after"]);
  if (status !== 403 && status !== 429) return {};
  if (after > 0) return { waitSeconds: after };
  if (status === 403 && !/rate limit/i.test(text)) return {};
  const reset = Number(headers["x-ratelimit-reset"]) - Date.now() / 1000;
  const usedUp = String(headers["x-ratelimit-remaining"]) === "0" && reset > 0;
  return { waitSeconds: usedUp ? Math.ceil(reset) : unnamedWait };
}

function graphqlFailure(
  errors: z.infer<typeof GraphqlError>["errors"],
  headers: NonNullable<z.infer<typeof Headers>>,
): Failure {
  const text = firstLine(errors.map((one) => one.message).join("; "));
  const fields = errors.flatMap((one) => (typeof one.path?.[0] === "string" ? [one.path[0]] : []));
  if (errors.some((one) => one.type === "RATE_LIMITED" || /\brate limit\b/i.test(one.message))) {
    return { kind: "refused", status: 429, text, fields, ...waitOf(429, text, headers) };
  }
  const vague = errors.some((one) => /something went wrong|time[ds]? ?out|try again/i.test(one.message));
  if (vague || errors.length === 0) return { kind: "unclear", status: 0, text, fields };
  const status = errors.map((one) => statuses[one.type ?? ""]).find((one) => one !== undefined) ?? 422;
  return { kind: "refused", status, text, fields };
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? "";
}
