/** Tokens: minting them, and finding out who holds the one in an `Authorization` header. */
import { createPublicKey, randomBytes, verify } from "node:crypto";
import { rejection } from "./rejection.ts";
import type { Actor, Permissions, UserRow } from "./rows.ts";
import type { World } from "./world.ts";

type Token = { readonly actor: Actor; readonly expires: number | null };

export type Tokens = {
  /** A person's token, always the same for a login. Throws when nobody has that login. */
  person(login: string): string;
  /** A fresh `GITHUB_TOKEN`. */
  workflow(permissions: Permissions): string;
  /** A fresh installation token of the App. `expires` in milliseconds since the epoch. */
  installation(permissions: Permissions, expires: number): string;
  /**
   * Who holds this header: `Bearer`, `token`, or `Basic` with the token as password. No header is `anonymous`.
   * Throws 401 as GitHub does for an unknown, expired or badly signed one.
   */
  actorOf(authorization: string | null): Actor;
};

const ghost: UserRow = { __typename: "User", id: 10137, nodeId: "U_ghost", login: "ghost", role: "none" };
const anonymous: Actor = { kind: "anonymous", user: ghost, app: null };

/** `publicKey` is the App's, PEM. `clock` answers milliseconds since the epoch. */
export function startTokens(world: World, publicKey: string, clock: () => number): Tokens {
  const issued = new Map<string, Token>();
  const people = new Map<string, string>();
  const issue = (prefix: string, actor: Actor, expires: number | null) => {
    const token = `${prefix}_${randomBytes(30).toString("hex")}`;
    issued.set(token, { actor, expires });
    return token;
  };
  return {
    person(login) {
      const user = [...world.users.values()].find((row) => row.login === login && row.__typename === "User");
      if (user === undefined) throw new Error(`no user "${login}" in this world; add them to \`users\``);
      const token = people.get(login) ?? issue("ghp", { kind: "person", user, app: null }, null);
      people.set(login, token);
      return token;
    },
    workflow(permissions) {
      const app = world.actionsApp;
      return issue("ghs", { kind: "workflow", user: app.bot, app, permissions: named(permissions) }, null);
    },
    installation(permissions, expires) {
      const app = world.app;
      return issue("ghs", { kind: "installation", user: app.bot, app, permissions }, expires);
    },
    actorOf(authorization) {
      const secret = secretOf(authorization);
      if (secret === null) return anonymous;
      if (secret.split(".").length === 3) return appOf(world, secret, publicKey, clock());
      const token = issued.get(secret);
      if (token === undefined || (token.expires !== null && token.expires <= clock())) {
        throw rejection(401, "Bad credentials");
      }
      return token.actor;
    },
  };
}

function named(permissions: Permissions): Permissions {
  return Object.fromEntries(
    Object.entries(permissions).map(([name, level]) => [name.replaceAll("-", "_"), level]),
  );
}

function secretOf(authorization: string | null): string | null {
  if (authorization === null) return null;
  const [scheme = "", value = ""] = authorization.trim().split(/\s+/, 2);
  if (/^(bearer|token)$/i.test(scheme)) return value;
  if (/^basic$/i.test(scheme)) {
    const [name = "", password = ""] = Buffer.from(value, "base64").toString("utf8").split(":", 2);
    return password === "" || password === "x-oauth-basic" ? name : password;
  }
  throw rejection(401, "Bad credentials");
}

/** Verifies the App's JWT (RS256, `iss` the App's id or client id, at most ten minutes ahead). */
function appOf(world: World, jwt: string, publicKey: string, now: number): Actor {
  const [head = "", claims = "", signature = ""] = jwt.split(".");
  const header = decoded(head);
  const body = decoded(claims);
  const signed =
    header.alg === "RS256" &&
    verify(
      "RSA-SHA256",
      Buffer.from(`${head}.${claims}`),
      createPublicKey(publicKey),
      Buffer.from(signature, "base64url"),
    );
  if (!signed) throw rejection(401, "A JSON web token could not be decoded");
  const seconds = now / 1000;
  if (typeof body.exp !== "number" || body.exp <= seconds) {
    throw rejection(
      401,
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  }
  if (body.exp > seconds + 600 + 60) {
    throw rejection(401, "'Expiration time' claim ('exp') is too far in the future");
  }
  if (typeof body.iat !== "number" || body.iat > seconds + 60) {
    throw rejection(
      401,
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
  }
  if (String(body.iss) !== String(world.app.id) && body.iss !== clientId(world.app.id)) {
    throw rejection(401, "A JSON web token could not be decoded");
  }
  return { kind: "app-jwt", user: ghost, app: null };
}

export function clientId(app: number): string {
  return `Iv23li${app.toString(36)}`;
}

function decoded(part: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
