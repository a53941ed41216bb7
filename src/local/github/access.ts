/** Who may do what: permissions of tokens, roles of people. */
import type { Actor, Permissions, Role, UserRow } from "./rows.ts";
import type { World } from "./world.ts";

/** `contents:write`; `metadata:read` is what every token has; `app` wants the App's own JWT; `none` wants nothing. */
export type Need = `${string}:${"read" | "write"}` | "app" | "none";

const ranks: readonly Role[] = ["none", "read", "triage", "write", "maintain", "admin"];

/** The role a user really has: everybody may read a public repository. */
export function roleOf(world: World, user: UserRow): Role {
  if (user.role === "none" && user.__typename === "User" && world.repository.visibility === "public")
    return "read";
  return user.role;
}

export function hasRole(world: World, user: UserRow, least: Role): boolean {
  return ranks.indexOf(roleOf(world, user)) >= ranks.indexOf(least);
}

export function hasPermission(permissions: Permissions, need: Need): boolean {
  const [name = "", level] = need.split(":");
  const held = permissions[name] ?? (name === "metadata" ? "read" : "none");
  return held === "write" || (held === "read" && level === "read");
}

/** Whether the actor may triage: label, close others' issues, link issues. */
export function mayTriage(world: World, actor: Actor): boolean {
  if (actor.kind === "person") return hasRole(world, actor.user, "triage");
  return "permissions" in actor && hasPermission(actor.permissions, "issues:write");
}

/** Whether the actor may read the repository at all. */
export function mayRead(world: World, actor: Actor): boolean {
  if (actor.kind === "person") return hasRole(world, actor.user, "read");
  return "permissions" in actor || world.repository.visibility === "public";
}
