/** What every webhook payload has in common, and the one way to tell the world that something happened. */

import { nodeId } from "./ids.ts";
import { repositoryBody } from "./repository-body.ts";
import type { Actor, TimelineRow } from "./rows.ts";
import { userBody } from "./users.ts";
import type { World } from "./world.ts";

/** `repository`, `organization`, `installation` and `sender` of a payload. */
export function envelope(world: World, actor: Actor) {
  const { owner } = world.repository;
  const url = `${world.origin}/orgs/${owner.login}`;
  const installation = world.installationId;
  return {
    repository: repositoryBody(world),
    organization: {
      login: owner.login,
      id: owner.id,
      node_id: owner.nodeId,
      url,
      repos_url: `${url}/repos`,
      events_url: `${url}/events`,
      hooks_url: `${url}/hooks`,
      issues_url: `${url}/issues`,
      members_url: `${url}/members{/member}`,
      public_members_url: `${url}/public_members{/member}`,
      avatar_url: `${world.origin}/avatars/${owner.id}`,
      description: null,
    },
    installation: { id: installation, node_id: nodeId("MDIzOkludGVncmF0aW9uSW5zdGFsbGF0aW9u", installation) },
    sender: userBody(world, actor.user),
  };
}

/** Emits a webhook event; `action` is read from the payload. */
export function happened(
  world: World,
  actor: Actor,
  name: string,
  payload: Readonly<Record<string, unknown>>,
): void {
  const { action } = payload;
  world.emit({ name, action: typeof action === "string" ? action : null, payload, actor });
}

type Common = "id" | "nodeId" | "actor" | "app" | "createdAt";
type Uncommon<Row> = Row extends TimelineRow ? Omit<Row, Common> : never;

/** Writes an entry of an issue's timeline. */
export function record(world: World, actor: Actor, entry: Uncommon<TimelineRow>): void {
  const id = world.ids.database("event");
  const row: TimelineRow = {
    ...entry,
    id,
    nodeId: nodeId("LE", id),
    actor: actor.user,
    app: actor.app,
    createdAt: world.now(),
  };
  world.timeline.push(row);
}
