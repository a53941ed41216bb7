/** Plain HTTP outside the API, with the token's holder, faults and the request log, but no JSON and no rate limit. */
import { HTTPException } from "hono/http-exception";
import { breakConnection, type ExchangeParts, type HttpContext } from "./exchange.ts";
import { dropped, faultOf, type TokenKind } from "./faults.ts";
import type { Mount } from "./resource.ts";
import type { Actor } from "./rows.ts";
import type { World } from "./world.ts";

/** The mount gets `null` as actor for a bad token, so that it can answer in its own protocol. */
export async function mounted(
  parts: ExchangeParts,
  world: World,
  mount: Mount,
  c: HttpContext,
): Promise<Response> {
  const started = performance.now();
  const { method, path } = c.req;
  const actor = actorOf(parts, c.req.header("authorization") ?? null);
  const token: TokenKind = actor?.kind ?? "unknown";
  const log = (status: number) => {
    const milliseconds = performance.now() - started;
    parts.log({ method, path, operation: mount.operation, fields: [], token, status, milliseconds });
  };
  const operation = { operation: mount.operation, request: { method, path, token, body: null } };
  try {
    const early = await faultOf(parts.faults.before, operation);
    const response = early === null ? await mount.answer(c.req.raw, world, actor) : plain(early);
    const late = await faultOf(parts.faults.after, operation);
    const answer = late === null ? response : plain(late);
    log(answer.status);
    return answer;
  } catch (error) {
    if (error !== dropped) throw error;
    log(0);
    return breakConnection(c);
  }
}

function actorOf(parts: ExchangeParts, header: string | null): Actor | null {
  try {
    return parts.tokens.actorOf(header);
  } catch (error) {
    if (error instanceof HTTPException) return null;
    throw error;
  }
}

function plain(fault: { readonly status: number; readonly body: object | null }): Response {
  return new Response(fault.body === null ? null : JSON.stringify(fault.body), { status: fault.status });
}
