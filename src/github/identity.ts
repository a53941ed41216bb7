import type { Octokit } from "@octokit/rest";
import type { Credentials } from "./credentials.ts";
import { orNull } from "./failure.ts";
import { once } from "./once.ts";

type Client = {
  readonly octokit: Octokit;
  readonly owner: string;
  readonly name: string;
  readonly credentials: Credentials;
};

/** Who the client acts as. `app` is the numeric App id, `null` for the workflow's own token. */
export type Identity = { readonly login: string; readonly app: number | null };

/** The workflow token's bot; a `GITHUB_TOKEN` cannot be asked who it is. */
const workflowBot: Identity = { login: "github-actions[bot]", app: null };

export async function identityOf({ octokit, credentials }: Client): Promise<Identity> {
  if (credentials.kind === "token") return workflowBot;
  const { data } = await octokit.rest.apps.getAuthenticated();
  return { login: `${data?.slug ?? ""}[bot]`, app: credentials.appId };
}

/**
 * App ids by slug. GraphQL names a bot by its App's slug and never says the App's id; REST says it beside what the App
 * wrote. Slugs are unique on a GitHub server, so one look per slug is enough.
 */
export type AppIds = {
  learn(app: { readonly slug?: string; readonly id: number } | null | undefined): void;
  /** `issue` is one that the bot wrote. `null` where the bot is no App's. */
  idOf(slug: string, issue: number): Promise<number | null>;
};

export function openAppIds(client: Client, self: () => Promise<Identity>): AppIds {
  const known = new Map<string, Promise<number | null>>();
  const look = async (slug: string, issue: number) => {
    const { login, app } = await self();
    if (login === `${slug}[bot]` && app !== null) return app;
    const here = { owner: client.owner, repo: client.name };
    const answer = await orNull(() => client.octokit.rest.issues.get({ ...here, issue_number: issue }));
    const via = answer?.data.performed_via_github_app;
    return via?.slug === slug ? via.id : null;
  };
  return {
    learn: (app) => {
      if (app?.slug !== undefined) known.set(app.slug, Promise.resolve(app.id));
    },
    idOf: (slug, issue) => {
      const id = known.get(slug) ?? once(() => look(slug, issue))();
      known.set(slug, id);
      id.catch(() => known.delete(slug));
      return id;
    },
  };
}
