/** The HTTP side: every resource's routes under `/` and `/api/v3`, GraphQL, and plain mounts. */
import type { HttpBindings } from "@hono/node-server";
import type { GraphQLSchema } from "graphql";
import { Hono } from "hono";
import { answerOf } from "./answering.ts";
import { type Exchange, type ExchangeParts, exchange } from "./exchange.ts";
import { dropped, faultOf } from "./faults.ts";
import { readDocument } from "./graphql.ts";
import { mounted } from "./mounted.ts";
import { notFound, rejection } from "./rejection.ts";
import type { Answer, Resource } from "./resource.ts";
import type { World } from "./world.ts";

export type HttpParts = ExchangeParts & {
  readonly world: World;
  readonly schema: GraphQLSchema;
  readonly resources: readonly Resource[];
};

export function httpApp(parts: HttpParts): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>({ strict: false });
  for (const mount of parts.resources.flatMap((resource) => resource.mounts ?? [])) {
    app.all(mount.path, (c) => mounted(parts, parts.world, mount, c));
  }
  for (const prefix of ["", "/api/v3"]) {
    for (const route of parts.resources.flatMap((resource) => resource.routes)) {
      app.on(route.method, `${prefix}${route.path}`, (c) =>
        exchange(parts, c, route.operation, "core", ({ actor, body }) => {
          const url = new URL(c.req.url);
          const { world } = parts;
          return answerOf(route, { world, actor, params: c.req.param(), query: url.searchParams, body, url });
        }),
      );
    }
  }
  for (const path of ["/graphql", "/api/graphql"]) {
    app.post(path, (c) => exchange(parts, c, "graphql", "graphql", (asked) => graphql(parts, asked)));
  }
  app.all("*", (c) => exchange(parts, c, "unknown", "core", () => Promise.reject(notFound())));
  return app;
}

async function graphql(parts: HttpParts, asked: Exchange): Promise<Answer> {
  if (asked.actor.kind === "anonymous") {
    throw rejection(401, "This endpoint requires you to be authenticated.");
  }
  const document = readDocument(parts.schema, asked.body);
  if (document.kind === "errors") return { status: 200, body: { errors: document.errors } };
  asked.fields = document.fields;
  const connection = { broken: false };
  const result = await document.run({
    world: parts.world,
    actor: asked.actor,
    rateLimit: parts.limits.left(asked.token, "graphql"),
    around: async (field, args, resolve) => {
      if (connection.broken) throw dropped;
      try {
        return await mutation(parts, asked, field, args, resolve);
      } catch (error) {
        if (error === dropped) connection.broken = true;
        throw error;
      }
    },
  });
  if (connection.broken) throw dropped;
  return { status: 200, body: result };
}

/** One mutation field with its own faults. */
async function mutation(
  parts: HttpParts,
  asked: Exchange,
  field: string,
  args: object,
  resolve: () => unknown,
): Promise<unknown> {
  const operation = {
    operation: `graphql/${field}`,
    request: { ...asked.operation.request, body: args },
  };
  const early = await faultOf(parts.faults.before, operation);
  if (early !== null) throw failed(early.body);
  const result = await resolve();
  const late = await faultOf(parts.faults.after, operation);
  if (late !== null) throw failed(late.body);
  return result;
}

/** What GitHub says of a mutation field that failed on its side. */
function failed(body: object | null): Error {
  const message = body !== null && "message" in body ? String(body.message) : null;
  return new Error(message ?? "Something went wrong while executing your query.");
}
