/**
 * A resource: one file that adds routes, and its part of the GraphQL schema, to the local GitHub. Each resource owns
 * its serialisers, typed by GitHub's published types.
 */
import type { Need } from "./access.ts";
import type { RateLimit } from "./request-log.ts";
import type { Actor, Role } from "./rows.ts";
import type { World } from "./world.ts";

/** One REST request. `body` is `{}` when there was none; `query` has single values. */
export type Call = {
  readonly world: World;
  readonly actor: Actor;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  /** The URL asked for, for `Link` headers. */
  readonly url: URL;
};

export type Answer = {
  readonly status: number;
  /** JSON; `null` for no content. */
  readonly body: object | null;
  readonly headers?: Readonly<Record<string, string>>;
};

/**
 * One REST operation. `path` in Hono's syntax, without `/api/v3`; with `:owner/:repo` in it, any other repository is 404.
 * `operation` is GitHub's operation id. `need` is what an App's or workflow's token must have; `role` what a person
 * must have (default: read for `…:read`, write for `…:write`).
 */
export type Route = {
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  readonly path: string;
  readonly operation: string;
  readonly need: Need;
  readonly role?: Role;
  readonly answer: (call: Call) => Answer | Promise<Answer>;
};

/** What every GraphQL resolver gets as its context. `around` runs each mutation field, with its faults. */
export type Asking = {
  readonly world: World;
  readonly actor: Actor;
  readonly rateLimit: RateLimit;
  readonly around: (field: string, args: object, resolve: () => unknown) => unknown;
};

/** A GraphQL field resolver; the schema has checked `args` and put a row of the parent type in `source`. */
export type Resolver = {
  resolve(source: object, args: object, asking: Asking): unknown;
}["resolve"];

/** By type name, then field name. Mutations name what they need of a token. */
type Resolvers = Readonly<Record<string, Readonly<Record<string, Resolver>>>>;

/** Plain HTTP outside the API (smart-HTTP git). The handler authenticates by itself, with `github.actorOf`. */
export type Mount = {
  readonly path: string;
  readonly operation: string;
  readonly answer: (request: Request, world: World, actor: Actor | null) => Promise<Response>;
};

/** Something that runs beside the server (the runner). `idle` resolves when it has nothing under way. */
export type Service = { readonly idle: () => Promise<void>; readonly close: () => Promise<void> };

/** What a service gets when the server listens. */
export type Running = {
  readonly world: World;
  readonly url: string;
  readonly graphqlUrl: string;
  /** A fresh `GITHUB_TOKEN` with these permissions; dashes or underscores in their names. */
  readonly workflowToken: (permissions: Readonly<Record<string, "read" | "write" | "none">>) => string;
};

export type Resource = {
  readonly name: string;
  readonly routes: readonly Route[];
  /** GraphQL SDL; types of other resources are reached with `extend type`. */
  readonly typeDefs?: string;
  readonly resolvers?: Resolvers;
  readonly mounts?: readonly Mount[];
  readonly start?: (running: Running) => Service;
};

export function json(body: object, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, body, headers };
}

export function empty(status = 204): Answer {
  return { status, body: null };
}
