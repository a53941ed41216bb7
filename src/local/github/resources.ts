/** Every resource the local GitHub serves. A new resource is a new file and one line here. */
import { apps } from "./apps.ts";
import { gitResources } from "./git-resources.ts";
import { repositories } from "./repositories.ts";
import type { Resource } from "./resource.ts";
import type { Tokens } from "./tokens.ts";
import { users } from "./users.ts";

/** Resources on the git side stand in `git-resources.ts`. */
export function resources(tokens: Tokens, clock: () => number): readonly Resource[] {
  return [users, apps(tokens, clock), repositories, ...gitResources];
}
