import { type GitRepository, openGitRepository } from "./git-repository.ts";
import type { World } from "./world.ts";

const opened = new WeakMap<World, GitRepository>();

/** The git repository of a world; opened once, and its reader process goes with the world's. */
export function gitOf(world: World): GitRepository {
  const found = opened.get(world) ?? openGitRepository(world.repository.path);
  opened.set(world, found);
  return found;
}
