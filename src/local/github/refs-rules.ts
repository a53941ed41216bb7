import { hasPermission } from "./access.ts";
import { gitOf } from "./git-of.ts";
import { rejection } from "./rejection.ts";
import type { Actor } from "./rows.ts";
import type { World } from "./world.ts";

/** A ruleset in its simplest form: refs that match may not be created or moved. Full names, a trailing `*` is a prefix. */
export type RefRules = { restricted: readonly string[] };

const rules = new WeakMap<World, RefRules>();

/** The repository's rules; assign to `restricted` to change them. */
export function refRulesOf(world: World): RefRules {
  const found = rules.get(world) ?? { restricted: [] };
  rules.set(world, found);
  return found;
}

/** Throws 422 with GitHub's text when a ruleset forbids the ref. */
export function checkRuleset(world: World, name: string): void {
  const hit = refRulesOf(world).restricted.some((rule) =>
    rule.endsWith("*") ? name.startsWith(rule.slice(0, -1)) : rule === name,
  );
  if (hit) {
    throw rejection(
      422,
      "Repository rule violations found\n\nCannot create ref due to creations being restricted.\n\n",
    );
  }
}

/**
 * An App (a workflow's token too) without `workflows: write` may not bring in workflow files that no branch has yet.
 * Answers the first such path, or `null`.
 */
export async function foreignWorkflow(world: World, actor: Actor, commit: string): Promise<string | null> {
  if (!("permissions" in actor) || hasPermission(actor.permissions, "workflows:write")) return null;
  const git = gitOf(world);
  const folder = await git.read(`${commit}:.github/workflows`);
  if (folder === null) return null;
  const base = await git.read(`refs/heads/${world.repository.defaultBranch}:.github/workflows`);
  if (base?.sha === folder.sha) return null;
  const known = new Set<string>();
  for (const branch of await git.refs("refs/heads/")) {
    const there = await git.read(`${branch.sha}:.github/workflows`);
    if (there !== null)
      for (const entry of await git.list(there.sha, true)) known.add(`${entry.path} ${entry.sha}`);
  }
  const entries = await git.list(folder.sha, true);
  const foreign = entries.find((entry) => entry.type === "blob" && !known.has(`${entry.path} ${entry.sha}`));
  return foreign === undefined ? null : `.github/workflows/${foreign.path}`;
}
