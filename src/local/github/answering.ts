/** One REST request, from the bytes to the answer: repository, rights, body, handler. */
import { hasPermission, hasRole, type Need } from "./access.ts";
import { notFound, rejection } from "./rejection.ts";
import type { Answer, Call, Route } from "./resource.ts";
import type { Actor, Role } from "./rows.ts";
import type { World } from "./world.ts";

/** Runs a route's handler. Throws a `rejection` when the repository is another one or the actor may not. */
export async function answerOf(route: Route, call: Call): Promise<Answer> {
  checkRepository(call.world, call);
  checkAccess(call.world, call.actor, route.need, route.role);
  return await route.answer(call);
}

/** Throws 401, 403 or 404 as GitHub does when the actor lacks what the operation needs. */
export function checkAccess(world: World, actor: Actor, need: Need, least?: Role): void {
  if (need === "none") return;
  if (need === "app") {
    if (actor.kind !== "app-jwt") throw rejection(401, "A JSON web token could not be decoded");
    return;
  }
  const reading = need.endsWith(":read");
  if (actor.kind === "anonymous") {
    if (!reading) throw rejection(401, "Requires authentication");
    if (world.repository.visibility === "private") throw notFound();
    return;
  }
  if (actor.kind === "app-jwt") throw rejection(403, "Resource not accessible by integration");
  if (actor.kind === "person") {
    if (!hasRole(world, actor.user, "read")) throw notFound();
    if (!hasRole(world, actor.user, least ?? (reading ? "read" : "write"))) {
      throw rejection(403, "Must have admin rights to Repository.");
    }
    return;
  }
  if (!hasPermission(actor.permissions, need)) throw rejection(403, "Resource not accessible by integration");
}

/** Reads a JSON object from a body. Throws 400 for anything else; no body is `{}`. */
export function readBody(text: string): Readonly<Record<string, unknown>> {
  if (text === "") return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw rejection(400, "Problems parsing JSON");
  }
  if (Array.isArray(value)) return { "": value };
  if (typeof value !== "object" || value === null) throw rejection(400, "Body should be a JSON object");
  return { ...value };
}

function checkRepository(world: World, call: Call): void {
  const { owner, repo } = call.params;
  if (owner === undefined || repo === undefined) return;
  const { repository } = world;
  const same =
    owner.toLowerCase() === repository.owner.login.toLowerCase() &&
    repo.toLowerCase() === repository.name.toLowerCase();
  if (!same) throw notFound();
}
