/** Locked conversations: then only people with write access may comment, and no App or workflow at all. */
import { hasRole } from "./access.ts";
import { issueOf } from "./issue-rows.ts";
import { rejection } from "./rejection.ts";
import { type Call, empty, type Resource } from "./resource.ts";
import type { Actor } from "./rows.ts";
import { table, type World } from "./world.ts";

/** By issue number. */
const locked = table<true>();

function isLocked(world: World, issue: number): boolean {
  return locked(world).has(issue);
}

/** Throws 403 with GitHub's words. */
export function checkLock(world: World, actor: Actor, issue: number): void {
  if (!isLocked(world, issue)) return;
  if (actor.kind === "person" && hasRole(world, actor.user, "write")) return;
  throw rejection(403, "Unable to create comment because issue is locked.");
}

const path = "/repos/:owner/:repo/issues/:number{[0-9]+}/lock";
const need = "issues:write" as const;

export const locks: Resource = {
  name: "locks",
  routes: [
    {
      method: "PUT",
      path,
      operation: "issues/lock",
      need,
      role: "write",
      answer: ({ world, params }: Call) => {
        locked(world).set(issueOf(world, params.number).number, true);
        return empty();
      },
    },
    {
      method: "DELETE",
      path,
      operation: "issues/unlock",
      need,
      role: "write",
      answer: ({ world, params }: Call) => {
        locked(world).delete(issueOf(world, params.number).number);
        return empty();
      },
    },
  ],
};
