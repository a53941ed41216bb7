/** GitHub Apps: the App itself, its installation, and installation tokens. */
import type { components } from "@octokit/openapi-types";
import { rejection } from "./rejection.ts";
import { repositoryBody } from "./repository-body.ts";
import { type Answer, type Call, json, type Resource, type Route } from "./resource.ts";
import type { AppRow, Permissions } from "./rows.ts";
import { clientId, type Tokens } from "./tokens.ts";
import { userBody } from "./users.ts";
import type { World } from "./world.ts";

type Schemas = components["schemas"];
const TOKEN_LIFE = 3_600_000;

/** `performed_via_github_app` of whatever an App made. */
export function appBody(world: World, app: AppRow) {
  return {
    id: app.id,
    slug: app.slug,
    node_id: app.nodeId,
    client_id: clientId(app.id),
    owner: userBody(world, world.repository.owner),
    name: app.name,
    description: null,
    external_url: `${world.origin}/${app.slug}`,
    html_url: `${world.origin}/apps/${app.slug}`,
    created_at: app.createdAt,
    updated_at: app.createdAt,
    permissions: { ...app.permissions },
    events: [...app.events],
  } satisfies Schemas["integration"];
}

function installationBody(world: World): Schemas["installation"] {
  const { app, installationId: id, repository } = world;
  return {
    id,
    account: userBody(world, repository.owner),
    repository_selection: "selected",
    access_tokens_url: `${world.origin}/app/installations/${id}/access_tokens`,
    repositories_url: `${world.origin}/installation/repositories`,
    html_url: `${world.origin}/organizations/${repository.owner.login}/settings/installations/${id}`,
    app_id: app.id,
    client_id: clientId(app.id),
    target_id: repository.owner.id,
    target_type: "Organization",
    permissions: granted(app.permissions),
    events: [...app.events],
    created_at: app.createdAt,
    updated_at: app.createdAt,
    single_file_name: null,
    app_slug: app.slug,
    suspended_by: null,
    suspended_at: null,
  };
}

/** Permissions as an answer lists them: those granted. */
function granted(permissions: Permissions): Record<string, "read" | "write"> {
  const given: Record<string, "read" | "write"> = {};
  for (const [name, level] of Object.entries(permissions)) if (level !== "none") given[name] = level;
  return given;
}

/** What the caller asks for, or everything the App has. Throws 422 for more than the App has. */
function wanted(call: Call): Permissions {
  const asked = call.body.permissions;
  const { permissions } = call.world.app;
  if (typeof asked !== "object" || asked === null) return permissions;
  return Object.fromEntries(
    Object.entries(asked).map(([name, level]) => {
      const had = permissions[name];
      if (
        (level !== "read" && level !== "write") ||
        had === undefined ||
        (level === "write" && had === "read")
      ) {
        throw rejection(422, "The permissions requested are not granted to this installation.");
      }
      return [name, level];
    }),
  );
}

function createToken(call: Call, tokens: Tokens, clock: () => number): Answer {
  const world = checked(call);
  const permissions = wanted(call);
  const expires = clock() + TOKEN_LIFE;
  const token: Schemas["installation-token"] = {
    token: tokens.installation(permissions, expires),
    expires_at: `${new Date(expires).toISOString().slice(0, 19)}Z`,
    permissions: granted(permissions),
    repository_selection: "selected",
    repositories: [repositoryBody(world)],
  };
  return json(token, 201);
}

const one = "/app/installations/:installation";

export function apps(tokens: Tokens, clock: () => number): Resource {
  const asApp = (path: string, operation: string, answer: Route["answer"]): Route => ({
    method: "GET",
    path,
    operation,
    need: "app",
    answer,
  });
  return {
    name: "apps",
    routes: [
      asApp("/app", "apps/get-authenticated", ({ world }) => json(appBody(world, world.app))),
      asApp("/app/installations", "apps/list-installations", ({ world }) => json([installationBody(world)])),
      asApp(one, "apps/get-installation", (call) => json(installationBody(checked(call)))),
      asApp("/repos/:owner/:repo/installation", "apps/get-repo-installation", ({ world }) =>
        json(installationBody(world)),
      ),
      {
        method: "POST",
        path: `${one}/access_tokens`,
        operation: "apps/create-installation-access-token",
        need: "app",
        answer: (call) => createToken(call, tokens, clock),
      },
      {
        method: "GET",
        path: "/apps/:slug",
        operation: "apps/get-by-slug",
        need: "metadata:read",
        answer: ({ world, params }) => {
          if (params.slug !== world.app.slug) throw rejection(404, "Not Found");
          return json(appBody(world, world.app));
        },
      },
      {
        method: "GET",
        path: "/installation/repositories",
        operation: "apps/list-repos-accessible-to-installation",
        need: "metadata:read",
        answer: ({ world }) => json({ total_count: 1, repositories: [repositoryBody(world)] }),
      },
    ],
  };
}

function checked(call: Call): World {
  if (call.params.installation !== String(call.world.installationId)) throw rejection(404, "Not Found");
  return call.world;
}
