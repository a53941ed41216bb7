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
  /** For a GraphQL document: the aliases of the fields that failed. */
  readonly fields: readonly string[];
};

/** As Octokit throws it; without `response` the answer never came. */
const HttpError = z.object({
  status: z.number(),
  message: z.string(),
  response: z.looseObject({}).optional(),
});

const GraphqlError = z.object({
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
    return { kind: refused ? "refused" : "unclear", status, text: firstLine(message), fields: [] };
  }
  if (graphql.success) return graphqlFailure(graphql.data.errors);
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
    return { kind: "rejected", status: failure.status, text: failure.text };
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

function graphqlFailure(errors: z.infer<typeof GraphqlError>["errors"]): Failure {
  const text = firstLine(errors.map((one) => one.message).join("; "));
  const fields = errors.flatMap((one) => (typeof one.path?.[0] === "string" ? [one.path[0]] : []));
  const vague = errors.some((one) => /something went wrong|time[ds]? ?out|try again/i.test(one.message));
  if (vague || errors.length === 0) return { kind: "unclear", status: 0, text, fields };
  const status = errors.map((one) => statuses[one.type ?? ""]).find((one) => one !== undefined) ?? 422;
  return { kind: "refused", status, text, fields };
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? "";
}
