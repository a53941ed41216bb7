/** What surrounds every operation: token, rate limit, faults, request log, broken connections. */
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { readBody } from "./answering.ts";
import { withTag } from "./entity-tag.ts";
import { dropped, type Faults, faultOf, type Operation, type TokenKind } from "./faults.ts";
import { rejection, rejectionBody } from "./rejection.ts";
import type { RateLimits, RequestRecord } from "./request-log.ts";
import type { Answer } from "./resource.ts";
import type { Actor } from "./rows.ts";
import type { Tokens } from "./tokens.ts";

export type HttpContext = Context<{ Bindings: HttpBindings }>;

export type ExchangeParts = {
  readonly tokens: Tokens;
  readonly limits: RateLimits;
  readonly faults: Faults;
  readonly log: (record: RequestRecord) => void;
};

/** What an operation gets: who asks, the parsed body, the operation for its own faults; it may name its `fields`. */
export type Exchange = {
  readonly actor: Actor;
  readonly body: Readonly<Record<string, unknown>>;
  readonly operation: Operation;
  readonly token: string;
  fields: readonly string[];
};

/**
 * Runs one operation with everything around it. A `rejection` thrown by `work` becomes GitHub's error answer; another
 * error is a fault of the local GitHub itself: 500 with its text.
 */
export async function exchange(
  parts: ExchangeParts,
  c: HttpContext,
  name: string,
  resource: "core" | "graphql",
  work: (exchange: Exchange) => Promise<Answer>,
): Promise<Response> {
  const started = performance.now();
  const seen: { token: TokenKind; fields: readonly string[] } = { token: "unknown", fields: [] };
  const log = (status: number) => {
    const { method, path } = c.req;
    parts.log({ method, path, operation: name, ...seen, status, milliseconds: performance.now() - started });
  };
  const header = c.req.header("authorization") ?? null;
  const limit = parts.limits.count(header ?? "", resource);
  const finish = (answer: Answer) => {
    const tagged = c.req.method === "GET" ? withTag(answer, c.req.header("if-none-match")) : answer;
    log(tagged.status);
    return response(tagged, tagged.status === 304 ? limit.uncount() : limit.headers);
  };
  try {
    const text = await c.req.text();
    const actor = parts.tokens.actorOf(header);
    seen.token = actor.kind;
    if (limit.exceeded) throw rejection(403, `API rate limit exceeded for ${actor.user.login}.`);
    const body = readBody(text);
    const request = { method: c.req.method, path: c.req.path, token: actor.kind, body };
    const operation: Operation = { operation: name, request };
    const running: Exchange = { actor, body, operation, token: header ?? "", fields: [] };
    const early = await faultOf(parts.faults.before, operation);
    const answer = early ?? (await work(running).catch(rejected));
    seen.fields = running.fields;
    return finish((await faultOf(parts.faults.after, operation)) ?? answer);
  } catch (error) {
    if (error !== dropped) return finish(rejected(error));
    log(0);
    return breakConnection(c);
  }
}

/** Closes the socket under a request without an answer. */
export function breakConnection(c: HttpContext): Response {
  c.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

function rejected(error: unknown): Answer {
  if (error === dropped) throw error;
  if (error instanceof HTTPException) return { status: error.status, body: rejectionBody(error) };
  return { status: 500, body: { message: `the local GitHub failed: ${String(error)}`, status: "500" } };
}

function response(answer: Answer, limits: Readonly<Record<string, string>>): Response {
  const body = answer.body === null ? null : JSON.stringify(answer.body);
  return new Response(body, {
    status: answer.status,
    headers: {
      ...(body === null ? {} : { "content-type": "application/json; charset=utf-8" }),
      "x-github-api-version-selected": "2022-11-28",
      "x-github-media-type": "github.v3; format=json",
      ...limits,
      ...answer.headers,
    },
  });
}
